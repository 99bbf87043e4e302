import { type Fingerprint, type RoomId, serviceHost } from "@classchat/core";
import { dialRoom } from "./dial.ts";
import { hedge } from "./hedge.ts";
import type { MdnsHealth } from "./mdns-sockets.ts";
import { RoomWatch } from "./room-watch.ts";
import { type Announcement, ServiceBrowser } from "./service-browser.ts";
import { type LanOptions, lanSettings } from "./settings.ts";
import { Watches } from "./watches.ts";

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

/** How often listeners are told at most, whatever comes in. */
const gatherMs = 10;
const rememberedEveryMs = 3_000;
const rememberedTimeoutMs = 2_000;

/** What was heard of a room; one that was dialled unasked has no name on the network. */
type Announced = Omit<Announcement, "domain"> & Partial<Pick<Announcement, "domain">>;

/** Looks for rooms on the network until it is closed. What it lists has answered; what stops answering leaves. */
export class Finder {
  readonly #remembered: readonly RememberedAddress[];
  readonly #checkEveryMs: number | undefined;
  readonly #browser: ServiceBrowser;
  readonly #watches = new Watches();
  readonly #listeners = new Set<() => void>();
  readonly #closing = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #telling: NodeJS.Timeout | undefined;
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
    const rooms = this.#watches.all().flatMap(describe);
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
    clearTimeout(this.#telling);
    this.#browser.close();
    this.#watches.close();
    this.#listeners.clear();
  }

  #watch(announcement: Announced): void {
    const key = `${announcement.id} ${announcement.fingerprint}`;
    const known = this.#watches.get(key);
    if (known) known.hear(announcement.said);
    else if (this.#watches.hasPlaceFor(announcement.said.sender))
      this.#watches.add(key, announcement.said.sender, this.#open(key, announcement));
    if (announcement.domain) this.#watches.nameAlso(key, announcement.domain);
    this.#tellSoon();
  }

  #open(key: string, announcement: Announced): RoomWatch {
    return new RoomWatch({
      ...announcement,
      checkEveryMs: this.#checkEveryMs,
      onAnswer: () => this.#tellSoon(),
      onDoubt: () => this.query(),
      onGone: () => {
        this.#watches.delete(key);
        this.#tellSoon();
      },
    });
  }

  #hearGoodbye(domain: string): void {
    for (const watch of this.#watches.named(domain)) watch.hearGoodbye();
  }

  /** Those that are listed need no dialling; one that was merely announced may be somebody's invention. */
  #dialRemembered(): void {
    const answering = new Set(this.rooms().map(({ id }) => id));
    for (const place of this.#remembered) if (!answering.has(place.id)) void this.#dial(place);
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
      this.#watch({ id, fingerprint, said: { sender: address, port, addresses: [address] } });
    };
    const isFinal = () => false;
    const signal = this.#closing.signal;
    const dials = addresses.map((address) =>
      hedge([0, 200, 500], { attempt: dial(address), isFinal, signal }),
    );
    await Promise.allSettled(dials);
  }

  #tellSoon(): void {
    this.#telling ??= setTimeout(() => this.#tell(), gatherMs);
  }

  #tell(): void {
    this.#telling = undefined;
    const snapshot = JSON.stringify(this.rooms());
    if (snapshot === this.#snapshot) return;
    this.#snapshot = snapshot;
    for (const listener of this.#listeners) listener();
  }
}

function describe(watch: RoomWatch): FoundRoom[] {
  if (!watch.answer) return [];
  const { card, fingerprint, address, port } = watch.answer;
  const { id, name, title, mentor, online, version, protocol } = card;
  const { addresses } = watch;
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
