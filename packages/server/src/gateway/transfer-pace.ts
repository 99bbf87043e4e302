import { type Clock, limits } from "@classchat/core";
import { TokenBucket } from "../chat/token-bucket.ts";

export interface PaceParts {
  clock: Clock;
  /** Whether people talk now. */
  isTalking: () => boolean;
}

const { rate } = limits.transfer.besideChat;

/**
 * Holds transfers back while people talk: with fast disks and networks they would take all of the host's time,
 * and nobody can read as fast as a file may come.
 */
export class TransferPace {
  readonly #clock: Clock;
  readonly #isTalking: () => boolean;
  readonly #bucket: TokenBucket;

  constructor({ clock, isTalking }: PaceParts) {
    this.#clock = clock;
    this.#isTalking = isTalking;
    this.#bucket = new TokenBucket(rate, clock.now());
  }

  /** Resolves when one more piece may be moved. */
  async turn(): Promise<void> {
    if (!this.#isTalking()) return;
    const now = this.#clock.now();
    this.#bucket.take(now);
    const waitMs = this.#bucket.msUntil(0, now);
    if (waitMs > 0) await new Promise<void>((resolve) => this.#clock.after(waitMs, resolve));
  }
}
