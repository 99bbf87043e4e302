import { cleanLine } from "@classchat/core";
import type { Transfer } from "../client/session-events.ts";
import { fit } from "../ui/drawable.ts";
import { progressWords } from "./transfer-words.ts";

/** One line on a terminal that is written over and over; it leaves nothing behind. Needs no escape sequence. */
export class ProgressLine {
  #from: number | undefined;
  #isShown = false;

  show(transfer: Transfer): void {
    if (transfer.state === "running") this.#from ??= transfer.done;
    const isOver = transfer.state !== "running" && transfer.state !== "waiting";
    if (isOver) this.clear();
    else this.#write(cleanLine(progressWords(transfer, this.#from ?? 0, Date.now())));
  }

  clear(): void {
    if (this.#isShown) this.#write("");
  }

  #write(text: string): void {
    // A line that wraps could not be written over.
    const line = fit(text, (process.stderr.columns ?? 80) - 1);
    process.stderr.write(`\r${line}\r`);
    this.#isShown = text !== "";
  }
}
