import { ChatError, type FileRules, firstLines, limits, TextCheck } from "@classchat/core";
import type { Blobs, BlobWriter, FileRecord } from "./ports.ts";

/** One transfer of a file to the host. Pieces come in order; what is no text is refused as soon as that shows. */
export class Upload {
  readonly record: FileRecord;
  readonly #blobs: Blobs;
  readonly #writer: BlobWriter;
  readonly #check: TextCheck;
  readonly #head: HeadBytes;
  readonly #kinds: FileRules["kinds"];
  #working: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  private constructor(
    record: FileRecord,
    parts: {
      blobs: Blobs;
      writer: BlobWriter;
      check: TextCheck;
      head: HeadBytes;
      kinds: FileRules["kinds"];
    },
  ) {
    this.record = record;
    this.#blobs = parts.blobs;
    this.#writer = parts.writer;
    this.#check = parts.check;
    this.#head = parts.head;
    this.#kinds = parts.kinds;
  }

  /** Goes on with what the host has of the file, or begins. */
  static async open(record: FileRecord, blobs: Blobs, { kinds }: FileRules): Promise<Upload> {
    const check = new TextCheck();
    const head = new HeadBytes();
    const writer = await blobs.write(nameOf(record), (bytes) => {
      check.add(bytes);
      head.add(bytes);
    });
    return new Upload(record, { blobs, writer, check, head, kinds });
  }

  get received(): number {
    return this.#writer.size;
  }

  /** Adds the piece and gives how many bytes there are; what was received before is not written twice. */
  add(piece: { offset: number; bytes: Uint8Array }): Promise<number> {
    return this.#inTurn(async () => {
      const known = this.#writer.size - piece.offset;
      if (known < 0) throw new ChatError("bad-input");
      const fresh = piece.bytes.subarray(known);
      if (this.#writer.size + fresh.length > this.record.size) throw new ChatError("file-changed");
      if (fresh.length > 0) await this.#write(fresh);
      return this.#writer.size;
    });
  }

  /**
   * Makes sure that it is the file that was offered, keeps it durably, and gives the text that is told with
   * it: its first lines, or nothing where it is no text.
   */
  finish(): Promise<string> {
    return this.#inTurn(async () => {
      const { size, sha256 } = this.record;
      const isWhole = this.#writer.size === size && this.#writer.sha256() === sha256;
      if (!isWhole) await this.#refuse("file-changed");
      const isText = this.#check.end();
      if (!isText && this.#kinds === "text") await this.#refuse("file-not-text");
      this.#isClosed = true;
      await this.#writer.keep();
      return isText ? firstLines(this.#head.bytes, limits.file.preview) : "";
    });
  }

  /** Leaves what was received, to be gone on with. */
  close(): Promise<void> {
    return this.#inTurn(async () => {
      this.#isClosed = true;
      await this.#writer.close();
    }).catch(ignoreClosed);
  }

  async #write(bytes: Uint8Array): Promise<void> {
    await this.#writer.add(bytes);
    if (!this.#check.isText && this.#kinds === "text") await this.#refuse("file-not-text");
  }

  /** What will never become the file that was offered is of no use any more. */
  async #refuse(code: "file-changed" | "file-not-text"): Promise<never> {
    this.#isClosed = true;
    await this.#writer.close();
    await this.#blobs.remove(nameOf(this.record));
    throw new ChatError(code);
  }

  // Pieces are sent ahead of their acknowledgement, so that several may be here at once.
  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#working.then(() => {
      if (this.#isClosed) throw new ChatError("transfer-cancelled");
      return work();
    });
    this.#working = done.catch(() => {});
    return done;
  }
}

/** The first bytes of a file, as many as the preview needs. */
class HeadBytes {
  #bytes: Uint8Array = new Uint8Array(0);

  get bytes(): Uint8Array {
    return this.#bytes;
  }

  add(bytes: Uint8Array): void {
    const missing = limits.file.preview.bytes - this.#bytes.length;
    if (missing <= 0) return;
    const longer = new Uint8Array(this.#bytes.length + Math.min(missing, bytes.length));
    longer.set(this.#bytes);
    longer.set(bytes.subarray(0, missing), this.#bytes.length);
    this.#bytes = longer;
  }
}

export function nameOf({ room, id: file }: Pick<FileRecord, "room" | "id">) {
  return { room, file };
}

function ignoreClosed(error: unknown): void {
  if (!(error instanceof ChatError) || error.code !== "transfer-cancelled") throw error;
}
