import { open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { splitFileName } from "@classchat/core";
import { words } from "../words/words.ts";
import { isErrnoException } from "./local-words.ts";
import { TransferFailure } from "./transfer-failure.ts";

const mostNames = 1_000;

/** Renames the part to that name, or to `name (2)` and so on where that is taken; nothing is overwritten. */
export async function giveFreeName(part: string, folder: string, name: string): Promise<string> {
  const { stem, extension } = splitFileName(name);
  for (let count = 1; count < mostNames; count++) {
    const path = join(folder, count === 1 ? name : `${stem} (${count})${extension}`);
    if (!(await claim(path))) continue;
    await replaceClaimed(part, path);
    return path;
  }
  const taken = join(folder, name);
  throw new TransferFailure(words.files.namesTaken(taken));
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

async function replaceClaimed(part: string, path: string): Promise<void> {
  try {
    await rename(part, path);
  } catch (error) {
    await rm(path, { force: true });
    const isGone = isErrnoException(error) && error.code === "ENOENT";
    throw isGone ? new TransferFailure(words.files.fetchedElsewhere) : error;
  }
}
