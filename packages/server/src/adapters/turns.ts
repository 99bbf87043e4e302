import { ChatError } from "@classchat/core";

/** Lets few tasks run at once and the others wait in their order; refuses them when too many wait. */
export class Turns {
  readonly #atOnce: number;
  readonly #waitingAllowed: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #lastTookMs = 0;

  constructor({ atOnce, waiting }: { atOnce: number; waiting: number }) {
    this.#atOnce = atOnce;
    this.#waitingAllowed = waiting;
  }

  /** How many wait. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Runs the task in its turn, or throws `ChatError("busy")` with the time the queue needs. */
  async take<Result>(task: () => Promise<Result>): Promise<Result> {
    await this.#turn();
    const startedAt = performance.now();
    try {
      return await task();
    } finally {
      this.#lastTookMs = performance.now() - startedAt;
      this.#pass();
    }
  }

  #turn(): Promise<void> | undefined {
    if (this.#running < this.#atOnce) {
      this.#running += 1;
      return undefined;
    }
    if (this.#waiting.length >= this.#waitingAllowed) {
      throw new ChatError("busy", { retryAfterMs: this.#queueMs() });
    }
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  /** Gives the turn to the next one; nobody who comes at this moment can slip in between. */
  #pass(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#running -= 1;
  }

  #queueMs(): number {
    const rounds = Math.ceil((this.#waiting.length + 1) / this.#atOnce);
    return Math.max(1_000, Math.ceil(rounds * this.#lastTookMs));
  }
}
