import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { basename } from "node:path";
import { ChatError, type FileRules, TextCheck } from "@classchat/core";

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
export async function openSource(path: string, rules: FileRules): Promise<FileSource> {
  const file = await open(path, "r");
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw new Error(`${path} is not a file: only files can be sent.`);
    if (stat.size > rules.maxBytes) throw new ChatError("file-too-large");
    const { sha256, isText, size } = await inspect(file);
    if (rules.kinds === "text" && !isText) throw new ChatError("file-not-text");
    return { name: basename(path), size, sha256, ...reading(file) };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function inspect(file: FileHandle) {
  const hash = createHash("sha256");
  const check = new TextCheck();
  const piece = Buffer.allocUnsafe(pieceBytes);
  let size = 0;
  for (;;) {
    const { bytesRead } = await file.read(piece, 0, pieceBytes, size);
    if (bytesRead === 0) return { sha256: hash.digest("hex"), isText: check.end(), size };
    const bytes = piece.subarray(0, bytesRead);
    hash.update(bytes);
    check.add(bytes);
    size += bytesRead;
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
