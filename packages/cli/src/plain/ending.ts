// setTimeout takes no more (2^31 - 1 ms, nearly 25 days); nobody sits here that long.
const longestMs = 2_147_483_647;

/** What ends by itself: says so when its time is over, unless it is changed before. */
export class Ending {
  readonly #onEnd: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  /** Ends after that time; never, with nothing. */
  set(endsInMs: number | null | undefined): void {
    clearTimeout(this.#timer);
    if (endsInMs === null || endsInMs === undefined || endsInMs > longestMs) return;
    // The program need not stay for it.
    this.#timer = setTimeout(this.#onEnd, endsInMs).unref();
  }
}
