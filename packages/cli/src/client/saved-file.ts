import { createHash } from "node:crypto";
import { constants, type Stats } from "node:fs";
import { type FileHandle, lstat, open, realpath, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { type Attachment, ChatError, safeFileName } from "@classchat/core";
import { countSpent } from "@classchat/core/lan";
import { words } from "../words/words.ts";
import { giveFreeName } from "./free-name.ts";
import { isMissing } from "./json-file.ts";
import { isErrnoException } from "./local-words.ts";
import { makeFolder } from "./make-folder.ts";
import { TransferFailure } from "./transfer-failure.ts";

/** For its owner alone, and never to be run. */
const mode = 0o600;
const pieceBytes = 1024 * 1024;
const mostAttempts = 5;

/** The part of a file that is being fetched; an earlier one of the same file is gone on with. */
export class SavedFile {
  readonly attachment: Attachment;
  readonly #folder: string;
  readonly #part: string;
  readonly #file: FileHandle;
  readonly #hash = createHash("sha256");
  #size = 0;
  #adding: Promise<void> = Promise.resolve();
  #isClosed = false;

  private constructor(
    where: { folder: string; part: string },
    attachment: Attachment,
    file: FileHandle,
  ) {
    this.attachment = attachment;
    this.#folder = where.folder;
    this.#part = where.part;
    this.#file = file;
  }

  /** Rejects with the system's error where the folder cannot be made or written to, or has too little room. */
  static async open(given: string, attachment: Attachment): Promise<SavedFile> {
    await makeFolder(given);
    const folder = await realpath(given);
    const part = join(folder, `${safeFileName(attachment.name)}.${attachment.id.slice(0, 8)}.part`);
    const file = await openPart(part, attachment.size);
    const saved = new SavedFile({ folder, part }, attachment, file);
    try {
      await saved.#seeWhatIsThere();
      await requireRoom(folder, attachment.size - saved.size);
      return saved;
    } catch (error) {
      await saved.#leave();
      throw error;
    }
  }

  /** How many bytes are there. */
  get size(): number {
    return this.#size;
  }

  /** Adds the piece to the end. Several may be given at once; each waits for the one before. */
  add(offset: number, bytes: Uint8Array): Promise<void> {
    const added = this.#adding.then(() => this.#write(offset, bytes));
    this.#adding = added.catch(() => {});
    return added;
  }

  /** Resolves when nothing that was given is still to be written. */
  settled(): Promise<void> {
    return this.#adding;
  }

  /** Compares the hash, gives the file its name, or the first free one after it, and tells the path. */
  async keep(): Promise<string> {
    const { size, sha256, name } = this.attachment;
    if (this.#size !== size || this.#hash.digest("hex") !== sha256) {
      throw new ChatError("file-changed");
    }
    const { dev, ino } = await this.#file.stat({ bigint: true });
    // Not synced, as no program does that saves what can be had again: it would take as long as all of the rest.
    await this.close();
    return giveFreeName({ path: this.#part, dev, ino }, this.#folder, safeFileName(name));
  }

  /** Leaves the part, to be gone on with. */
  async close(): Promise<void> {
    await this.settled();
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#file.close();
  }

  async discard(): Promise<void> {
    await this.close();
    await rm(this.#part, { force: true });
  }

  async #write(offset: number, bytes: Uint8Array): Promise<void> {
    const isNext = offset === this.#size && offset + bytes.length <= this.attachment.size;
    if (!isNext) throw new ChatError("internal");
    const written = this.#put(bytes);
    // While the disk works. Where that fails, nobody asks for the hash any more.
    this.#hash.update(bytes);
    await written;
    countSpent(bytes.length);
    this.#size += bytes.length;
  }

  // At its place: what another process wrote into the same part meanwhile is the same.
  async #put(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      const position = this.#size + at;
      const { bytesWritten } = await this.#file.write(bytes, at, bytes.length - at, position);
      at += bytesWritten;
    }
  }

  async #seeWhatIsThere(): Promise<void> {
    const piece = Buffer.allocUnsafe(pieceBytes);
    for (;;) {
      const { bytesRead } = await this.#file.read(piece, 0, pieceBytes, this.#size);
      if (bytesRead === 0) return;
      this.#hash.update(piece.subarray(0, bytesRead));
      this.#size += bytesRead;
    }
  }

  /** An empty part is no use to anyone. */
  #leave(): Promise<void> {
    return this.#size === 0 ? this.discard() : this.close();
  }
}

/** A new part, or the one that is there; nothing but a plain file of this folder, which a link is not. */
async function openPart(part: string, size: number): Promise<FileHandle> {
  for (let attempts = 1; ; attempts++) {
    const there = await lstat(part).catch((error) => {
      if (!isMissing(error)) throw error;
    });
    try {
      return await (there ? openThere(part, size, there) : open(part, "wx+", mode));
    } catch (error) {
      // Another process that fetches the same file has just made it, or given it its name.
      const wasQuicker = there ? isMissing(error) : isTaken(error);
      if (!wasQuicker || attempts === mostAttempts) throw error;
    }
  }
}

async function openThere(part: string, size: number, there: Stats): Promise<FileHandle> {
  if (!there.isFile() || there.nlink !== 1 || there.size > size) throw inTheWay(part);
  // Windows knows no such flag: there the comparison below has to do.
  const file = await open(part, constants.O_RDWR | (constants.O_NOFOLLOW ?? 0));
  const { dev, ino } = await file.stat();
  if (dev === there.dev && ino === there.ino) return file;
  await file.close();
  throw inTheWay(part);
}

function isTaken(error: unknown): boolean {
  return isErrnoException(error) && error.code === "EEXIST";
}

function inTheWay(part: string): TransferFailure {
  return new TransferFailure(words.files.inTheWay(part));
}

async function requireRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize, blocks } = await statfs(folder);
  // Some network drives do not tell.
  if (blocks === 0 || bavail * bsize >= bytes) return;
  throw Object.assign(new Error("too little room"), { code: "ENOSPC" });
}
