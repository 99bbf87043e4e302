import { rm } from "node:fs/promises";
import type { Message } from "@classchat/core";
import { type CollectionOptions, DurableCollection } from "./durable-collection.ts";
import { type Between, type Bounds, newest, oldest, type Range } from "./log-pages.ts";
import { indexes, isMessage, type LogRow, type LogRows, toMessage } from "./log-rows.ts";
import { isDamaged } from "./nedb-file.ts";
import type { Rows } from "./nedb-rows.ts";
import { rowsBetween } from "./segment-file.ts";
import {
  findSegments,
  type NewestSegment,
  type SealedSegment,
  segmentPath,
} from "./segment-folder.ts";

/** When a segment is full, and up to which size it is gone on with after a restart. */
export interface SegmentSize {
  messages: number;
  bytes: number;
  reloadBytes: number;
}

export interface SegmentsOptions extends CollectionOptions {
  size: SegmentSize;
  /** The first number that was not given out, as far as is known beside the segments. */
  firstFree: number;
  /** Whether the message of that number was taken out. */
  isRemoved: (seq: number) => boolean;
  /** Mends a segment that is damaged. */
  mend: (segment: SealedSegment | NewestSegment) => Promise<void>;
}

/**
 * The messages of a log, in files of a bounded size. Only the newest one is written and in memory: what is in the others
 * is read from there when somebody asks.
 */
export class LogSegments {
  readonly live: LogRows;
  readonly #folder: string;
  readonly #options: SegmentsOptions;
  #sealed: readonly SealedSegment[];
  #liveFirst: number;

  private constructor(
    folder: string,
    options: SegmentsOptions,
    parts: { sealed: SealedSegment[]; liveFirst: number; live: LogRows },
  ) {
    this.#folder = folder;
    this.#options = options;
    this.#sealed = parts.sealed;
    this.#liveFirst = parts.liveFirst;
    this.live = parts.live;
  }

  static async open(folder: string, options: SegmentsOptions): Promise<LogSegments> {
    const { reloadBytes } = options.size;
    const found = await findSegments(folder, { ...options, reloadBytes });
    const path = segmentPath(folder, found.liveFirst);
    const open = () =>
      DurableCollection.open<LogRow>(path, { ...options, indexes, writes: "messages" });
    const mend = () => options.mend({ path, first: found.liveFirst });
    const live = await mended(open, mend);
    return new LogSegments(folder, options, { ...found, live });
  }

  get sealed(): readonly SealedSegment[] {
    return this.#sealed;
  }

  /** The first number that the live segment has, or will have. */
  get liveFirst(): number {
    return this.#liveFirst;
  }

  /** Whether the live segment has as much as it should have, with that number as its last one. */
  isFull(last: number): boolean {
    const { messages, bytes } = this.#options.size;
    return last - this.#liveFirst + 1 >= messages || this.live.sizeBytes >= bytes;
  }

  /** Ends the live segment, if anything is in it, and begins the next. `lastIn` gives its last number. */
  async roll(lastIn: (rows: Rows<LogRow>) => Promise<number>): Promise<SealedSegment | undefined> {
    let sealed: SealedSegment | undefined;
    let path = "";
    const moveOn = this.live.moveOn(async (rows) => {
      const segment = this.#liveUpTo(await lastIn(rows));
      if (segment.last < segment.first) return undefined;
      path = segmentPath(this.#folder, segment.last + 1);
      const moved = () => {
        sealed = segment;
        this.#sealed = [...this.#sealed, segment];
        this.#liveFirst = segment.last + 1;
      };
      return { path, moved };
    });
    await moveOn.catch(async (error: unknown) => {
      // The one before goes on, so nothing may say that it had ended there.
      if (!sealed && path) await rm(path, { force: true });
      throw error;
    });
    return sealed;
  }

  /** The oldest messages of the range, in order. */
  async oldest({ limit, ...bounds }: Range): Promise<Message[]> {
    const found: Message[] = [];
    let { above } = bounds;
    while (found.length < limit) {
      const range = { ...bounds, above, limit: limit - found.length };
      const segment = this.#sealedAbove(above);
      if (segment) {
        found.push(...(await this.#oldestOf(segment, range)));
        above = segment.last;
        continue;
      }
      const live = await this.live.read((rows) => oldest(this.#betweenLive(rows), range));
      // Else it was sealed before it could be read.
      if (!this.#sealedAbove(above)) return [...found, ...live];
    }
    return found;
  }

  /** The newest messages of the range, in order. */
  async newest(range: Range): Promise<Message[]> {
    const { messages, sealed } = await this.live.read(async (rows) => ({
      sealed: this.#sealed,
      messages: await newest(this.#betweenLive(rows), range),
    }));
    let found = messages;
    for (const segment of sealed.toReversed()) {
      if (found.length >= range.limit || segment.last <= range.above) break;
      if (segment.first >= range.below) continue;
      const limit = range.limit - found.length;
      found = [...(await this.#newestOf(segment, { ...range, limit })), ...found];
    }
    return found;
  }

  /** The message of that number, if it is in a segment that is not written any more. */
  async findSealed(seq: number): Promise<Message | undefined> {
    const segment = this.#sealedAbove(seq - 1);
    if (!segment || segment.first > seq) return undefined;
    const [message] = await this.#between(segment, { above: seq - 1, below: seq + 1 });
    return message;
  }

  /** Runs what reads the segment, once more where it had to be mended. */
  whole<Result>(segment: SealedSegment, read: () => Promise<Result>): Promise<Result> {
    return mended(read, () => this.#options.mend(segment));
  }

  async drop(segment: SealedSegment): Promise<void> {
    await rm(segment.path, { force: true });
    this.#sealed = this.#sealed.filter((other) => other !== segment);
  }

  #liveUpTo(last: number): SealedSegment {
    return { path: segmentPath(this.#folder, this.#liveFirst), first: this.#liveFirst, last };
  }

  #oldestOf(segment: SealedSegment, range: Range): Promise<Message[]> {
    return oldest((bounds) => this.#between(segment, bounds), within(segment, range));
  }

  #newestOf(segment: SealedSegment, range: Range): Promise<Message[]> {
    return newest((bounds) => this.#between(segment, bounds), within(segment, range));
  }

  async #between(segment: SealedSegment, bounds: Bounds): Promise<Message[]> {
    return this.#shown(await this.whole(segment, () => rowsBetween(segment.path, bounds)));
  }

  #betweenLive(rows: Rows<LogRow>): Between {
    return async (bounds) => this.#shown(await rows.between("seq", bounds));
  }

  #shown(rows: readonly LogRow[]): Message[] {
    const { isRemoved } = this.#options;
    return rows
      .filter(isMessage)
      .filter(({ seq }) => !isRemoved(seq))
      .map(toMessage);
  }

  #sealedAbove(seq: number): SealedSegment | undefined {
    return this.#sealed.find(({ last }) => last > seq);
  }
}

/** The part of the range that may lie in the segment. */
function within({ first, last }: SealedSegment, { above, below, limit }: Range): Range {
  return { above: Math.max(above, first - 1), below: Math.min(below, last + 1), limit };
}

async function mended<Result>(
  step: () => Promise<Result>,
  mend: () => Promise<void>,
): Promise<Result> {
  try {
    return await step();
  } catch (error) {
    if (!isDamaged(error)) throw error;
    await mend();
    return step();
  }
}
