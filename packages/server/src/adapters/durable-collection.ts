import { dirname } from "node:path";
import { diskError, ensureFolder, type Sync, syncContent } from "./disk.ts";
import { GroupCommit } from "./group-commit.ts";
import { type Index, loadNedbFile } from "./nedb-file.ts";
import { NedbJournal } from "./nedb-journal.ts";
import type { ChangingRows, RowId, Rows } from "./nedb-rows.ts";

export interface CollectionOptions {
  indexes?: readonly Index[];
  /** How content is brought to the disk; tests count it and let it fail. */
  sync?: Sync | undefined;
}

/**
 * The rows of one file. What resolves is durable; what rejects has changed nothing, and rejects with
 * `ChatError("disk-full")` where that is why. Rows are read as they are on the disk, never ahead of it.
 */
export class DurableCollection<Row extends RowId> {
  readonly #journal: NedbJournal<Row>;
  readonly #steps: GroupCommit;

  private constructor(journal: NedbJournal<Row>) {
    this.#journal = journal;
    this.#steps = new GroupCommit(journal);
  }

  static async open<Row extends RowId>(
    path: string,
    { indexes = [], sync = syncContent }: CollectionOptions = {},
  ): Promise<DurableCollection<Row>> {
    try {
      await ensureFolder(dirname(path));
      const file = await loadNedbFile(path, indexes);
      return new DurableCollection(await NedbJournal.open<Row>({ path, file, sync }));
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
      return await this.#steps.write(() => step(this.#journal.rows));
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
