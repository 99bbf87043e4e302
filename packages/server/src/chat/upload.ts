import {
  ChatError,
  cleanText,
  type ErrorCode,
  type FileRules,
  firstLines,
  limits,
  TextCheck,
} from "@classchat/core";
import type { Blobs, BlobWriter, FileRecord } from "./ports.ts";

export interface UploadParts {
  blobs: Blobs;
  rules: FileRules;
  /** Throws where the disk has too little room for files. */
  requireRoom(): Promise<void>;
}

/** What is told of a file that is whole. */
export interface WholeFile {
  sha256: string;
  /** Its first lines, or nothing where it is no text. */
  text: string;
}

/** One transfer of a file to the host. Pieces come in order; what is no text is refused as soon as that shows. */
export class Upload {
  readonly record: FileRecord;
  readonly #writer: BlobWriter;
  readonly #looks: Looks;
  readonly #kinds: FileRules["kinds"];
  readonly #requireRoom: () => Promise<void>;
  #working: Promise<unknown> = Promise.resolve();
  /** Why there is nothing more to come, once that is so: pieces that were on their way are told the same. */
  #ended: ErrorCode | undefined;

  private constructor(
    record: FileRecord,
    parts: { writer: BlobWriter; looks: Looks } & Pick<UploadParts, "rules" | "requireRoom">,
  ) {
    this.record = record;
    this.#writer = parts.writer;
    this.#looks = parts.looks;
    this.#kinds = parts.rules.kinds;
    this.#requireRoom = parts.requireRoom;
  }

  /** Goes on with what the host has of the file, or begins. */
  static async open(record: FileRecord, { blobs, ...parts }: UploadParts): Promise<Upload> {
    const looks = new Looks(parts.rules.kinds);
    const writer = await blobs.write(nameOf(record), (bytes) => looks.add(bytes));
    return new Upload(record, { ...parts, writer, looks });
  }

  /** Adds the piece and gives how many bytes there are; what was received before is not written twice. */
  add(piece: { offset: number; bytes: Uint8Array }): Promise<number> {
    return this.#inTurn(async () => {
      await this.#requireRoom();
      const known = this.#writer.size - piece.offset;
      if (known < 0) throw new ChatError("bad-input");
      const fresh = piece.bytes.subarray(known);
      if (this.#writer.size + fresh.length > this.record.size) throw new ChatError("file-changed");
      if (fresh.length > 0) await this.#writer.add(fresh);
      if (!this.#looks.isText && this.#kinds === "text") throw new ChatError("file-not-text");
      return this.#writer.size;
    });
  }

  /** Makes sure that what is here is what was sent, and as long as was offered, and keeps it durably. */
  finish(sha256: string): Promise<WholeFile> {
    return this.#inTurn(async () => {
      const isWhole = this.#writer.size === this.record.size && this.#writer.sha256() === sha256;
      if (!isWhole) throw new ChatError("file-changed");
      const text = this.#looks.end();
      if (text === undefined && this.#kinds === "text") throw new ChatError("file-not-text");
      this.#ended = "transfer-cancelled";
      await this.#writer.keep();
      return { sha256, text: text ?? "" };
    });
  }

  /** Leaves what was received, to be gone on with. */
  async close(): Promise<void> {
    await this.#inTurn(() => this.#end("transfer-cancelled")).catch(() => {});
  }

  async #end(why: ErrorCode): Promise<void> {
    this.#ended = why;
    await this.#writer.close();
  }

  // Pieces are sent ahead of their acknowledgement, so that several may be here at once.
  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#working.then(async () => {
      if (this.#ended) throw new ChatError(this.#ended);
      return work().catch((error: unknown) => this.#fail(error));
    });
    this.#working = done.catch(() => {});
    return done;
  }

  async #fail(error: unknown): Promise<never> {
    if (!this.#ended) await this.#end(error instanceof ChatError ? error.code : "internal");
    throw error;
  }
}

/** What the host sees of a file as it comes: whether it is text, and how it begins. */
class Looks {
  readonly #check = new TextCheck();
  readonly #mostBytes: number;
  #seen = 0;
  #head: Uint8Array = new Uint8Array(0);

  /** Where anything is taken, only the beginning is told, and more of it is not worth the time. */
  constructor(kinds: FileRules["kinds"]) {
    this.#mostBytes = kinds === "text" ? Number.POSITIVE_INFINITY : limits.file.preview.bytes;
  }

  get isText(): boolean {
    return this.#check.isText;
  }

  add(bytes: Uint8Array): void {
    this.#check.add(bytes.subarray(0, Math.max(0, this.#mostBytes - this.#seen)));
    this.#seen += bytes.length;
    const missing = limits.file.preview.bytes - this.#head.length;
    if (missing > 0) this.#head = new Uint8Array([...this.#head, ...bytes.subarray(0, missing)]);
  }

  /** The first lines; undefined where it is no text. */
  end(): string | undefined {
    // Where not all of it was looked at, that may end in the middle of a character.
    const isText = this.#seen > this.#mostBytes ? this.#check.isText : this.#check.end();
    return isText ? cleanText(firstLines(this.#head, limits.file.preview)) : undefined;
  }
}

export function nameOf({ room, id: file }: Pick<FileRecord, "room" | "id">) {
  return { room, file };
}
