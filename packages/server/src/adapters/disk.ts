import { type FileHandle, mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import { ChatError } from "@classchat/core";

/** What the host keeps is for its own user only. */
export const fileMode = 0o600;
export const folderMode = 0o700;

/** Brings a file's content to the disk, so that it outlives a power cut. */
export type Sync = (file: FileHandle) => Promise<void>;

// fdatasync leaves out times of access and change, which nobody asks for, and saves a write by that.
export const syncContent: Sync = (file) => file.datasync();

/** Makes the folder, and those above it, so that they outlive a power cut. */
export async function ensureFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: folderMode });
  if (first === undefined) return;
  for (let folder = path; folder.length >= first.length; folder = dirname(folder)) {
    await syncFolder(dirname(folder));
  }
}

/** Brings the names in a folder to the disk, where the platform can: a new file is lost without it. */
export async function syncFolder(path: string): Promise<void> {
  // Windows has no such thing, and keeps its directories in a journal of its own.
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } catch (error) {
    if (!["EINVAL", "EPERM", "ENOTSUP", "EISDIR"].includes(errorCode(error))) throw error;
  } finally {
    await folder.close();
  }
}

/** The error as the chat knows it: a full disk has a code of its own, everything else stays what it is. */
export function diskError(error: unknown): unknown {
  const isFull = ["ENOSPC", "EDQUOT"].includes(errorCode(error));
  return isFull ? new ChatError("disk-full", { cause: error }) : error;
}

/** The code that the operating system gave the error; empty if none. */
export function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : "";
}
