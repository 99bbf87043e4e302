import { basename, dirname } from "node:path";
import { diskError, ensureFolder, type Sync, syncContent } from "./disk.ts";
import { GroupCommit } from "./group-commit.ts";
import { type Index, loadNedbFile } from "./nedb-file.ts";
import { NedbJournal } from "./nedb-journal.ts";
import type { ChangingRows, RowId, Rows } from "./nedb-rows.ts";

export interface CollectionOptions {
  indexes?: readonly Index[];
  /** How content is brought to the disk; tests count it and let it fail. */
  sync?: Sync | undefined;
  /** Sees each write, and how it ends. */
  watch?: WatchWrite | undefined;
}

/** `of` names what is written: `messages`, `accounts`, … */
export type WatchWrite = <Result>(of: string, write: Promise<Result>) => Promise<Result>;

/**
 * The rows of one file. What resolves is durable; what rejects has changed nothing, and rejects with
 * `ChatError("disk-full")` where that is why. Rows are read as they are on the disk, never ahead of it.
 */
export class DurableCollection<Row extends RowId> {
  readonly #journal: NedbJournal<Row>;
  readonly #steps: GroupCommit;
  readonly #watch: typeof unwatched;

  private constructor(journal: NedbJournal<Row>, watch: typeof unwatched) {
    this.#journal = journal;
    this.#steps = new GroupCommit(journal);
    this.#watch = watch;
  }

  static async open<Row extends RowId>(
    path: string,
    { indexes = [], sync = syncContent, watch }: CollectionOptions = {},
  ): Promise<DurableCollection<Row>> {
    try {
      await ensureFolder(dirname(path));
      const file = await loadNedbFile(path, indexes);
      const journal = await NedbJournal.open<Row>({ path, file, sync });
      const of = basename(path, ".db");
      return new DurableCollection(journal, watch ? (write) => watch(of, write) : unwatched);
    } catch (error) {
      throw diskError(error);
    }
  }

  read<Result>(step: (rows: Rows<Row>) => Promise<Result>): Promise<Result> {
    return this.#steps.read(() => step(this.#journal.rows));
  }

  /** Runs the step alone, so that what it reads still holds when it writes. It may be run a second time. */
  async write<Result>(step: (rows: ChangingRows<Row>) => Promise<Result>): Promise<Result> {
    try {
      return await this.#watch(this.#steps.write(() => step(this.#journal.rows)));
    } catch (error) {
      throw diskError(error);
    }
  }

  /** Writes the file anew: what the rows no longer hold is gone from the disk when this resolves. */
  async compact(): Promise<void> {
    try {
      await this.#steps.alone(() => this.#journal.compact());
    } catch (error) {
      throw diskError(error);
    }
  }

  async close(): Promise<void> {
    await this.#steps.close();
    await this.#journal.close();
  }
}

function unwatched<Result>(write: Promise<Result>): Promise<Result> {
  return write;
}
