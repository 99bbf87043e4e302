import { access, rm } from "node:fs/promises";
import Datastore from "nedb-promises";
import { HostRefusal } from "../host-refusal.ts";
import { diskError, fileMode, folderMode } from "./disk.ts";
import { repairTornTail } from "./torn-tail.ts";

export type NedbFile = ReturnType<typeof Datastore.create>;

/** A field that rows are looked up by. `unique` rows without the field do not clash. */
export interface Index {
  fieldName: string;
  unique: boolean;
}

/**
 * Loads a NeDB file into memory, with a torn tail cut off. Damage anywhere else is refused: NeDB would drop
 * the lines it cannot read and write the rest back, and what was lost would be lost without a word.
 */
export async function loadNedbFile(path: string, indexes: readonly Index[]): Promise<NedbFile> {
  await repairTornTail(path);
  const file = Datastore.create(optionsFor(path));
  try {
    await file.load();
    for (const index of indexes) await file.ensureIndex({ ...index, sparse: true });
  } catch (error) {
    await discardHalfCopy(path);
    throw isDamage(error) ? damaged(path, error) : diskError(error);
  }
  return file;
}

/** Writes the file anew with only what it still holds. A crash leaves the old file or the new one. */
export async function compactNedbFile(file: NedbFile, path: string): Promise<void> {
  try {
    // The types of nedb-promises leave out what it passes on to NeDB itself.
    await (file as NedbFile & { compactDatafileAsync(): Promise<void> }).compactDatafileAsync();
  } catch (error) {
    await discardHalfCopy(path);
    throw error;
  }
}

/** Removes what NeDB began to write anew: on a full disk it would keep the room that is missing. */
async function discardHalfCopy(path: string): Promise<void> {
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  // Without the file itself, the copy may be all there is.
  if (isThere) await rm(`${path}~`, { force: true });
}

// `modes` is missing from the types of nedb-promises; a constant may have more than they name.
function optionsFor(filename: string) {
  return {
    filename,
    corruptAlertThreshold: 0,
    modes: { fileMode, dirMode: folderMode },
    afterSerialization: escapeLineBreaks,
    beforeDeserialization: (line: string) => line,
  };
}

// NeDB's reader takes these three for the end of a line, and JSON.stringify writes them as they are: a
// message with one of them would be gone at the next start, and a few would make the file unreadable.
export function escapeLineBreaks(line: string): string {
  return line.replace(
    /[\u0085\u2028\u2029]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function isDamage(error: unknown): boolean {
  const isUnreadable = error instanceof Error && "corruptItems" in error;
  return isUnreadable || isUniqueViolation(error);
}

export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && "errorType" in error && error.errorType === "uniqueViolated";
}

/** Whether it was refused for that. */
export function isDamaged(error: unknown): boolean {
  return error instanceof HostRefusal && error.code === "data-damaged";
}

/** That the file is to be mended by hand, or by whoever knows how. */
export function damaged(file: string, cause?: unknown): HostRefusal {
  return new HostRefusal("data-damaged", { file }, { cause });
}
