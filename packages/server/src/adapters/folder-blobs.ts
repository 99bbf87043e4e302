import { createHash, type Hash } from "node:crypto";
import { type FileHandle, open, readdir, rename, rm, stat, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ChatError, FileId, RoomId } from "@classchat/core";
import { countSpent } from "@classchat/core/lan";
import type { BlobName, BlobReader, Blobs, BlobWriter } from "../chat/ports.ts";
import { diskError, ensureFolder, errorCode, fileMode, syncFolder } from "./disk.ts";
import { EarlySync } from "./early-sync.ts";

const partEnding = ".part";
/** How much of a part is read at once to see what is there. */
const pieceBytes = 1024 * 1024;

/** Keeps the bytes of files as `<room>/files/<id>` below the folder of the rooms; a client names nothing here. */
export class FolderBlobs implements Blobs {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async write(name: BlobName, see: (bytes: Uint8Array) => void): Promise<BlobWriter> {
    const path = this.#path(name);
    await ensureFolder(dirname(path));
    // Whole, and yet somebody goes on with it: the host stopped before a message announced it.
    await rename(path, path + partEnding).catch(ignoreMissing);
    return PartWriter.open(path, see).catch(rethrow);
  }

  async read(name: BlobName): Promise<BlobReader> {
    const file = await open(this.#path(name), "r").catch(asNotFound);
    const { size } = await file.stat();
    return {
      size,
      read: async (offset, into) => {
        const { bytesRead } = await file.read(into, 0, into.length, offset);
        return into.subarray(0, bytesRead);
      },
      close: () => file.close(),
    };
  }

  async remove(name: BlobName): Promise<void> {
    const path = this.#path(name);
    await rm(path, { force: true });
    await rm(path + partEnding, { force: true });
  }

  async list(room: RoomId): Promise<FileId[]> {
    const names = await readdir(this.#folderOf(room)).catch(emptyIfMissing);
    const ids = names.map((name) => (name.endsWith(partEnding) ? name.slice(0, -5) : name));
    return [...new Set(ids)].filter((id) => FileId.safeParse(id).success);
  }

  async size(name: BlobName): Promise<number> {
    const path = this.#path(name);
    for (const candidate of [path, path + partEnding]) {
      const found = await stat(candidate).catch(ignoreMissing);
      if (found) return found.size;
    }
    return 0;
  }

  async freeBytes(): Promise<number> {
    await ensureFolder(this.#folder);
    const { bavail, bsize } = await statfs(this.#folder);
    return bavail * bsize;
  }

  #path({ room, file }: BlobName): string {
    // They become names on the disk.
    return join(this.#folderOf(room), FileId.parse(file));
  }

  #folderOf(room: RoomId): string {
    return join(this.#folder, RoomId.parse(room), "files");
  }
}

/** Writes the part of a file and knows the hash of what it holds. */
class PartWriter implements BlobWriter {
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #see: (bytes: Uint8Array) => void;
  readonly #hash: Hash = createHash("sha256");
  readonly #disk: EarlySync;
  #size = 0;

  private constructor(path: string, file: FileHandle, see: (bytes: Uint8Array) => void) {
    this.#path = path;
    this.#file = file;
    this.#see = see;
    this.#disk = new EarlySync(file);
  }

  static async open(path: string, see: (bytes: Uint8Array) => void): Promise<PartWriter> {
    const file = await open(path + partEnding, "a+", fileMode);
    const writer = new PartWriter(path, file, see);
    try {
      await writer.#seeWhatIsThere();
      return writer;
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  get size(): number {
    return this.#size;
  }

  async add(bytes: Uint8Array): Promise<void> {
    const written = this.#append(bytes);
    // While the disk works. Where that fails, nobody asks for the hash any more.
    this.#hash.update(bytes);
    await written;
    this.#disk.wrote(bytes.length);
    countSpent(bytes.length);
    this.#size += bytes.length;
    this.#see(bytes);
  }

  sha256(): string {
    return this.#hash.copy().digest("hex");
  }

  async keep(): Promise<void> {
    try {
      await this.#disk.finish().finally(() => this.#file.close());
      await rename(this.#path + partEnding, this.#path);
      await syncFolder(dirname(this.#path));
    } catch (error) {
      throw diskError(error);
    }
  }

  async close(): Promise<void> {
    await this.#disk.settled();
    await this.#file.close();
  }

  async #seeWhatIsThere(): Promise<void> {
    const piece = Buffer.allocUnsafe(pieceBytes);
    for (;;) {
      const { bytesRead } = await this.#file.read(piece, 0, pieceBytes, this.#size);
      if (bytesRead === 0) return;
      const bytes = piece.subarray(0, bytesRead);
      this.#hash.update(bytes);
      this.#size += bytes.length;
      this.#see(bytes);
    }
  }

  async #append(bytes: Uint8Array): Promise<void> {
    try {
      for (let at = 0; at < bytes.length; ) {
        const { bytesWritten } = await this.#file.write(bytes, at, bytes.length - at);
        at += bytesWritten;
      }
    } catch (error) {
      // Half a piece would be taken for the beginning of the next one.
      await this.#file.truncate(this.#size).catch(() => {});
      throw diskError(error);
    }
  }
}

function rethrow(error: unknown): never {
  throw diskError(error);
}

function asNotFound(cause: unknown): never {
  throw errorCode(cause) === "ENOENT" ? new ChatError("file-not-found", { cause }) : cause;
}

function ignoreMissing(error: unknown): undefined {
  if (errorCode(error) !== "ENOENT") throw error;
}

function emptyIfMissing(error: unknown): never[] {
  if (errorCode(error) === "ENOENT") return [];
  throw error;
}
