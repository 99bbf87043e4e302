/** Runs steps one after another: what one of them reads still holds when it writes. */
export class InTurn {
  #last: Promise<unknown> = Promise.resolve();

  /** Rejects as the step does; those behind it run all the same. */
  run<Result>(step: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(step);
    this.#last = result.catch(() => {});
    return result;
  }
}
