import { limits } from "@classchat/core";
import type { ClearScope, Removals } from "../chat/ports.ts";
import { pageAfter, pageBefore } from "./log-pages.ts";
import { type LogRow, type LogRows, type RemovalsRow, removalsId, saidFields } from "./log-rows.ts";
import type { ChangingRows } from "./nedb-rows.ts";
import {
  afterClear,
  afterRemoval,
  countUpTo,
  isRemoved,
  measureClear,
  noRemovals,
  type RemovalState,
  told,
} from "./removal-rules.ts";
import { removeCopies } from "./torn-tail.ts";
import { Turns } from "./turns.ts";

const pageLength = 1_000;

/**
 * What is taken out of a log. One line decides it: how far the log is cleared and what was deleted above. The
 * lines behind it take the text away, and if a kill cuts them off, opening the log writes them once more.
 */
export class LogRemovals {
  readonly #log: LogRows;
  readonly #path: string;
  readonly #turns = new Turns({ atOnce: 1, waiting: Number.POSITIVE_INFINITY });
  #removals: RemovalsRow;

  private constructor(log: LogRows, path: string, removals: RemovalsRow) {
    this.#log = log;
    this.#path = path;
    this.#removals = removals;
  }

  /** `path` is the file of the log. */
  static async open(log: LogRows, path: string): Promise<LogRemovals> {
    const row = await log.read((rows) => rows.get(removalsId));
    const known = row && "clearedSeq" in row ? row : { ...noRemovals, isScrubbed: true };
    const removals = new LogRemovals(log, path, { ...known, _id: removalsId });
    if (!known.isScrubbed) await removals.#finish();
    return removals;
  }

  get clearedSeq(): number {
    return this.#removals.clearedSeq;
  }

  get told(): Removals {
    return told(this.#removals);
  }

  measure(scope: ClearScope, head: number): Promise<{ upTo: number; count: number }> {
    const page = (after: number) => pageAfter(this.#log, head, { after, limit: pageLength });
    return measureClear(scope, { removals: this.#removals, head, page });
  }

  /** All messages up to that `seq`. */
  clear(upTo: number): Promise<{ upTo: number; count: number; upToAt: number }> {
    return this.#turns.take(async () => {
      const before = this.#removals;
      const count = countUpTo(before, upTo);
      if (upTo > before.clearedSeq) await this.#clear(upTo);
      const { clearedSeq, clearedAt } = this.#removals;
      return { upTo: clearedSeq, count, upToAt: clearedAt };
    });
  }

  /** One message that is there. */
  remove(seq: number): Promise<boolean> {
    return this.#turns.take(async () => {
      if (isRemoved(this.#removals, seq)) return false;
      await this.#keep(afterRemoval(this.#removals, seq), (rows) => stripOne(rows, seq));
      return true;
    });
  }

  /** Writes the file anew, if something was taken away since it was, and removes what lies beside it. */
  async scrub(): Promise<void> {
    if (this.#removals.isScrubbed) return;
    const removals = this.#removals;
    await this.#log.compact();
    await removeCopies(this.#path);
    await this.#turns.take(async () => {
      // What was taken away meanwhile may not have been in time.
      if (this.#removals === removals) await this.#put({ ...removals, isScrubbed: true });
    });
  }

  async #clear(upTo: number): Promise<void> {
    const from = this.#removals.clearedSeq;
    const [last] = await pageBefore(this.#log, upTo, { after: from, before: upTo + 1, limit: 1 });
    const cleared = afterClear(this.#removals, upTo, last?.at ?? this.#removals.clearedAt);
    await this.#keep(cleared, (rows) => takeAway(rows, { from, upTo }));
  }

  async #keep(
    removals: RemovalState,
    step: (rows: ChangingRows<LogRow>) => Promise<void>,
  ): Promise<void> {
    await this.#put({ ...removals, _id: removalsId, isScrubbed: false }, step);
  }

  async #put(
    row: RemovalsRow,
    step: (rows: ChangingRows<LogRow>) => Promise<void> = async () => {},
  ): Promise<void> {
    await this.#log.write(async (rows) => {
      if (await rows.get(removalsId)) await rows.replace(row);
      else await rows.add([row]);
      await step(rows);
    });
    this.#removals = row;
  }

  async #finish(): Promise<void> {
    const { clearedSeq, deleted } = this.#removals;
    await this.#log.write(async (rows) => {
      await takeAway(rows, { from: 0, upTo: clearedSeq });
      for (const seq of deleted) await stripOne(rows, seq);
    });
    // A full disk may keep it from that; what is left to do is then done at the next clear, or start.
    await this.scrub().catch(() => {});
  }
}

/** Leaves tombstones of the newest ones, so that no outbox brings them back, and nothing of the others. */
async function takeAway(
  rows: ChangingRows<LogRow>,
  { from, upTo }: { from: number; upTo: number },
): Promise<void> {
  const forgotten = Math.max(0, upTo - limits.removedIds);
  const above = Math.max(from, forgotten);
  await rows.removeBetween("seq", { above: 0, below: forgotten + 1 });
  await rows.stripBetween("seq", { above, below: upTo + 1 }, saidFields);
}

function stripOne(rows: ChangingRows<LogRow>, seq: number): Promise<void> {
  return rows.stripBetween("seq", { above: seq - 1, below: seq + 1 }, saidFields);
}
