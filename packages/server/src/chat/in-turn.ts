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

/** The same for the steps about one thing; those about another do not wait for them. */
export class InTurnOf<Thing> {
  readonly #last = new Map<Thing, Promise<unknown>>();

  run<Result>(thing: Thing, step: () => Promise<Result>): Promise<Result> {
    const result = (this.#last.get(thing) ?? Promise.resolve()).then(step);
    const ended = result
      .catch(() => {})
      .then(() => {
        if (this.#last.get(thing) === ended) this.#last.delete(thing);
      });
    this.#last.set(thing, ended);
    return result;
  }
}
