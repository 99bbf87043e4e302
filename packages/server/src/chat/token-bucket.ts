export interface Rate {
  /** What may come at once. */
  burst: number;
  perSecond: number;
}

/** So much at once, then so much a second. Time is told by the caller, in ms, and may jump. */
export class TokenBucket {
  readonly #rate: Rate;
  #tokens: number;
  #filledAt: number;

  constructor(rate: Rate, now: number) {
    this.#rate = rate;
    this.#tokens = rate.burst;
    this.#filledAt = now;
  }

  /** How much may come now; less than nothing if more was taken than there was. */
  level(now: number): number {
    const passedMs = Math.max(0, now - this.#filledAt);
    this.#filledAt = now;
    const { burst, perSecond } = this.#rate;
    this.#tokens = Math.min(burst, this.#tokens + (passedMs / 1_000) * perSecond);
    return this.#tokens;
  }

  take(now: number, amount = 1): void {
    this.#tokens = this.level(now) - amount;
  }

  /** When there will be as much as that, if nothing is taken meanwhile. */
  msUntil(level: number, now: number): number {
    const missing = Math.max(0, level - this.level(now));
    return Math.ceil((missing / this.#rate.perSecond) * 1_000);
  }
}
