import type { Transfer } from "./session-events.ts";
import type { Progress } from "./upload.ts";

const tellEveryMs = 250;

/** How a transfer ended, and why or where. */
type End = Pick<Transfer, "code" | "reason" | "path"> & {
  state: "done" | "failed" | "cancelled";
};

/** Tells how far a transfer is: at once what changes its state, all else at most four times a second. */
export class TransferReport {
  readonly #tell: (transfer: Transfer) => void;
  #transfer: Transfer;
  #toldAt = 0;

  constructor(
    about: Pick<Transfer, "id" | "way" | "name" | "size">,
    tell: (transfer: Transfer) => void,
  ) {
    this.#tell = tell;
    this.#transfer = { ...about, done: 0, startedAt: Date.now(), state: "waiting" };
    this.#say();
  }

  get now(): Transfer {
    return this.#transfer;
  }

  measured(size: number): void {
    this.#transfer = { ...this.#transfer, size };
    this.#say();
  }

  running({ done, size }: Progress): void {
    const { state, startedAt, done: before } = this.#transfer;
    const isFirst = state === "waiting" && before === 0;
    this.#change({
      ...this.#transfer,
      ...{ done, size, state: "running", startedAt: isFirst ? Date.now() : startedAt },
    });
  }

  waiting(): void {
    this.#change({ ...this.#transfer, state: "waiting" });
  }

  ended(end: End): void {
    const { size } = this.#transfer;
    const done = end.state === "done" ? { done: size } : {};
    this.#change({ ...this.#transfer, ...done, ...end });
  }

  #change(transfer: Transfer): void {
    // An attempt that was given up may hear from the host after that:
    if (this.#isOver) return;
    const isNews = transfer.state !== this.#transfer.state;
    this.#transfer = transfer;
    if (isNews || performance.now() - this.#toldAt >= tellEveryMs) this.#say();
  }

  get #isOver(): boolean {
    const { state } = this.#transfer;
    return state !== "running" && state !== "waiting";
  }

  #say(): void {
    this.#toldAt = performance.now();
    this.#tell(this.#transfer);
  }
}
