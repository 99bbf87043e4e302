import { ChatError, type Clock, limits } from "@classchat/core";
import type { Applicant } from "./applicant.ts";
import { inFairOrder, lastOfLongestLine } from "./fair-order.ts";

export interface Turn {
  who: Applicant;
  /**
   * Whether it may begin beside so many others of its address, or has to wait until one of them has ended; throws
   * where it may not begin any more.
   */
  mayBegin?(beside: number): boolean;
}

interface Waiting {
  turn: Turn;
  begin(): void;
  refuse(error: unknown): void;
}

interface TurnsOptions {
  clock: Clock;
  atOnce: number;
  waiting: number;
}

/**
 * Lets few tasks run at once. The others wait, those of one address, and of one connection, in turn with all others.
 */
export class FairTurns {
  readonly #options: TurnsOptions;
  readonly #running: Applicant[] = [];
  #waiting: readonly Waiting[] = [];
  readonly #toldAt = new WeakMap<Applicant, number>();
  #lastTookMs = 0;

  constructor(options: TurnsOptions) {
    this.#options = options;
  }

  /** How many wait. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Runs the task in its turn, or throws `ChatError("busy")` with the time the queue needs. */
  async take<Result>(turn: Turn, task: () => Promise<Result>): Promise<Result> {
    if (this.#mayBegin(turn)) this.#running.push(turn.who);
    else await this.#wait(turn);
    const startedAt = this.#options.clock.now();
    try {
      return await task();
    } finally {
      this.#lastTookMs = this.#options.clock.now() - startedAt;
      this.#running.splice(this.#running.indexOf(turn.who), 1);
      this.#pass();
    }
  }

  /** Where nobody else may begin, nobody who waits is passed by. */
  #mayBegin({ who, mayBegin }: Turn): boolean {
    if (this.#running.length >= this.#options.atOnce) return false;
    const beside = this.#running.filter(({ address }) => address === who.address).length;
    return mayBegin?.(beside) ?? true;
  }

  #wait(turn: Turn): Promise<void> {
    this.#meet(turn.who);
    return new Promise((begin, refuse) => {
      this.#waiting = inFairOrder([...this.#waiting, { turn, begin, refuse }]);
      if (turn.who.left?.aborted) this.#leave(turn.who);
      if (this.#waiting.length > this.#options.waiting) this.#sendAway();
    });
  }

  #meet(who: Applicant): void {
    if (this.#toldAt.has(who)) return;
    // A place that is worth a word is still there in a second.
    this.#toldAt.set(who, this.#options.clock.now());
    who.left?.addEventListener("abort", () => this.#leave(who));
  }

  #leave(who: Applicant): void {
    for (const waiting of this.#waiting) {
      if (waiting.turn.who === who) this.#refuse(waiting, new ChatError("unreachable"));
    }
  }

  #sendAway(): void {
    const last = lastOfLongestLine(this.#waiting);
    if (last) this.#refuse(last, new ChatError("busy", { retryAfterMs: this.#queueMs() }));
  }

  /** Gives turns to those who are next; nobody who comes at this moment can slip in between. */
  #pass(): void {
    for (const waiting of this.#waiting) {
      if (this.#running.length >= this.#options.atOnce) break;
      this.#tryToBegin(waiting);
    }
    this.#tellPlaces();
  }

  #tryToBegin(waiting: Waiting): void {
    try {
      if (!this.#mayBegin(waiting.turn)) return;
      this.#remove(waiting);
      this.#running.push(waiting.turn.who);
      waiting.begin();
    } catch (error) {
      this.#refuse(waiting, error);
    }
  }

  #refuse(waiting: Waiting, error: unknown): void {
    this.#remove(waiting);
    waiting.refuse(error);
  }

  #remove(gone: Waiting): void {
    this.#waiting = this.#waiting.filter((waiting) => waiting !== gone);
  }

  /** A few at a time, first those who heard nothing for longest: telling a whole school must not hold up its chat. */
  #tellPlaces(): void {
    const now = this.#options.clock.now();
    const sinceMs = (who: Applicant) => Math.abs(now - (this.#toldAt.get(who) ?? 0));
    const due = this.#waiting
      .map(({ turn: { who } }, index) => ({ who, before: this.#running.length + index }))
      .filter(({ who }) => sinceMs(who) >= limits.places.everyMs)
      .toSorted((a, b) => sinceMs(b.who) - sinceMs(a.who));
    for (const { who, before } of due.slice(0, limits.places.atOnce)) {
      if (sinceMs(who) < limits.places.everyMs) continue;
      this.#toldAt.set(who, now);
      who.onPlace?.(before);
    }
  }

  #queueMs(): number {
    const rounds = Math.ceil(this.#waiting.length / this.#options.atOnce);
    return Math.max(1_000, Math.ceil(rounds * this.#lastTookMs));
  }
}
