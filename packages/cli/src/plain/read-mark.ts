import type { SessionEvent } from "../client/session-events.ts";

/** Whoever tells the host how far somebody has read. */
interface Reader {
  markRead(seq: number): Promise<void>;
}

const restMs = 1_000;

/** What was printed was read: tells the host so, at most once a second. */
export class ReadMark {
  #reader: Reader | undefined;
  #seq = 0;
  #toldSeq = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  printed(event: SessionEvent): void {
    if (event.type !== "entered" && event.type !== "received") return;
    this.#seq = Math.max(this.#seq, event.messages.at(-1)?.seq ?? 0);
    this.#soon();
  }

  /** From now on the host can be told. */
  begin(reader: Reader): void {
    this.#reader = reader;
    this.#soon();
  }

  /** Nobody waits for it: of what is not told now, it is said once more that it is new. */
  close(): void {
    clearTimeout(this.#timer);
    this.#tell();
  }

  #soon(): void {
    // The program need not stay for it.
    this.#timer ??= setTimeout(() => this.#tell(), restMs).unref();
  }

  #tell(): void {
    this.#timer = undefined;
    if (!this.#reader || this.#seq <= this.#toldSeq) return;
    this.#toldSeq = this.#seq;
    this.#reader.markRead(this.#seq).catch(() => {});
  }
}
