import { randomUUID } from "node:crypto";
import { constants, createReadStream } from "node:fs";
import { copyFile, type FileHandle, open, rename, rm } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { createInterface } from "node:readline";
import { diskError, fileMode, syncFolder } from "./disk.ts";
import {
  epochId,
  isKept,
  isMessage,
  type LogRow,
  type RemovalsRow,
  removalsId,
  toTombstone,
} from "./log-rows.ts";
import { escapeLineBreaks } from "./nedb-file.ts";
import { isRemoved, noRemovals } from "./removal-rules.ts";

/** What a log lost where its file was damaged. */
export interface LogDamage {
  /** How many messages at most. */
  lost: number;
  /** The name of the damaged file, which stays beside the new one. */
  copy: string;
}

/** What can be read of a damaged log, and what cannot. */
interface Remains {
  /** By `_id`; the last line of each. */
  rows: Map<string, LogRow>;
  unreadable: number;
}

/**
 * Makes of a damaged log the newest good state that its lines give. The numbers of lost messages count as removed, for
 * readers would wait for them; and the log has a new epoch, for they may know more than it does. A crash leaves the
 * damaged file or the mended one. `furthestRead` is the last `seq` that is known to have been there.
 */
export async function mendLog(path: string, furthestRead: number): Promise<LogDamage> {
  const remains = await readRemains(path);
  const { rows, lost } = wholeRows(remains, furthestRead);
  const copy = `${path}.damaged-${Date.now()}`;
  const mended = `${path}.mending`;
  try {
    await copyFile(path, copy, constants.COPYFILE_EXCL);
    await writeRows(mended, rows);
    await rename(mended, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(mended, { force: true });
    throw diskError(error);
  }
  return { lost, copy: basename(copy) };
}

async function readRemains(path: string): Promise<Remains> {
  const rows = new Map<string, LogRow>();
  const ids = new Map<string, string>();
  let unreadable = 0;
  const file = createReadStream(path, "utf8");
  for await (const line of createInterface({ input: file, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line === "") continue;
    const read = readLine(line);
    if (read === undefined || isTaken(read, ids)) unreadable += 1;
    else if (read !== "no row") take(read, rows, ids);
  }
  return { rows, unreadable };
}

type Line = LogRow | { _id: string; $$deleted: true };

/** A line that NeDB wrote; nothing for one that it did not. */
function readLine(text: string): Line | "no row" | undefined {
  try {
    const line = JSON.parse(text) as Partial<Line> & { $$indexCreated?: unknown };
    if (line.$$indexCreated) return "no row";
    return typeof line._id === "string" && isWhole(line as Line) ? (line as Line) : undefined;
  } catch {
    return undefined;
  }
}

function isWhole(line: Line): boolean {
  if ("$$deleted" in line) return true;
  if (line._id === epochId) return "epoch" in line && typeof line.epoch === "string";
  if (line._id === removalsId) return "clearedSeq" in line && Number.isSafeInteger(line.clearedSeq);
  const isNumbered = isKept(line) && Number.isSafeInteger(line.seq) && line._id === `${line.seq}`;
  return isNumbered && line.seq > 0 && typeof line.key === "string";
}

/** Whether another row has the key, which NeDB would refuse. */
function isTaken(line: Line | "no row", ids: ReadonlyMap<string, string>): boolean {
  if (line === "no row" || "$$deleted" in line || !isKept(line)) return false;
  return (ids.get(line.key) ?? line._id) !== line._id;
}

function take(line: Line, rows: Map<string, LogRow>, ids: Map<string, string>): void {
  const before = rows.get(line._id);
  if (before && isKept(before)) ids.delete(before.key);
  // What comes back later stands where it came back.
  rows.delete(line._id);
  if ("$$deleted" in line) return;
  rows.set(line._id, line);
  if (isKept(line)) ids.set(line.key, line._id);
}

/** The rows that make a log again, in order of their numbers, and how many of its messages are lost. */
function wholeRows(
  { rows, unreadable }: Remains,
  furthestRead: number,
): { rows: LogRow[]; lost: number } {
  const numbered = [...rows.values()].filter(isKept).toSorted((a, b) => a.seq - b.seq);
  const removals = removalsOf(rows, numbered[0]?.seq);
  const present = new Set(numbered.map(({ seq }) => seq));
  // Each line that cannot be read may have been a message at the end: its number is not given out again.
  const known = Math.max(removals.clearedSeq, numbered.at(-1)?.seq ?? 0);
  const head = Math.max(known + unreadable, furthestRead);
  const isLost = (seq: number) => !present.has(seq) && !removals.deleted.includes(seq);
  const lost = numbersBetween(removals.clearedSeq, head).filter(isLost);
  const deleted = [...removals.deleted, ...lost].toSorted((a, b) => a - b);
  const kept = numbered.map((row) =>
    isMessage(row) && isRemoved(removals, row.seq) ? toTombstone(row) : row,
  );
  const last = { _id: `${head}`, seq: head, key: `lost ${head}` };
  return {
    rows: [
      { _id: epochId, epoch: randomUUID() },
      { ...removals, deleted },
      ...kept,
      ...(head > 0 && !present.has(head) ? [last] : []),
    ],
    lost: Math.min(lost.length, Math.max(unreadable, furthestRead - known)),
  };
}

/** Where the row itself is lost, what is missing at the beginning was cleared. */
function removalsOf(rows: ReadonlyMap<string, LogRow>, first = 1): RemovalsRow {
  const row = rows.get(removalsId);
  if (row && "clearedSeq" in row) return row;
  return { ...noRemovals, _id: removalsId, clearedSeq: first - 1, isScrubbed: true };
}

function numbersBetween(above: number, upTo: number): number[] {
  return Array.from({ length: Math.max(0, upTo - above) }, (_, i) => above + 1 + i);
}

async function writeRows(path: string, rows: readonly LogRow[]): Promise<void> {
  const file = await open(path, "w", fileMode);
  try {
    await writeLines(file, rows);
    await file.sync();
  } finally {
    await file.close();
  }
}

const rowsAtOnce = 1_000;

async function writeLines(file: FileHandle, rows: readonly LogRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const lines = rows.slice(from, from + rowsAtOnce).map((row) => JSON.stringify(row));
    await file.write(lines.map((line) => `${escapeLineBreaks(line)}\n`).join(""));
  }
}
