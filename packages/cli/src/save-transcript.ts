import { type FileHandle, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { cleanLine, type Message } from "@classchat/core";
import { CommandFailure } from "./plain/failure.ts";
import { dayOf, timeOf } from "./transcript/moment.ts";
import { transcript } from "./transcript/transcript.ts";
import type { About } from "./transcript/transcript-form.ts";
import type { TranscriptFormat } from "./transcript/transcript-format.ts";
import { words } from "./words/words.ts";

/** A transcript on this computer's disk. */
export interface SavedTranscript {
  path: string;
  /** How many messages it holds. */
  count: number;
}

type Pages = AsyncIterable<readonly Message[]>;

const mostNames = 1_000;

/** Saves a transcript under a name of its own in that folder; it is on the disk when this resolves. */
export async function saveTranscript(
  pages: Pages,
  options: About & { format: TranscriptFormat; folder: string },
): Promise<SavedTranscript> {
  const { path, file } = await createFile(options.folder, nameOf(options.room), options.format);
  return { path, count: await fill(file, path, pages, options) };
}

/** Writes a transcript into a new file there; a file that exists is left as it is. */
export async function writeTranscript(
  pages: Pages,
  options: About & { format: TranscriptFormat; path: string },
): Promise<void> {
  const file = await createOnce(options.path);
  if (!file) throw new CommandFailure(words.transcripts.exists(options.path));
  await fill(file, options.path, pages, options);
}

async function fill(
  file: FileHandle,
  path: string,
  pages: Pages,
  options: About & { format: TranscriptFormat },
): Promise<number> {
  const counted = { count: 0 };
  try {
    for await (const text of transcript(counting(pages, counted), options)) await file.write(text);
    await file.sync();
    return counted.count;
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

async function* counting(pages: Pages, counted: { count: number }): Pages {
  for await (const page of pages) {
    counted.count += page.length;
    yield page;
  }
}

/** The first of `name.md`, `name (2).md`, … that is free. */
async function createFile(folder: string, name: string, format: TranscriptFormat) {
  for (let number = 1; number <= mostNames; number++) {
    const path = join(folder, `${name}${number === 1 ? "" : ` (${number})`}.${format}`);
    const file = await createOnce(path);
    if (file) return { path, file };
  }
  throw new CommandFailure(words.transcripts.tooMany(folder));
}

async function createOnce(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, "wx", 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return undefined;
    throw error;
  }
}

// The room's name comes from the host. What stands before it keeps devices' names and dots from the beginning.
function nameOf(room: string): string {
  const safe = cleanLine(room).replace(/[^\p{L}\p{N}\p{M} _-]/gu, "_");
  const now = Date.now();
  const short = [...safe].slice(0, 40).join("").trim();
  return `classchat ${short} ${dayOf(now)} ${timeOf(now).replace(":", "")}`;
}
