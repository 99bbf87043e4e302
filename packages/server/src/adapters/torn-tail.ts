import { type FileHandle, open, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ChatError } from "@classchat/core";
import { diskError, errorCode, fileMode, syncFolder } from "./disk.ts";

const newline = 10;
const blockBytes = 64 * 1024;

/**
 * Cuts off what a kill or a power cut left half-written behind the last whole line of a log: a line without
 * its end, or the NUL bytes that some file systems leave. It was never acknowledged. A copy stays beside.
 */
export async function repairTornTail(path: string): Promise<void> {
  const file = await openExisting(path);
  if (!file) return;
  try {
    const { size } = await file.stat();
    const end = await endOfLastLine(file, size);
    if (end < size) await cutOff(file, { path, from: end, to: size });
  } finally {
    await file.close();
  }
}

/** Removes the copies that lie in the folder of a log, torn tails and damaged files: they may hold text that was removed from it. */
export async function removeCopies(folder: string): Promise<void> {
  const copies = (await readdir(folder)).filter((name) => /\.(?:torn|damaged)-\d+$/u.test(name));
  for (const name of copies) await rm(join(folder, name), { force: true });
  if (copies.length > 0) await syncFolder(folder);
}

async function openExisting(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, "r+");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** The position behind the last newline; 0 if there is none. */
async function endOfLastLine(file: FileHandle, size: number): Promise<number> {
  for (let to = size; to > 0; to -= blockBytes) {
    const from = Math.max(0, to - blockBytes);
    const at = (await read(file, from, to)).lastIndexOf(newline);
    if (at >= 0) return from + at + 1;
  }
  return 0;
}

async function cutOff(file: FileHandle, tail: { path: string; from: number; to: number }) {
  await keepCopy(`${tail.path}.torn-${Date.now()}`, await read(file, tail.from, tail.to));
  await file.truncate(tail.from);
  await file.sync();
}

// The copy serves whoever wants to look into it. A full disk must not keep the host from starting for it.
async function keepCopy(path: string, bytes: Buffer): Promise<void> {
  try {
    await writeFile(path, bytes, { mode: fileMode });
  } catch (error) {
    if (!(diskError(error) instanceof ChatError)) throw error;
  }
}

async function read(file: FileHandle, from: number, to: number): Promise<Buffer> {
  const buffer = Buffer.alloc(to - from);
  const { bytesRead } = await file.read(buffer, 0, buffer.length, from);
  return buffer.subarray(0, bytesRead);
}
