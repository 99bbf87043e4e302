import type { LogBook, SegmentTimes } from "./log-book.ts";
import { isMessage } from "./log-rows.ts";
import type { LogSegments } from "./log-segments.ts";
import { allRows } from "./segment-file.ts";
import type { SealedSegment } from "./segment-folder.ts";

type Times = Pick<SegmentTimes, "earliestAt" | "latestAt">;

/**
 * When the messages of each segment were said, so that a look for old ones opens few of them. It is noted in the log's
 * book when a segment ends; where that is missing, the segment is read for it.
 */
export class SegmentIndex {
  readonly #book: LogBook;
  readonly #segments: LogSegments;
  #live: Pick<SegmentTimes, "first" | "earliestAt" | "latestAt"> | undefined;

  constructor(book: LogBook, segments: LogSegments) {
    this.#book = book;
    this.#segments = segments;
  }

  /** The live segment has a message more. */
  add({ seq, at }: { seq: number; at: number }): void {
    const first = this.#segments.liveFirst;
    // Of a segment that was begun before this process not all is known.
    if (seq === first) this.#live = { first };
    if (this.#live?.first !== first) return;
    this.#live = { first, ...withTime(this.#live, at) };
  }

  /** The live segment has become this one. */
  async seal({ first, last }: SealedSegment): Promise<void> {
    if (this.#live?.first === first) await this.#book.noteTimes({ ...this.#live, last });
  }

  /** The end of the oldest segments in which every message is older; 0 where there are none. */
  async olderUpTo(olderThan: number): Promise<number> {
    let upTo = 0;
    for (const segment of this.#segments.sealed) {
      const { latestAt = Number.NEGATIVE_INFINITY } = await this.#timesOf(segment);
      if (latestAt >= olderThan) break;
      upTo = segment.last;
    }
    return upTo;
  }

  async #timesOf(segment: SealedSegment): Promise<SegmentTimes> {
    const known = this.#book.timesOf(segment.first);
    // A backup may have noted the end of a segment that it has the beginning of.
    if (known?.last === segment.last) return known;
    const times = await this.#segments.whole(segment, () => readTimes(segment));
    await this.#book.noteTimes(times);
    return times;
  }
}

async function readTimes({ path, first, last }: SealedSegment): Promise<SegmentTimes> {
  let times: SegmentTimes = { first, last };
  for await (const rows of allRows(path)) {
    for (const { at } of rows.filter(isMessage)) times = { ...times, ...withTime(times, at) };
  }
  return times;
}

function withTime({ earliestAt, latestAt }: Times, at: number): Required<Times> {
  return {
    earliestAt: Math.min(earliestAt ?? at, at),
    latestAt: Math.max(latestAt ?? at, at),
  };
}
