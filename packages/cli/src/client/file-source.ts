import { createHash } from "node:crypto";
import { type FileHandle, open, stat } from "node:fs/promises";
import { basename } from "node:path";
import { ChatError, type FileRules, TextCheck } from "@classchat/core";
import { words } from "../words/words.ts";
import { TransferFailure } from "./transfer-failure.ts";

const pieceBytes = 1024 * 1024;

/** A file of this computer that is to be handed in, opened once, so that it stays the one that was looked at. */
export interface FileSource {
  name: string;
  size: number;
  /** In hex. */
  sha256: string;
  /** At most `length` bytes from `offset` on; fewer only if the file became shorter. */
  read(offset: number, length: number): Promise<Uint8Array>;
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
    const { size: stated } = await file.stat();
    if (stated > rules.maxBytes) throw new ChatError("file-too-large");
    const { sha256, size } = await inspect(file, rules, signal);
    return { name: basename(path), size, sha256, ...reading(file) };
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

/** Reads all of it, or as much as shows that the room does not take it. */
async function inspect(file: FileHandle, rules: FileRules, signal: AbortSignal | undefined) {
  const hash = createHash("sha256");
  const check = rules.kinds === "text" ? new TextCheck() : undefined;
  const piece = Buffer.allocUnsafe(pieceBytes);
  let size = 0;
  for (;;) {
    signal?.throwIfAborted();
    const { bytesRead } = await file.read(piece, 0, pieceBytes, size);
    const bytes = piece.subarray(0, bytesRead);
    hash.update(bytes);
    check?.add(bytes);
    size += bytesRead;
    if (size > rules.maxBytes) throw new ChatError("file-too-large");
    const isText = bytesRead === 0 ? check?.end() : check?.isText;
    if (isText === false) throw new ChatError("file-not-text");
    if (bytesRead === 0) return { sha256: hash.digest("hex"), size };
  }
}

function reading(file: FileHandle): Pick<FileSource, "read" | "close"> {
  return {
    read: async (offset, length) => {
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, offset);
      return buffer.subarray(0, bytesRead);
    },
    close: () => file.close(),
  };
}
