import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { copyFile, readdir } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { diskError } from "./disk.ts";
import { type BookRow, epochId, type KeptRemovals, removalsId } from "./log-book.ts";
import type { LogDamage } from "./log-mending.ts";
import { isMessage, parseRow } from "./log-rows.ts";
import { noRemovals, type RemovalState } from "./removal-rules.ts";
import { firstSeqOf, linesOf } from "./segment-file.ts";
import { segmentPath } from "./segment-folder.ts";
import { writeFileOf } from "./segment-writing.ts";

/**
 * Makes of a damaged book the one that its lines and the segments give: what these have tombstones of was removed, and
 * what is missing before the first of them was cleared. It names a new life of the log.
 */
export async function mendBook(path: string): Promise<LogDamage> {
  const copy = `${path}.damaged-${Date.now()}`;
  const removals = await removalsFrom(path);
  try {
    await copyFile(path, copy, constants.COPYFILE_EXCL);
  } catch (error) {
    throw diskError(error);
  }
  await writeFileOf<BookRow>(path, [
    { _id: epochId, epoch: randomUUID() },
    { ...removals, _id: removalsId },
  ]);
  return { lost: 0, copy: basename(copy) };
}

async function removalsFrom(path: string): Promise<KeptRemovals> {
  const written = await lastRemovals(path);
  const firsts = await segmentsBeside(path);
  const clearedSeq = Math.max(written.clearedSeq, (firsts[0] ?? 1) - 1);
  const tombstones = await tombstonesIn(firsts.map((first) => segmentPath(dirname(path), first)));
  const deleted = [...new Set([...written.deleted, ...tombstones])]
    .filter((seq) => seq > clearedSeq)
    .toSorted((a, b) => a - b);
  return { clearedSeq, clearedAt: written.clearedAt, deleted, scrubbedSeq: 0, toScrub: deleted };
}

/** What was decided last, as far as it can be read. */
async function lastRemovals(path: string): Promise<RemovalState> {
  let last = noRemovals;
  for await (const line of linesOf(path)) last = readRemovals(line) ?? last;
  return last;
}

function readRemovals(line: string): RemovalState | undefined {
  try {
    const row = JSON.parse(line) as Partial<RemovalState>;
    const { clearedSeq, clearedAt, deleted } = row;
    const isWhole = Number.isSafeInteger(clearedSeq) && Array.isArray(deleted);
    return isWhole
      ? { clearedSeq: clearedSeq ?? 0, clearedAt: clearedAt ?? 0, deleted }
      : undefined;
  } catch {
    return undefined;
  }
}

async function segmentsBeside(path: string): Promise<number[]> {
  const names = await readdir(dirname(path));
  const firsts = names.map(firstSeqOf).filter((first) => first !== undefined);
  return firsts.toSorted((a, b) => a - b);
}

async function tombstonesIn(paths: readonly string[]): Promise<number[]> {
  const seqs: number[] = [];
  for (const path of paths) {
    for await (const line of linesOf(path)) {
      const row = parseRow(line);
      if (row !== undefined && row !== "no row" && !isMessage(row)) seqs.push(row.seq);
    }
  }
  return seqs;
}
