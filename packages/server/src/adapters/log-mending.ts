import { constants } from "node:fs";
import { copyFile } from "node:fs/promises";
import { basename } from "node:path";
import { diskError } from "./disk.ts";
import {
  isMessage,
  type LogRow,
  parseRow,
  rowId,
  type Tombstone,
  toTombstone,
} from "./log-rows.ts";
import { linesOf } from "./segment-file.ts";
import type { NewestSegment, SealedSegment } from "./segment-folder.ts";
import { writeFileOf } from "./segment-writing.ts";

/** What a log lost where a file of it was damaged. */
export interface LogDamage {
  /** How many messages at most. */
  lost: number;
  /** The name of the damaged file, which stays beside the new one. */
  copy: string;
}

export interface MendingOptions {
  /** Whether the message of that number was taken out. */
  isRemoved: (seq: number) => boolean;
  /** The last `seq` that is known to have been there. */
  furthestRead: number;
  /** Sees to it that these numbers count as removed, for readers would wait for them. */
  giveUp: (seqs: readonly number[]) => Promise<void>;
}

/** What can be read of a damaged segment, and what cannot. */
interface Remains {
  /** In order of their numbers. */
  rows: LogRow[];
  unreadable: number;
}

/**
 * Makes of a damaged segment the newest good state that its lines give. A crash leaves the damaged file or the mended
 * one. Gives nothing where all of it can be read.
 */
export async function mendSegment(
  segment: SealedSegment | NewestSegment,
  { isRemoved, furthestRead, giveUp }: MendingOptions,
): Promise<LogDamage | undefined> {
  const { path } = segment;
  const remains = await readRemains(path);
  if (remains.unreadable === 0) return undefined;
  const { rows, ...missing } = wholeRows(segment, remains, furthestRead);
  const gone = missing.gone.filter((seq) => !isRemoved(seq));
  const copy = `${path}.damaged-${Date.now()}`;
  try {
    await copyFile(path, copy, constants.COPYFILE_EXCL);
  } catch (error) {
    throw diskError(error);
  }
  await giveUp(gone);
  await writeFileOf(
    path,
    rows.map((row) => (isMessage(row) && isRemoved(row.seq) ? toTombstone(row) : row)),
  );
  return { lost: Math.min(missing.lost, gone.length), copy: basename(copy) };
}

async function readRemains(path: string): Promise<Remains> {
  const rows = new Map<number, LogRow>();
  const keys = new Map<string, number>();
  let unreadable = 0;
  for await (const line of linesOf(path)) {
    const row = parseRow(line);
    if (row === "no row") continue;
    // Another row that has the key would be refused by NeDB.
    if (row === undefined || (keys.get(row.key) ?? row.seq) !== row.seq) unreadable += 1;
    else {
      rows.set(row.seq, row);
      keys.set(row.key, row.seq);
    }
  }
  return { rows: [...rows.values()].toSorted((a, b) => a.seq - b.seq), unreadable };
}

/** The rows that make a segment again, the numbers of which nothing can be read, and how many of these were messages at most. */
function wholeRows(
  segment: SealedSegment | NewestSegment,
  { rows, unreadable }: Remains,
  furthestRead: number,
): { rows: LogRow[]; gone: number[]; lost: number } {
  const present = new Set(rows.map(({ seq }) => seq));
  const goneUpTo = (last: number) =>
    numbersBetween(segment.first - 1, last).filter((seq) => !present.has(seq));
  if ("last" in segment) {
    const gone = goneUpTo(segment.last);
    return { rows, gone, lost: gone.length };
  }
  // Each line that cannot be read may have been a message at the end: its number is not given out again.
  const known = rows.at(-1)?.seq ?? segment.first - 1;
  const last = Math.max(known + unreadable, furthestRead);
  const gone = goneUpTo(last);
  return {
    rows: present.has(last) ? rows : [...rows, lastNumber(last)],
    gone,
    lost: Math.max(unreadable, furthestRead - known),
  };
}

function lastNumber(seq: number): Tombstone {
  return { _id: rowId(seq), seq, key: `lost ${seq}` };
}

function numbersBetween(above: number, upTo: number): number[] {
  return Array.from({ length: Math.max(0, upTo - above) }, (_, i) => above + 1 + i);
}
