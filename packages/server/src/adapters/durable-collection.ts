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
  /** What its writes are called there; otherwise the name of the file. */
  writes?: string | undefined;
}

/** `of` names what is written: `messages`, `accounts`, … */
export type WatchWrite = <Result>(of: string, write: Promise<Result>) => Promise<Result>;

/** Another file to go on in. */
export interface NextFile {
  path: string;
  /** Told when it is the one, before anything is read or written there. */
  moved(): void;
}

/**
 * The rows of one file. What resolves is durable; what rejects has changed nothing, and rejects with
 * `ChatError("disk-full")` where that is why. Rows are read as they are on the disk, never ahead of it.
 */
export class DurableCollection<Row extends RowId> {
  readonly #options: CollectionOptions;
  readonly #steps: GroupCommit;
  readonly #watch: typeof unwatched;
  #journal: NedbJournal<Row>;

  private constructor(path: string, journal: NedbJournal<Row>, options: CollectionOptions) {
    this.#journal = journal;
    this.#options = options;
    this.#steps = new GroupCommit({
      begin: () => this.#journal.begin(),
      commit: () => this.#journal.commit(),
      undo: () => this.#journal.undo(),
      tidy: () => this.#journal.tidy(),
    });
    const { watch, writes = basename(path, ".db") } = options;
    this.#watch = watch ? (write) => watch(writes, write) : unwatched;
  }

  static async open<Row extends RowId>(
    path: string,
    options: CollectionOptions = {},
  ): Promise<DurableCollection<Row>> {
    return new DurableCollection(path, await openJournal<Row>(path, options), options);
  }

  /** Of its file, as it was before the last write. */
  get sizeBytes(): number {
    return this.#journal.sizeBytes;
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

  /** Goes on in another file, if there is to be one, while nothing else is under way; what was kept stays in the one before. */
  moveOn(next: (rows: Rows<Row>) => Promise<NextFile | undefined>): Promise<void> {
    return this.#steps.alone(async () => {
      const file = await next(this.#journal.rows);
      if (!file) return;
      const before = this.#journal;
      this.#journal = await openJournal<Row>(file.path, this.#options);
      file.moved();
      await before.close();
    });
  }

  async close(): Promise<void> {
    await this.#steps.close();
    await this.#journal.close();
  }
}

async function openJournal<Row extends RowId>(
  path: string,
  { indexes = [], sync = syncContent }: CollectionOptions,
): Promise<NedbJournal<Row>> {
  try {
    await ensureFolder(dirname(path));
    const file = await loadNedbFile(path, indexes);
    return await NedbJournal.open<Row>({ path, file, sync });
  } catch (error) {
    throw diskError(error);
  }
}

function unwatched<Result>(write: Promise<Result>): Promise<Result> {
  return write;
}
