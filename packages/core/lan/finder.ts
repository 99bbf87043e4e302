import { type Fingerprint, type RoomId, serviceHost } from "@classchat/core";
import { dialRoom } from "./dial.ts";
import { hedge } from "./hedge.ts";
import type { MdnsHealth } from "./mdns-sockets.ts";
import { RoomWatch } from "./room-watch.ts";
import { type Announcement, ServiceBrowser } from "./service-browser.ts";
import { type LanOptions, lanSettings } from "./settings.ts";

/** Where a room was once: how it is found again when multicast is dead. */
export interface RememberedAddress {
  id: RoomId;
  addresses: readonly string[];
  port: number;
}

export interface FinderOptions extends LanOptions {
  remembered?: readonly RememberedAddress[];
  /** Between two questions to a listed room whether it is still there; the default is that of D6. */
  checkEveryMs?: number;
}

/** A room that answered when it was dialled, and still does. */
export interface FoundRoom {
  id: RoomId;
  name: string;
  title: string;
  /** The name under which the network resolves it, unique to the room. */
  host: string;
  /** Where it answers. */
  address: string;
  port: number;
  /** `address` first, then where else it is said to be. */
  addresses: string[];
  /** Of the key that it proved to hold. */
  fingerprint: Fingerprint;
  mentor: string | null;
  online: number;
  version: string;
  protocol: number;
}

/** More than any school has; a flood of invented rooms ends here. */
const watchesAtMost = 500;
const rememberedEveryMs = 3_000;
const rememberedTimeoutMs = 2_000;

/** Looks for rooms on the network until it is closed. What it lists has answered; what stops answering leaves. */
export class Finder {
  readonly #remembered: readonly RememberedAddress[];
  readonly #checkEveryMs: number | undefined;
  readonly #browser: ServiceBrowser;
  readonly #watches = new Map<string, { watch: RoomWatch; domains: Set<string> }>();
  readonly #listeners = new Set<() => void>();
  readonly #closing = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #snapshot = "[]";

  constructor(options: FinderOptions = {}) {
    this.#remembered = options.remembered ?? [];
    this.#checkEveryMs = options.checkEveryMs;
    this.#browser = new ServiceBrowser({
      ...lanSettings(options),
      onAnnouncement: (announcement) => this.#watch(announcement),
      onGoodbye: (domain) => this.#hearGoodbye(domain),
    });
    this.#dialRemembered();
    this.#timer = setInterval(() => this.#dialRemembered(), rememberedEveryMs);
  }

  /** By name, then mentor, then id. The same id with two keys is two rooms: one of them is not what it says. */
  rooms(): FoundRoom[] {
    const rooms = [...this.#watches.values()].flatMap(({ watch }) => describe(watch));
    const byKey = new Map(rooms.map((room) => [`${room.id} ${room.fingerprint}`, room]));
    return [...byKey.values()].toSorted(compareRooms);
  }

  /** Calls back whenever `rooms` would give something else, until the returned function is called. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Asks the network at once. */
  query(): void {
    this.#browser.query();
  }

  health(): MdnsHealth {
    return this.#browser.health();
  }

  close(): void {
    this.#closing.abort();
    clearInterval(this.#timer);
    this.#browser.close();
    for (const { watch } of this.#watches.values()) watch.close();
    this.#watches.clear();
    this.#listeners.clear();
  }

  #watch(announcement: Omit<Announcement, "domain"> & { domain?: string }): void {
    const key = `${announcement.id} ${announcement.fingerprint}`;
    const known = this.#watches.get(key);
    if (known) known.watch.hear(announcement);
    else if (this.#watches.size < watchesAtMost)
      this.#watches.set(key, this.#open(key, announcement));
    if (announcement.domain) this.#watches.get(key)?.domains.add(announcement.domain.toLowerCase());
    this.#tell();
  }

  #open(
    key: string,
    announcement: Omit<Announcement, "domain">,
  ): { watch: RoomWatch; domains: Set<string> } {
    const watch = new RoomWatch({
      ...announcement,
      checkEveryMs: this.#checkEveryMs,
      onAnswer: () => this.#tell(),
      onDoubt: () => this.query(),
      onGone: () => {
        this.#watches.delete(key);
        this.#tell();
      },
    });
    return { watch, domains: new Set() };
  }

  #hearGoodbye(domain: string): void {
    for (const { watch, domains } of this.#watches.values()) {
      if (domains.has(domain.toLowerCase())) watch.hearGoodbye();
    }
  }

  #dialRemembered(): void {
    const watched = new Set([...this.#watches.values()].map(({ watch }) => watch.id));
    for (const place of this.#remembered) if (!watched.has(place.id)) void this.#dial(place);
  }

  /** Whoever answers there as that room is watched from then on, like one that was announced. */
  async #dial({ id, addresses, port }: RememberedAddress): Promise<void> {
    const dial = (address: string) => async (signal: AbortSignal) => {
      const { card, fingerprint } = await dialRoom({
        address,
        port,
        signal,
        timeoutMs: rememberedTimeoutMs,
      });
      if (card.id !== id) throw new Error("Another room has this address now.");
      this.#watch({ id, fingerprint, port, addresses: [address] });
    };
    const isFinal = () => false;
    const signal = this.#closing.signal;
    const dials = addresses.map((address) =>
      hedge([0, 200, 500], { attempt: dial(address), isFinal, signal }),
    );
    await Promise.allSettled(dials);
  }

  #tell(): void {
    const snapshot = JSON.stringify(this.rooms());
    if (snapshot === this.#snapshot) return;
    this.#snapshot = snapshot;
    for (const listener of this.#listeners) listener();
  }
}

function describe(watch: RoomWatch): FoundRoom[] {
  if (!watch.answer) return [];
  const { card, fingerprint, address } = watch.answer;
  const { id, name, title, mentor, online, version, protocol } = card;
  const { port, addresses } = watch;
  const host = serviceHost(id);
  return [
    {
      id,
      name,
      title,
      host,
      address,
      port,
      addresses,
      fingerprint,
      mentor,
      online,
      version,
      protocol,
    },
  ];
}

function compareRooms(a: FoundRoom, b: FoundRoom): number {
  return (
    a.name.localeCompare(b.name) ||
    (a.mentor ?? "").localeCompare(b.mentor ?? "") ||
    compare(a.id, b.id) ||
    compare(a.fingerprint, b.fingerprint)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
