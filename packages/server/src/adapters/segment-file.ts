import { type FileHandle, open } from "node:fs/promises";
import { errorCode } from "./disk.ts";
import { type LogRow, parseRow } from "./log-rows.ts";
import { damaged } from "./nedb-file.ts";

// A segment that is not written any more is a sorted file: a page of it is found by bisection, so that neither reading
// it all nor keeping any of it is needed.

const blockBytes = 32 * 1024;
const newline = 10;

interface Bounds {
  above: number;
  below: number;
}

/** The name of the segment that begins with that number. */
export function segmentName(first: number): string {
  return `messages-${String(first).padStart(12, "0")}.db`;
}

/** The number with which the segment of that name begins; nothing for what is no segment. */
export function firstSeqOf(name: string): number | undefined {
  const [, digits] = /^messages-(\d{12})\.db$/u.exec(name) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** The rows with numbers between the two, in order; none of a file that is gone. Rejects, like all here, where a line that it reads is damaged. */
export async function rowsBetween(path: string, { above, below }: Bounds): Promise<LogRow[]> {
  const file = await openIfThere(path);
  if (!file) return [];
  try {
    const rows: LogRow[] = [];
    const position = await positionAbove(file, above);
    for await (const row of rowsFrom(path, linesFrom(file, position))) {
      if (row.seq >= below) break;
      if (row.seq > above) rows.push(row);
    }
    return rows;
  } finally {
    await file.close();
  }
}

/** All rows, in order; none of a file that is gone. */
export async function* allRows(path: string): AsyncGenerator<LogRow> {
  const file = await openIfThere(path);
  if (!file) return;
  try {
    yield* rowsFrom(path, linesFrom(file, 0));
  } finally {
    await file.close();
  }
}

/** The last number in the file; nothing if there is none. */
export async function lastSeqIn(path: string): Promise<number | undefined> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    for (let reach = blockBytes; ; reach *= 2) {
      let last: number | undefined;
      for await (const { seq } of rowsFrom(path, wholeLinesFrom(file, size - reach))) last = seq;
      if (last !== undefined || reach >= size) return last;
    }
  } finally {
    await file.close();
  }
}

/** The lines of a file, the last one also without its end. */
export async function* linesOf(path: string): AsyncGenerator<string> {
  const file = await open(path);
  try {
    for await (const { text } of linesFrom(file, 0)) yield text;
  } finally {
    await file.close();
  }
}

async function* rowsFrom(path: string, lines: AsyncIterable<Line>): AsyncGenerator<LogRow> {
  for await (const { text } of lines) {
    const row = parseRow(text);
    if (row === undefined) throw damaged(path);
    if (row !== "no row") yield row;
  }
}

/** Where a line begins before which no line has a number above that one. */
async function positionAbove(file: FileHandle, above: number): Promise<number> {
  let from = 0;
  let to = (await file.stat()).size;
  while (to - from > blockBytes) {
    const middle = from + Math.floor((to - from) / 2);
    const line = await firstRowFrom(file, middle);
    if (line && line.seq <= above) from = line.end;
    else to = middle;
  }
  return from;
}

/** The first row whose line begins there or later, and where that ends. Damaged lines tell no number: they are met by whoever reads them. */
async function firstRowFrom(
  file: FileHandle,
  position: number,
): Promise<{ seq: number; end: number } | undefined> {
  for await (const { text, end } of wholeLinesFrom(file, position)) {
    const row = parseRow(text);
    if (row !== undefined && row !== "no row") return { seq: row.seq, end };
  }
  return undefined;
}

interface Line {
  text: string;
  /** Where the next one begins. */
  end: number;
}

/** The lines that begin there or later. */
async function* wholeLinesFrom(file: FileHandle, position: number): AsyncGenerator<Line> {
  if (position <= 0) return yield* linesFrom(file, 0);
  // From one byte before, so that the first one is what is left of the line before, be it nothing.
  let isFirst = true;
  for await (const line of linesFrom(file, position - 1)) {
    if (!isFirst) yield line;
    isFirst = false;
  }
}

async function* linesFrom(file: FileHandle, position: number): AsyncGenerator<Line> {
  let rest: Buffer = Buffer.alloc(0);
  let from = position;
  for (;;) {
    const block = await readBlock(file, from + rest.length);
    if (block.length === 0) break;
    const bytes = rest.length === 0 ? block : Buffer.concat([rest, block]);
    let start = 0;
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
      yield { text: bytes.toString("utf8", start, end), end: from + end + 1 };
      start = end + 1;
    }
    rest = bytes.subarray(start);
    from += start;
  }
  if (rest.length > 0) yield { text: rest.toString("utf8"), end: from + rest.length };
}

async function readBlock(file: FileHandle, position: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(blockBytes);
  const { bytesRead } = await file.read(buffer, 0, blockBytes, position);
  return buffer.subarray(0, bytesRead);
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}
