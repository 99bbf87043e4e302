import { limits } from "@classchat/core";
import { isMessage, type LogRow } from "./log-rows.ts";
import type { LogSegments } from "./log-segments.ts";
import { allRows } from "./segment-file.ts";
import type { SealedSegment } from "./segment-folder.ts";

interface Given {
  seq: number;
  /** When it was said, in ms since 1970. */
  at: number;
}

/** So many more than have to be remembered are let go of at once, for that is not done for free. */
const goneAtOnce = 5_000;

/**
 * Which ids were given which number, so that what is handed in again is known. Bounded by number and by time: the newest
 * ones always, and beyond them those that are not old, up to a bound.
 */
export class RecentIds {
  /** The numbers by key, in their order. */
  readonly #seqs = new Map<string, number>();
  /** The times of the same messages, in the same order. */
  #times: number[] = [];
  #trimmedAbove: number = limits.rememberedIds.numbers + goneAtOnce;

  /** Reads them from the newest segments, as far as they reach. */
  static async of(segments: LogSegments): Promise<RecentIds> {
    const { live, sealed } = await segments.live.read(async (rows) => ({
      live: await rows.between("seq", { above: 0, below: Number.MAX_SAFE_INTEGER }),
      sealed: segments.sealed,
    }));
    const ids = new RecentIds();
    for (const segment of await remembered(segments, sealed, live)) {
      await segments.whole(segment, () => ids.#addAll(allRows(segment.path)));
    }
    for (const row of live) ids.add(row.key, givenOf(row));
    return ids;
  }

  /** The number that the key was given, if that is not too long ago. */
  find(key: string): number | undefined {
    return this.#seqs.get(key);
  }

  /** Of one that has the highest number so far. */
  add(key: string, { seq, at }: Given): void {
    if (this.#seqs.has(key)) return;
    this.#seqs.set(key, seq);
    this.#times.push(at);
    if (this.#seqs.size > this.#trimmedAbove) this.#trim();
  }

  async #addAll(rows: AsyncIterable<LogRow[]>): Promise<void> {
    for await (const some of rows) for (const row of some) this.add(row.key, givenOf(row));
  }

  #trim(): void {
    const newestAt = this.#times.at(-1) ?? 0;
    const gone = this.#times.findIndex((at, i, { length }) => {
      return !isTooOld(at, { newer: length - 1 - i, newestAt });
    });
    for (const key of [...this.#seqs.keys()].slice(0, gone)) this.#seqs.delete(key);
    this.#times = this.#times.slice(gone);
    this.#trimmedAbove = this.#seqs.size + goneAtOnce;
  }
}

/** Whether one that old need not be remembered, with so many that are newer. */
function isTooOld(at: number, { newer, newestAt }: { newer: number; newestAt: number }): boolean {
  const { numbers, mostNumbers, ms } = limits.rememberedIds;
  return newer >= mostNumbers || (newer >= numbers && at < newestAt - ms);
}

/** Those of the segments that have something to be remembered; the oldest first. */
async function remembered(
  segments: LogSegments,
  sealed: readonly SealedSegment[],
  live: readonly LogRow[],
): Promise<readonly SealedSegment[]> {
  const newest = live.findLast(isMessage);
  let newestAt = newest?.at;
  let newer = live.length;
  let from = sealed.length;
  for (const segment of sealed.toReversed()) {
    const at = await lastAt(segments, segment);
    newestAt ??= at;
    if (isTooOld(at, { newer, newestAt })) break;
    newer += segment.last - segment.first + 1;
    from -= 1;
  }
  return sealed.slice(from);
}

async function lastAt(segments: LogSegments, { first, last }: SealedSegment): Promise<number> {
  const [message] = await segments.newest({ above: first - 1, below: last + 1, limit: 1 });
  return message?.at ?? Number.NEGATIVE_INFINITY;
}

function givenOf(row: LogRow): Given {
  return { seq: row.seq, at: isMessage(row) ? row.at : Number.NEGATIVE_INFINITY };
}
