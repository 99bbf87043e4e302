import type { SessionEvent, Transfer } from "../client/session-events.ts";
import type { FlagValues } from "../input/command-line.ts";
import { words } from "../words/words.ts";
import { Absence } from "./absence.ts";
import { CommandFailure } from "./failure.ts";
import { jsonOf } from "./output.ts";
import { ProgressLine } from "./progress-line.ts";
import { aborted, untilStopped } from "./stop-signals.ts";

/** One transfer of a command, with what is to be seen of it on stderr: stdout is for the result. */
export class Transferring {
  readonly #show: (transfer: Transfer, room: string) => void;
  readonly #absence = new Absence();

  constructor({ json }: FlagValues) {
    const line = new ProgressLine();
    const isSeen = process.stderr.isTTY === true && process.env.TERM !== "dumb";
    this.#show = json ? showObject : isSeen ? (transfer) => line.show(transfer) : () => {};
  }

  watch(event: SessionEvent, room: string): void {
    this.#absence.watch(event);
    if (event.type === "progress") this.#show(event.transfer, room);
  }

  /** Its result. Whoever is told to stop leaves the part where it is, to be gone on with. */
  done<Result>(transfer: Promise<Result>): Promise<Result> {
    return untilStopped(async (signal) => {
      const stopped = aborted(signal).then(() => {
        throw new CommandFailure(words.files.commandStopped);
      });
      return this.#absence.patiently(Promise.race([transfer, stopped]));
    });
  }
}

function showObject(transfer: Transfer, room: string): void {
  process.stderr.write(jsonOf({ type: "progress", room, ...transfer }));
}
