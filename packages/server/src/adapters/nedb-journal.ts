import { type FileHandle, open } from "node:fs/promises";
import type { Sync } from "./disk.ts";
import type { Journal } from "./group-commit.ts";
import { compactNedbFile, type NedbFile } from "./nedb-file.ts";
import { NedbRows, type RowId } from "./nedb-rows.ts";

interface Parts {
  path: string;
  file: NedbFile;
  sync: Sync;
}

/** Fewer dead lines than this are not worth writing a file anew. */
const fewDeadLines = 1_000;

/**
 * Makes the changes of a group durable, or takes them back in memory and on disk alike. NeDB itself leaves
 * appended lines to the operating system, and on a full disk keeps in memory what it could not write.
 */
export class NedbJournal<Row extends RowId> implements Journal {
  readonly rows: NedbRows<Row>;
  readonly #parts: Parts;
  #handle: FileHandle;
  #sizeBytes = 0;
  #deadLinesBorne = fewDeadLines;

  private constructor(parts: Parts, handle: FileHandle) {
    this.rows = new NedbRows(parts.file);
    this.#parts = parts;
    this.#handle = handle;
  }

  static async open<Row extends RowId>(parts: Parts): Promise<NedbJournal<Row>> {
    const journal = new NedbJournal<Row>(parts, await open(parts.path, "r+"));
    try {
      await parts.sync(journal.#handle);
      await journal.#countLive();
      return journal;
    } catch (error) {
      await journal.close();
      throw error;
    }
  }

  async begin(): Promise<void> {
    this.rows.begin();
    this.#sizeBytes = (await this.#handle.stat()).size;
  }

  async commit(): Promise<void> {
    if (this.rows.hasChanged) await this.#parts.sync(this.#handle);
  }

  async undo(): Promise<void> {
    // First of all, for what is appended to half a line becomes part of it; and once more, because NeDB
    // writes down what it takes back.
    await this.#handle.truncate(this.#sizeBytes);
    await this.rows.undo();
    await this.#handle.truncate(this.#sizeBytes);
  }

  /** Writes the file anew when dead lines are most of it. */
  async tidy(): Promise<void> {
    if (this.rows.deadLines < this.#deadLinesBorne) return;
    // A failure costs nothing but room, which may be what is missing: the old file goes on.
    if (await this.#writeAnew()) this.#deadLinesBorne *= 2;
  }

  /** Writes the file anew; where that fails, the old one goes on. */
  async compact(): Promise<void> {
    const failure = await this.#writeAnew();
    if (failure) throw failure;
  }

  /** Of the file, as it was before the last group. */
  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  /** Gives the reason if it could not be done. */
  async #writeAnew(): Promise<Error | undefined> {
    // Windows does not replace a file that is open; everywhere, the handle would lead to the old one.
    await this.#handle.close();
    const failure = await compactNedbFile(this.#parts.file, this.#parts.path).then(
      () => undefined,
      (error: Error) => error,
    );
    this.#handle = await open(this.#parts.path, "r+");
    if (!failure) await this.#countLive();
    return failure;
  }

  async #countLive(): Promise<void> {
    this.rows.countFromNew();
    this.#deadLinesBorne = Math.max(fewDeadLines, 2 * (await this.#parts.file.count({})));
  }
}
