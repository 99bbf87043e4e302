import { lstat, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { splitFileName } from "@classchat/core";
import { words } from "../words/words.ts";
import { isMissing } from "./json-file.ts";
import { isErrnoException } from "./local-words.ts";
import { TransferFailure } from "./transfer-failure.ts";

const mostNames = 1_000;

/** A part that is whole, and what tells its file from others whatever it is named. */
export interface WholePart {
  path: string;
  dev: bigint;
  ino: bigint;
}

/**
 * Renames the part to that name, or to `name (2)` and so on where that is taken; nothing is overwritten. Where another
 * process, which fetched into the same part, was first, the name is the one that it gave.
 */
export async function giveFreeName(part: WholePart, folder: string, name: string): Promise<string> {
  for (const path of namesIn(folder, name)) {
    if (!(await claim(path))) continue;
    if (await replaceClaimed(part.path, path)) return path;
    return nameGivenTo(part, namesIn(folder, name));
  }
  const taken = join(folder, name);
  throw new TransferFailure(words.files.namesTaken(taken));
}

function* namesIn(folder: string, name: string): Generator<string> {
  const { stem, extension } = splitFileName(name);
  yield join(folder, name);
  for (let count = 2; count < mostNames; count++) {
    yield join(folder, `${stem} (${count})${extension}`);
  }
}

/** Makes an empty file in one step, which is ours to be replaced; false where anything has that name. */
async function claim(path: string): Promise<boolean> {
  try {
    const file = await open(path, "wx", 0o600);
    await file.close();
    return true;
  } catch (error) {
    if (isErrnoException(error) && error.code === "EEXIST") return false;
    throw error;
  }
}

/** False where there is no part any more. */
async function replaceClaimed(part: string, path: string): Promise<boolean> {
  try {
    await rename(part, path);
    return true;
  } catch (error) {
    await rm(path, { force: true });
    if (isMissing(error)) return false;
    throw error;
  }
}

async function nameGivenTo({ dev, ino }: WholePart, names: Iterable<string>): Promise<string> {
  for (const path of names) {
    const found = await lstat(path, { bigint: true }).catch(() => undefined);
    if (!found) break;
    if (found.dev === dev && found.ino === ino) return path;
  }
  throw new TransferFailure(words.files.partRemoved);
}
