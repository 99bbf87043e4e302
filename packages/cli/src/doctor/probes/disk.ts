import { access, constants, open, rm, stat, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { limits } from "@classchat/core";
import type { Disk } from "../diagnosis/evidence.ts";

/** Less than any answer of the chat, and more than what a file system keeps beside its blocks. */
const probeBytes = 64 * 1024;

/** Whether the data directory takes what a host and a client keep, by trying it. */
export async function probeDisk(folder: string): Promise<Disk> {
  const freeBytes = await freeBytesOf(folder);
  const failure = await writingFails(folder);
  if (["ENOSPC", "EDQUOT"].includes(failure)) return { folder, state: "full", freeBytes, failure };
  if (failure !== "") return { folder, state: "unwritable", freeBytes, failure };
  return { folder, state: await stateBy(freeBytes, folder), freeBytes, failure };
}

/** A host wants more room than a client: it keeps what everybody says. */
async function stateBy(freeBytes: number, folder: string): Promise<Disk["state"]> {
  if (!(await exists(join(folder, "host")))) return "ok";
  if (freeBytes < limits.file.freeBytesForMessages) return "full";
  return freeBytes < limits.file.freeBytesForFiles ? "low" : "ok";
}

/** The code of the failure; empty if there is none. Where there is no directory yet, nothing is made. */
async function writingFails(folder: string): Promise<string> {
  const nearest = await nearestOf(folder);
  try {
    await access(nearest, constants.W_OK);
    if (nearest === folder) await writeAndRemove(join(folder, `doctor-${process.pid}.part`));
    return (await stat(nearest)).isDirectory() ? "" : "ENOTDIR";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? "";
  }
}

async function writeAndRemove(path: string): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(Buffer.alloc(probeBytes));
    await file.datasync();
  } finally {
    await file.close();
    await rm(path, { force: true });
  }
}

async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(await nearestOf(folder));
  return bavail * bsize;
}

/** The folder, or what there is of those above it. */
async function nearestOf(folder: string): Promise<string> {
  if ((await exists(folder)) || dirname(folder) === folder) return folder;
  return nearestOf(dirname(folder));
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
