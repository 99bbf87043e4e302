import { type FileHandle, open, stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { ChatError, type FileRules, TextCheck } from "@classchat/core";
import { words } from "../words/words.ts";
import { HashedFile } from "./hashed-file.ts";
import { TransferFailure } from "./transfer-failure.ts";

const pieceBytes = 1024 * 1024;

/** A file of this computer that is to be handed in, opened once, so that it stays the one that was looked at. */
export interface FileSource {
  name: string;
  /** Absolute. */
  path: string;
  size: number;
  /** In ms since 1970. */
  changedAt: number;
  /** How much from the beginning was read, and counts for the hash. */
  readonly seen: number;
  /** The bytes from `offset` on, as many as go `into` it; fewer only if the file became shorter. */
  read(offset: number, into: Uint8Array): Promise<Uint8Array>;
  /** Of all of it, in hex. Throws `file-changed` where the file is not what it was when it was opened. */
  sha256(): Promise<string>;
  close(): Promise<void>;
}

/**
 * Opens a file and makes sure that the room takes it, before anything is sent: throws `file-too-large` or
 * `file-not-text`, or the system's error where it cannot be read.
 */
export async function openSource(
  path: string,
  rules: FileRules,
  signal?: AbortSignal,
): Promise<FileSource> {
  await requirePlain(path);
  const file = await open(path, "r");
  try {
    const { size, mtimeMs } = await file.stat();
    if (size > rules.maxBytes) throw new ChatError("file-too-large");
    if (rules.kinds === "text") await requireText(file, size, signal);
    return new HashedFile(file, {
      ...{ name: basename(path), path: resolve(path) },
      ...{ size, changedAt: mtimeMs },
    });
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Opening a pipe would wait for somebody who writes into it. */
async function requirePlain(path: string): Promise<void> {
  const found = await stat(path);
  if (found.isDirectory()) throw Object.assign(new Error("a folder"), { code: "EISDIR" });
  if (!found.isFile()) throw new TransferFailure(words.files.notFile(path));
}

/** Reads all of it, or as much as shows that it is no text. */
async function requireText(
  file: FileHandle,
  size: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const check = new TextCheck();
  const piece = Buffer.allocUnsafe(Math.min(pieceBytes, size));
  for (let offset = 0; offset < size && check.isText; ) {
    signal?.throwIfAborted();
    const { bytesRead } = await file.read(piece, 0, piece.length, offset);
    if (bytesRead === 0) throw new ChatError("file-changed");
    check.add(piece.subarray(0, Math.min(bytesRead, size - offset)));
    offset += bytesRead;
  }
  if (!check.end()) throw new ChatError("file-not-text");
}
