import type { RoomWatch } from "./room-watch.ts";

/** More than any school has. */
const watchesAtMost = 500;
/** Rooms that one sender announces, and those of them that have not answered so far. */
const perSender = { all: 100, silent: 32 };
const domainsKept = 8;

interface Watched {
  watch: RoomWatch;
  /** Who spoke of it first. */
  sender: string;
  /** The names under which it was announced, the newest last. */
  domains: Set<string>;
}

/** The rooms that a finder dials: so few of each sender that nobody's inventions leave no place for the others. */
export class Watches {
  readonly #byKey = new Map<string, Watched>();

  get(key: string): RoomWatch | undefined {
    return this.#byKey.get(key)?.watch;
  }

  all(): RoomWatch[] {
    return [...this.#byKey.values()].map(({ watch }) => watch);
  }

  /** Those that were announced under that name. */
  named(domain: string): RoomWatch[] {
    const name = domain.toLowerCase();
    return [...this.#byKey.values()].flatMap(({ watch, domains }) =>
      domains.has(name) ? watch : [],
    );
  }

  /** Where all places are taken, the one that was silent longest gives way. */
  hasPlaceFor(sender: string): boolean {
    const ofSender = [...this.#byKey.values()].filter((watched) => watched.sender === sender);
    if (ofSender.length >= perSender.all) return false;
    if (ofSender.filter(isSilent).length >= perSender.silent) return false;
    return this.#byKey.size < watchesAtMost || this.#dropSilent();
  }

  add(key: string, sender: string, watch: RoomWatch): void {
    this.#byKey.set(key, { watch, sender, domains: new Set() });
  }

  nameAlso(key: string, domain: string): void {
    const domains = this.#byKey.get(key)?.domains;
    if (!domains) return;
    const name = domain.toLowerCase();
    domains.delete(name);
    domains.add(name);
    const [oldest = name] = domains;
    if (domains.size > domainsKept) domains.delete(oldest);
  }

  delete(key: string): void {
    this.#byKey.delete(key);
  }

  close(): void {
    for (const { watch } of this.#byKey.values()) watch.close();
    this.#byKey.clear();
  }

  #dropSilent(): boolean {
    for (const [key, watched] of this.#byKey) {
      if (!isSilent(watched)) continue;
      watched.watch.close();
      return this.#byKey.delete(key);
    }
    return false;
  }
}

function isSilent({ watch }: Watched): boolean {
  return watch.answer === undefined;
}
