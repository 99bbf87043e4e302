import { randomUUID } from "node:crypto";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { diskError, fileMode, syncFolder } from "./disk.ts";
import { escapeLineBreaks } from "./nedb-file.ts";
import type { RowId } from "./nedb-rows.ts";

const rowsAtOnce = 1_000;

/** What is being written in the place of a file; of no use after a crash. */
export const unfinishedEnding = ".new";

/**
 * Writes a file of NeDB's with these rows in the place of the one that is there. A crash leaves the old file or the new
 * one. Rejects with `ChatError("disk-full")` where that is why, and then the old one stays.
 */
export async function writeFileOf<Row extends RowId>(
  path: string,
  rows: Iterable<Row> | AsyncIterable<Row>,
): Promise<void> {
  const unfinished = `${path}-${randomUUID()}${unfinishedEnding}`;
  try {
    const file = await open(unfinished, "w", fileMode);
    try {
      await writeLines(file, rows);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(unfinished, { force: true });
    throw diskError(error);
  }
}

// By `appendFile`, for `write` is content with less than all of it where a disk is nearly full.
async function writeLines<Row extends RowId>(
  file: FileHandle,
  rows: Iterable<Row> | AsyncIterable<Row>,
): Promise<void> {
  let lines: string[] = [];
  for await (const row of rows) {
    lines.push(`${escapeLineBreaks(JSON.stringify(row))}\n`);
    if (lines.length < rowsAtOnce) continue;
    await file.appendFile(lines.join(""));
    lines = [];
  }
  await file.appendFile(lines.join(""));
}
