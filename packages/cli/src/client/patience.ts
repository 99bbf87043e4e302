import { ChatError } from "@classchat/core";

/** How long one waits for answers: so long again after each word that one is in line. */
export class Patience {
  readonly #renewals = new Set<() => void>();
  readonly #apartMs: number;
  #heardAt = -Infinity;

  /** `apartMs`: words that come more often are not listened to. */
  constructor(apartMs: number) {
    this.#apartMs = apartMs;
  }

  /** The answer, or `timed-out`. */
  async wait<Answer>(answer: Promise<Answer>, patienceMs: number): Promise<Answer> {
    let timer: NodeJS.Timeout | undefined;
    let renew = () => {};
    const late = new Promise<never>((_, reject) => {
      renew = () => {
        clearTimeout(timer);
        timer = setTimeout(() => reject(new ChatError("timed-out")), patienceMs);
      };
    });
    renew();
    this.#renewals.add(renew);
    try {
      return await Promise.race([answer, late]);
    } finally {
      clearTimeout(timer);
      this.#renewals.delete(renew);
    }
  }

  /** A word that one is in line. Says whether it is worth telling: somebody waits, and it is not one of many. */
  hear(): boolean {
    const now = performance.now();
    if (this.#renewals.size === 0 || now - this.#heardAt < this.#apartMs) return false;
    this.#heardAt = now;
    for (const renew of this.#renewals) renew();
    return true;
  }
}
