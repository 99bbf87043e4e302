import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { ChatError } from "@classchat/core";
import type { FileSource } from "./file-source.ts";

/** A file that is hashed while it is read, which is mostly from its beginning to its end. */
export class HashedFile implements FileSource {
  readonly name: string;
  readonly path: string;
  readonly size: number;
  readonly changedAt: number;
  readonly #file: FileHandle;
  readonly #hash = createHash("sha256");
  #seen = 0;

  constructor(
    file: FileHandle,
    { name, path, size, changedAt }: Pick<FileSource, "name" | "path" | "size" | "changedAt">,
  ) {
    this.#file = file;
    this.name = name;
    this.path = path;
    this.size = size;
    this.changedAt = changedAt;
  }

  get seen(): number {
    return this.#seen;
  }

  async read(offset: number, into: Uint8Array): Promise<Uint8Array> {
    const { bytesRead } = await this.#file.read(into, 0, into.length, offset);
    const bytes = into.subarray(0, bytesRead);
    this.#see(offset, bytes);
    return bytes;
  }

  async sha256(): Promise<string> {
    const { size, mtimeMs } = await this.#file.stat();
    const isSame = size === this.size && mtimeMs === this.changedAt;
    if (!isSame || this.#seen !== size) throw new ChatError("file-changed");
    return this.#hash.copy().digest("hex");
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  // After a broken connection pieces are read again; what counts is how they were read first.
  #see(offset: number, bytes: Uint8Array): void {
    const known = this.#seen - offset;
    if (known < 0 || known >= bytes.length) return;
    this.#hash.update(bytes.subarray(known));
    this.#seen += bytes.length - known;
  }
}
