import { open, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { syncContent } from "./disk.ts";
import { isDamaged } from "./nedb-file.ts";
import { firstSeqOf, lastSeqIn, segmentName } from "./segment-file.ts";
import { unfinishedEnding } from "./segment-writing.ts";
import { repairTornTail } from "./torn-tail.ts";

/** A segment that is not written any more: the numbers from `first` to `last`. */
export interface SealedSegment {
  path: string;
  first: number;
  last: number;
}

/** One whose last number only its own lines could tell. */
export type NewestSegment = Omit<SealedSegment, "last">;

/** What lies in the folder of a log. */
export interface FoundSegments {
  sealed: SealedSegment[];
  /** The number with which the segment begins, or began, that is written to. */
  liveFirst: number;
}

interface FolderOptions {
  /** Up to this size the newest segment is gone on with: a larger one would have to be read whole for it. */
  reloadBytes: number;
  /** The first number that was not given out, as far as is known beside the segments. */
  firstFree: number;
  mend: (segment: NewestSegment) => Promise<void>;
}

export function segmentPath(folder: string, first: number): string {
  return join(folder, segmentName(first));
}

/** Looks at the names and at the end of the newest segment, and puts right what a crash left there. */
export async function findSegments(folder: string, options: FolderOptions): Promise<FoundSegments> {
  const names = await readdir(folder);
  for (const name of names.filter((some) => some.endsWith(unfinishedEnding))) {
    await rm(join(folder, name), { force: true });
  }
  const firsts = names.map(firstSeqOf).filter((first) => first !== undefined);
  return settle(
    folder,
    firsts.toSorted((a, b) => a - b),
    options,
  );
}

async function settle(
  folder: string,
  firsts: readonly number[],
  options: FolderOptions,
): Promise<FoundSegments> {
  const first = firsts.at(-1);
  if (first === undefined) return { sealed: [], liveFirst: options.firstFree };
  const newest = { path: segmentPath(folder, first), first };
  const last = await lastSeqOf(newest, options);
  // It was begun, and not gone on with: whether the one before is whole, only that one can tell.
  if (last === undefined && firsts.length > 1) {
    await rm(newest.path);
    return settle(folder, firsts.slice(0, -1), options);
  }
  const sealed = firsts.slice(0, -1).map((before, i) => ({
    path: segmentPath(folder, before),
    first: before,
    last: (firsts[i + 1] ?? first) - 1,
  }));
  if (last === undefined || (await stat(newest.path)).size <= options.reloadBytes) {
    return { sealed, liveFirst: first };
  }
  // What was written before a kill, and not answered, is shown from now on: so it has to last.
  await syncFile(newest.path);
  return { sealed: [...sealed, { ...newest, last }], liveFirst: last + 1 };
}

async function lastSeqOf(segment: NewestSegment, { mend }: FolderOptions) {
  await repairTornTail(segment.path);
  try {
    return await lastSeqIn(segment.path);
  } catch (error) {
    if (!isDamaged(error)) throw error;
    await mend(segment);
    return lastSeqIn(segment.path);
  }
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, "r+");
  try {
    await syncContent(file);
  } finally {
    await file.close();
  }
}
