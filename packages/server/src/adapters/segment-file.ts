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
    for await (const some of rowsFrom(path, linesFrom(file, position))) {
      rows.push(...some.filter(({ seq }) => seq > above && seq < below));
      if ((some.at(-1)?.seq ?? 0) >= below) break;
    }
    return rows;
  } finally {
    await file.close();
  }
}

/** All rows, in order and some at a time; none of a file that is gone. */
export async function* allRows(path: string): AsyncGenerator<LogRow[]> {
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
      for await (const rows of rowsFrom(path, wholeLinesFrom(file, size - reach))) {
        last = rows.at(-1)?.seq ?? last;
      }
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
    for await (const lines of linesFrom(file, 0)) yield* lines.map(({ text }) => text);
  } finally {
    await file.close();
  }
}

async function* rowsFrom(path: string, lines: AsyncIterable<Line[]>): AsyncGenerator<LogRow[]> {
  for await (const some of lines) {
    const rows = some.map(({ text }) => parseRow(text));
    if (rows.includes(undefined)) throw damaged(path);
    yield rows.filter(isRow);
  }
}

function isRow(row: ReturnType<typeof parseRow>): row is LogRow {
  return row !== undefined && row !== "no row";
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
  for await (const lines of wholeLinesFrom(file, position)) {
    for (const { text, end } of lines) {
      const row = parseRow(text);
      if (isRow(row)) return { seq: row.seq, end };
    }
  }
  return undefined;
}

interface Line {
  text: string;
  /** Where the next one begins. */
  end: number;
}

/** The lines that begin there or later. */
async function* wholeLinesFrom(file: FileHandle, position: number): AsyncGenerator<Line[]> {
  if (position <= 0) return yield* linesFrom(file, 0);
  // From one byte before, so that the first one is what is left of the line before, be it nothing.
  let isFirst = true;
  for await (const lines of linesFrom(file, position - 1)) {
    yield isFirst ? lines.slice(1) : lines;
    isFirst &&= lines.length === 0;
  }
}

/** The lines from there on, as many at a time as one read brings. */
async function* linesFrom(file: FileHandle, position: number): AsyncGenerator<Line[]> {
  // The beginning of a line, of which the rest is read next, and room for that behind it.
  let buffer = Buffer.allocUnsafe(2 * blockBytes);
  let kept = 0;
  let from = position;
  for (;;) {
    if (buffer.length - kept < blockBytes) buffer = Buffer.concat([buffer], 2 * buffer.length);
    const { bytesRead } = await file.read(buffer, kept, blockBytes, from + kept);
    if (bytesRead === 0) break;
    const bytes = buffer.subarray(0, kept + bytesRead);
    const lines = linesIn(bytes, from);
    yield lines;
    const end = lines.at(-1)?.end ?? from;
    kept = bytes.copy(buffer, 0, end - from);
    from = end;
  }
  if (kept > 0) yield [{ text: buffer.toString("utf8", 0, kept), end: from + kept }];
}

/** The whole lines among the bytes, which begin at that position. */
function linesIn(bytes: Buffer, position: number): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
    lines.push({ text: bytes.toString("utf8", start, end), end: position + end + 1 });
    start = end + 1;
  }
  return lines;
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}
