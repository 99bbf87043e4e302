/** Upper bounds in seconds, from a fast disk to one that hangs. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

/** How long something took, as often as it was seen. */
export class Histogram {
  readonly #counts: number[] = bounds.map(() => 0);
  #count = 0;
  #sum = 0;

  observe(seconds: number): void {
    this.#count += 1;
    this.#sum += seconds;
    const at = bounds.findIndex((bound) => seconds <= bound);
    if (at >= 0) this.#counts[at] = (this.#counts[at] ?? 0) + 1;
  }

  get count(): number {
    return this.#count;
  }

  get sum(): number {
    return this.#sum;
  }

  /** How many took no longer than each bound; the last one is infinite. */
  get buckets(): { bound: number; count: number }[] {
    let count = 0;
    const finite = bounds.map((bound, at) => {
      count += this.#counts[at] ?? 0;
      return { bound, count };
    });
    return [...finite, { bound: Number.POSITIVE_INFINITY, count: this.#count }];
  }
}
