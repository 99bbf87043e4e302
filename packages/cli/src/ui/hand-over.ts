import type { Desk } from "./desk.ts";

type Suspend = NonNullable<Desk["suspend"]>;

/** Leaves the terminal to another program, and what is typed with it, until the work is done. */
export class HandOver {
  #isOut = false;

  /** Whether another program has the terminal now: Ctrl+C is meant for that one. */
  get isOut(): boolean {
    return this.#isOut;
  }

  by(suspendTerminal: Suspend): Suspend {
    return (work) =>
      suspendTerminal(async () => {
        await stopReading();
        this.#isOut = true;
        try {
          await work();
        } finally {
          this.#isOut = false;
        }
      });
  }
}

/** Ink no longer listens then, but the read that it began would take the first thing that is typed for the other. */
async function stopReading(): Promise<void> {
  // A stream learns of a listener that left a tick later, and stops a tick after it was told to.
  await new Promise(setImmediate);
  process.stdin.pause();
  await new Promise(setImmediate);
}
