import { join } from "node:path";
import { mendBook } from "./book-mending.ts";
import { ensureFolder } from "./disk.ts";
import type { CollectionOptions } from "./durable-collection.ts";
import { LogBook } from "./log-book.ts";
import { LogMender } from "./log-mender.ts";
import type { LogDamage } from "./log-mending.ts";
import { LogRemovals } from "./log-removals.ts";
import type { LogRows } from "./log-rows.ts";
import { LogSegments, type SegmentSize } from "./log-segments.ts";
import { isDamaged } from "./nedb-file.ts";

export interface LogOptions extends CollectionOptions {
  size: SegmentSize;
  /** Told what is lost where a file of the log was damaged. */
  onDamage: (damage: LogDamage) => void;
  /** The last `seq` that is known to have been there. */
  furthestRead: () => Promise<number>;
}

/** What a log is made of. */
export interface LogParts {
  book: LogBook;
  removals: LogRemovals;
  segments: LogSegments;
  /** The last `seq` that was given out. */
  head: number;
}

/** Opens the log in that folder. Where files of it are damaged, they are mended as far as they can be read. */
export async function openParts(folder: string, options: LogOptions): Promise<LogParts> {
  await ensureFolder(folder);
  const book = await openBook(join(folder, "log.db"), options);
  try {
    return await openSegments(folder, book, options);
  } catch (error) {
    await book.close();
    throw error;
  }
}

async function openBook(path: string, options: LogOptions): Promise<LogBook> {
  try {
    return await LogBook.open(path, options);
  } catch (error) {
    if (!isDamaged(error)) throw error;
    const damage = await mendBook(path);
    const book = await LogBook.open(path, options);
    options.onDamage(damage);
    return book;
  }
}

async function openSegments(folder: string, book: LogBook, options: LogOptions): Promise<LogParts> {
  const removals = new LogRemovals(book);
  const mender = new LogMender({ ...options, book, removals });
  const segments = await LogSegments.open(folder, {
    ...options,
    firstFree: removals.clearedSeq + 1,
    isRemoved: (seq) => removals.has(seq),
    mend: (segment) => mender.mend(segment),
  });
  const given = Math.max(removals.clearedSeq, segments.liveFirst - 1);
  return { book, removals, segments, head: await lastSeq(segments.live, given) };
}

/** The highest number in the live segment, or the one that is known to be given out without it. */
async function lastSeq(live: LogRows, given: number): Promise<number> {
  const above = { above: given, below: Number.MAX_SAFE_INTEGER };
  const rows = await live.read((all) => all.between("seq", above));
  return rows.at(-1)?.seq ?? given;
}
