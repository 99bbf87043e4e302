/** Those who wait for what a screen is to show. */
export class Waits {
  readonly #drawn: () => string;
  readonly #waiting = new Set<() => void>();
  #end: string | undefined;

  /** `drawn` gives the screen for the message of a wait that failed. */
  constructor(drawn: () => string) {
    this.#drawn = drawn;
  }

  /** Resolves when none of the assertions fails; rejects with the last that did, and the screen. */
  until(assertions: () => void, patienceMs: number): Promise<void> {
    // Made here, so that its stack leads to the line that waits:
    const failure = new Error();
    return new Promise((resolve, reject) => {
      const done = (settle: () => void) => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        settle();
      };
      const look = (end = this.#end) => {
        const refusal = refusalOf(assertions);
        if (refusal === undefined) return done(resolve);
        if (end === undefined) return;
        failure.message = `${end}: ${refusal}\n${this.#drawn()}`;
        done(() => reject(failure));
      };
      const timer = setTimeout(() => look(`After ${patienceMs} ms`), patienceMs);
      this.#waiting.add(look);
      look();
    });
  }

  /** Lets all look who wait. */
  look(): void {
    for (const look of [...this.#waiting]) look();
  }

  /** Nothing more is to come: lets all look for the last time. */
  end(why: string): void {
    this.#end = why;
    this.look();
  }
}

/** What the first assertion says that does not hold. */
function refusalOf(assertions: () => void): string | undefined {
  try {
    assertions();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
