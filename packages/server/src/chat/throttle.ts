import { ChatError, type Clock } from "@classchat/core";

/**
 * Counts failures over a sliding window and refuses what would be one too many.
 * What is counted before a secret is looked at cannot be raced: a hundred guesses at once count a hundred.
 */
export class Throttle {
  readonly #clock: Clock;
  readonly #windowMs: number;
  readonly #most: number;
  readonly #failures = new Map<string, number[]>();

  constructor(settings: { clock: Clock; windowMs: number; most: number }) {
    this.#clock = settings.clock;
    this.#windowMs = settings.windowMs;
    this.#most = settings.most;
  }

  /** Throws `slow-down` if the key has as many failures as are allowed; counts nothing. */
  check(key: string): void {
    const recent = this.#recent(key);
    const oldest = recent[recent.length - this.#most];
    if (oldest === undefined) return;
    const retryAfterMs = oldest + this.#windowMs - this.#clock.now();
    throw new ChatError("slow-down", { retryAfterMs });
  }

  /** How many failures the key has. */
  failures(key: string): number {
    return this.#recent(key).length;
  }

  count(key: string): void {
    this.#failures.set(key, [...this.#recent(key), this.#clock.now()]);
    this.#dropOldest();
  }

  /** Takes back the last failure that was counted: it was none. */
  forgive(key: string): void {
    const rest = this.#recent(key).slice(0, -1);
    if (rest.length === 0) this.#failures.delete(key);
    else this.#failures.set(key, rest);
  }

  /** Forgets all failures of these keys, and gives those that had any. */
  forget(isMeant: (key: string) => boolean): string[] {
    const keys = [...this.#failures.keys()].filter(isMeant);
    for (const key of keys) this.#failures.delete(key);
    return keys;
  }

  #recent(key: string): number[] {
    const now = this.#clock.now();
    // What lies ahead was counted by a clock that was set back since, and would count for as long as that was.
    const isRecent = (at: number) => at > now - this.#windowMs && at <= now;
    return (this.#failures.get(key) ?? []).filter(isRecent);
  }

  // Keys come from outside, so that their number needs a bound; the one that came first goes first.
  #dropOldest(): void {
    if (this.#failures.size <= mostKeys) return;
    const [first] = this.#failures.keys();
    if (first !== undefined) this.#failures.delete(first);
  }
}

const mostKeys = 20_000;
