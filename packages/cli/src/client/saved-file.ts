import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, lstat, open, realpath, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Attachment, ChatError, safeFileName, splitFileName } from "@classchat/core";

/** For its owner alone, and never to be run. */
const mode = 0o600;
const mostNames = 1_000;
const pieceBytes = 1024 * 1024;

/** The part of a file that is being fetched; an earlier one of the same file is gone on with. */
export class SavedFile {
  readonly #folder: string;
  readonly #part: string;
  readonly #attachment: Attachment;
  readonly #file: FileHandle;
  readonly #hash = createHash("sha256");
  #size = 0;
  #adding: Promise<void> = Promise.resolve();

  private constructor(
    where: { folder: string; part: string },
    attachment: Attachment,
    file: FileHandle,
  ) {
    this.#folder = where.folder;
    this.#part = where.part;
    this.#attachment = attachment;
    this.#file = file;
  }

  /** Rejects with the system's error where the folder is none or cannot be written to. */
  static async open(given: string, attachment: Attachment): Promise<SavedFile> {
    const folder = await realpath(given);
    const part = join(folder, `${safeFileName(attachment.name)}.${attachment.id.slice(0, 8)}.part`);
    // A link in its place would lead elsewhere: on Windows, which knows no such flag, it is looked at first.
    const file = await open(part, partFlags, mode);
    const saved = new SavedFile({ folder, part }, attachment, file);
    try {
      await saved.#seeWhatIsThere();
      return saved;
    } catch (error) {
      await file.close();
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
    this.#adding = added;
    added.catch(() => {});
    return added;
  }

  /** Compares the hash, gives the file its name, or the first free one after it, and tells the path. */
  async keep(): Promise<string> {
    const { size, sha256 } = this.#attachment;
    if (this.#size !== size || this.#hash.digest("hex") !== sha256) {
      await this.discard();
      throw new ChatError("file-changed");
    }
    await this.#file.sync();
    await this.#file.close();
    return giveFreeName(this.#part, this.#folder, safeFileName(this.#attachment.name));
  }

  /** Leaves the part, to be gone on with. */
  async close(): Promise<void> {
    await this.#file.close();
  }

  async discard(): Promise<void> {
    await this.#file.close();
    await rm(this.#part, { force: true });
  }

  async #write(offset: number, bytes: Uint8Array): Promise<void> {
    const isNext = offset === this.#size && offset + bytes.length <= this.#attachment.size;
    if (!isNext) throw new ChatError("internal");
    for (let at = 0; at < bytes.length; ) {
      const { bytesWritten } = await this.#file.write(bytes, at, bytes.length - at, offset + at);
      at += bytesWritten;
    }
    this.#hash.update(bytes);
    this.#size += bytes.length;
  }

  async #seeWhatIsThere(): Promise<void> {
    const there = await lstat(this.#part);
    const isOurs = there.isFile() && there.nlink === 1 && there.size <= this.#attachment.size;
    if (!isOurs) throw new Error(`${this.#part} is in the way: remove it.`);
    const piece = Buffer.allocUnsafe(pieceBytes);
    for (;;) {
      const { bytesRead } = await this.#file.read(piece, 0, pieceBytes, this.#size);
      if (bytesRead === 0) return;
      this.#hash.update(piece.subarray(0, bytesRead));
      this.#size += bytesRead;
    }
  }
}

const partFlags = constants.O_RDWR | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0);

/** Renames the part to that name, or to `name (2)` and so on where that is taken; nothing is overwritten. */
async function giveFreeName(part: string, folder: string, name: string): Promise<string> {
  const { stem, extension } = splitFileName(name);
  for (let count = 1; count < mostNames; count++) {
    const path = join(folder, count === 1 ? name : `${stem} (${count})${extension}`);
    if (!(await claim(path))) continue;
    await rename(part, path);
    return path;
  }
  throw new Error(`${join(folder, name)} and its other names are taken: remove some.`);
}

/** Makes an empty file in one step, which is ours to be replaced; false where anything has that name. */
async function claim(path: string): Promise<boolean> {
  try {
    const file = await open(path, "wx", mode);
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}
