import { limits } from "@classchat/core";
import type { KeptRemovals, LogBook } from "./log-book.ts";
import { isMessage, type LogRow, toTombstone } from "./log-rows.ts";
import type { LogSegments } from "./log-segments.ts";
import { allRows } from "./segment-file.ts";
import type { SealedSegment } from "./segment-folder.ts";
import { writeFileOf } from "./segment-writing.ts";
import { removeCopies } from "./torn-tail.ts";

interface ScrubParts {
  folder: string;
  book: LogBook;
  segments: LogSegments;
  /** Ends the live segment. */
  roll: () => Promise<void>;
  isRemoved: (seq: number) => boolean;
}

/**
 * Sees to it that nothing of what was taken out stays on the disk: segments are written anew with tombstones in its place,
 * so that no outbox brings it back, and those that are too old for that are removed. Rejects with
 * `ChatError("disk-full")` where there is no room for it; asked again, it goes on.
 */
export async function scrubLog({ folder, book, segments, roll, isRemoved }: ScrubParts) {
  const { removals } = book;
  if (isScrubbed(removals)) return;
  // What is written anew must not be written to meanwhile.
  if (isToScrub(removals, { first: segments.liveFirst, last: Number.MAX_SAFE_INTEGER })) {
    await roll();
  }
  for (const segment of segments.sealed) {
    if (segment.last <= removals.clearedSeq - limits.removedIds) await segments.drop(segment);
    else if (isToScrub(removals, segment)) await takeTextOut(segments, segment, isRemoved);
  }
  await removeCopies(folder);
  await book.forgetTimesBut(segments.sealed.map(({ first }) => first));
  await book.changeRemovals((now) => scrubbed(now, removals));
}

export function isScrubbed({ clearedSeq, scrubbedSeq, toScrub }: KeptRemovals): boolean {
  return scrubbedSeq === clearedSeq && toScrub.length === 0;
}

function isToScrub(
  { clearedSeq, scrubbedSeq, toScrub }: KeptRemovals,
  { first, last }: Pick<SealedSegment, "first" | "last">,
): boolean {
  const isCleared = clearedSeq > scrubbedSeq && first <= clearedSeq && last > scrubbedSeq;
  return isCleared || toScrub.some((seq) => seq >= first && seq <= last);
}

function takeTextOut(
  segments: LogSegments,
  segment: SealedSegment,
  isRemoved: ScrubParts["isRemoved"],
): Promise<void> {
  const { path } = segment;
  return segments.whole(segment, () => writeFileOf(path, textless(allRows(path), isRemoved)));
}

async function* textless(
  rows: AsyncIterable<LogRow[]>,
  isRemoved: ScrubParts["isRemoved"],
): AsyncGenerator<LogRow> {
  for await (const some of rows) {
    yield* some.map((row) => (isMessage(row) && isRemoved(row.seq) ? toTombstone(row) : row));
  }
}

/** What was taken out since is still to be scrubbed. */
function scrubbed(now: KeptRemovals, done: KeptRemovals): KeptRemovals {
  return {
    ...now,
    scrubbedSeq: done.clearedSeq,
    toScrub: now.toScrub.filter((seq) => !done.toScrub.includes(seq)),
  };
}
