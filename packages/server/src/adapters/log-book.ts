import { randomUUID } from "node:crypto";
import type { Epoch } from "@classchat/core";
import { type CollectionOptions, DurableCollection } from "./durable-collection.ts";
import type { ChangingRows, RowId } from "./nedb-rows.ts";
import { noRemovals, type RemovalState } from "./removal-rules.ts";

interface EpochRow extends RowId {
  epoch: Epoch;
}

/** What was taken out of the log, and what of it may still lie on the disk. */
export interface KeptRemovals extends RemovalState {
  /** Up to where nothing that was cleared lies on the disk any more. */
  scrubbedSeq: number;
  /** Those deleted one by one whose text may still lie there. */
  toScrub: number[];
}

interface RemovalsRow extends KeptRemovals, RowId {}

/** When the messages of a segment were said, in ms since 1970; of one without messages nothing. */
export interface SegmentTimes {
  first: number;
  last: number;
  earliestAt?: number;
  latestAt?: number;
}

interface SegmentRow extends SegmentTimes, RowId {}

export type BookRow = EpochRow | RemovalsRow | SegmentRow;

export const epochId = "epoch";
export const removalsId = "removals";
const everywhere = { above: 0, below: Number.MAX_SAFE_INTEGER };

const nothingRemoved: KeptRemovals = { ...noRemovals, scrubbedSeq: 0, toScrub: [] };

/**
 * What is known about a log beside its messages: the name of this life of it, what was taken out, and when the messages
 * of each segment were said. One line of it decides a clear.
 */
export class LogBook {
  readonly #rows: DurableCollection<BookRow>;
  #epoch: Epoch;
  #removals: KeptRemovals;
  readonly #times: Map<number, SegmentTimes>;

  private constructor(
    rows: DurableCollection<BookRow>,
    known: { epoch: Epoch; removals: KeptRemovals; times: readonly SegmentTimes[] },
  ) {
    this.#rows = rows;
    this.#epoch = known.epoch;
    this.#removals = known.removals;
    this.#times = new Map(known.times.map((times) => [times.first, times]));
  }

  static async open(path: string, options: CollectionOptions): Promise<LogBook> {
    const rows = await DurableCollection.open<BookRow>(path, options);
    try {
      const epoch = await rows.write(epochOf);
      const removals = removalsOf(await rows.read((all) => all.get(removalsId)));
      const times = (await rows.read((all) => all.between("first", everywhere))).filter(isTimes);
      return new LogBook(rows, { epoch, removals, times });
    } catch (error) {
      await rows.close();
      throw error;
    }
  }

  get epoch(): Epoch {
    return this.#epoch;
  }

  get removals(): KeptRemovals {
    return this.#removals;
  }

  async renewEpoch(): Promise<Epoch> {
    const epoch = randomUUID();
    await this.#put({ _id: epochId, epoch });
    this.#epoch = epoch;
    return epoch;
  }

  /** Changes what is taken out, in one step: `change` sees it as it is then, and may be asked a second time. */
  async changeRemovals(change: (removals: KeptRemovals) => KeptRemovals) {
    const changed = await this.#rows.write(async (rows) => {
      const before = removalsOf(await rows.get(removalsId));
      const after = change(before);
      if (after !== before) await put(rows, { ...after, _id: removalsId });
      return { before, after };
    });
    this.#removals = changed.after;
    return changed;
  }

  /** The times of the segment that begins there, if they were noted. */
  timesOf(first: number): SegmentTimes | undefined {
    return this.#times.get(first);
  }

  async noteTimes(times: SegmentTimes): Promise<void> {
    await this.#put({ ...times, _id: segmentId(times.first) });
    this.#times.set(times.first, times);
  }

  /** Of segments that are gone nothing is known any more. */
  async forgetTimesBut(firsts: readonly number[]): Promise<void> {
    const gone = [...this.#times.keys()].filter((first) => !firsts.includes(first));
    if (gone.length === 0) return;
    await this.#rows.write((rows) => rows.remove(gone.map(segmentId)));
    for (const first of gone) this.#times.delete(first);
  }

  close(): Promise<void> {
    return this.#rows.close();
  }

  #put(row: BookRow): Promise<void> {
    return this.#rows.write((rows) => put(rows, row));
  }
}

async function put(rows: ChangingRows<BookRow>, row: BookRow): Promise<void> {
  if (await rows.get(row._id)) await rows.replace(row);
  else await rows.add([row]);
}

function removalsOf(row: BookRow | undefined): KeptRemovals {
  if (!row || !("clearedSeq" in row)) return nothingRemoved;
  const { _id, ...removals } = row;
  return removals;
}

function isTimes(row: BookRow): row is SegmentRow {
  return "first" in row;
}

function segmentId(first: number): string {
  return `segment ${first}`;
}

/** The epoch of the log; a new log gets one. */
async function epochOf(rows: ChangingRows<BookRow>): Promise<Epoch> {
  const row = await rows.get(epochId);
  if (row && "epoch" in row) return row.epoch;
  const epoch = randomUUID();
  await rows.add([{ _id: epochId, epoch }]);
  return epoch;
}
