import { ChatError, type FileId } from "@classchat/core";
import type { BlobName, BlobReader, FileRecord } from "./ports.ts";
import { Upload, type UploadParts } from "./upload.ts";

/** What goes on with the bytes of a room's files, so that it can be ended where a file goes away. */
export class FileTraffic {
  readonly #parts: UploadParts;
  readonly #uploads = new Map<FileId, Upload>();
  readonly #readers = new Map<FileId, Set<BlobReader>>();
  #isClosed = false;

  constructor(parts: UploadParts) {
    this.#parts = parts;
  }

  isUploading(file: FileId): boolean {
    return this.#uploads.has(file);
  }

  /** Begins an upload of the file, or goes on with one. An older one of the same file ends. */
  async upload(record: FileRecord): Promise<Upload> {
    this.#requireOpen();
    await this.#uploads.get(record.id)?.close();
    const upload = await Upload.open(record, this.#parts);
    this.#uploads.set(record.id, upload);
    return upload;
  }

  /** Ends an upload; what was received stays. */
  async leave(upload: Upload): Promise<void> {
    const { id } = upload.record;
    if (this.#uploads.get(id) === upload) this.#uploads.delete(id);
    await upload.close();
  }

  /** The bytes of a whole file. The reader has to be closed. */
  async read(name: BlobName): Promise<BlobReader> {
    this.#requireOpen();
    const reader = await this.#parts.blobs.read(name);
    const readers = this.#readers.get(name.file) ?? new Set();
    this.#readers.set(name.file, readers.add(reader));
    const close = async () => {
      if (readers.delete(reader)) await reader.close();
      if (readers.size === 0 && this.#readers.get(name.file) === readers) {
        this.#readers.delete(name.file);
      }
    };
    const read = async (offset: number, into: Uint8Array) => {
      if (!readers.has(reader)) throw new ChatError("transfer-cancelled");
      return reader.read(offset, into);
    };
    return { size: reader.size, read, close };
  }

  /** Ends all that goes on with the file. */
  async end(file: FileId): Promise<void> {
    const upload = this.#uploads.get(file);
    if (upload) await this.leave(upload);
    const readers = [...(this.#readers.get(file) ?? [])];
    this.#readers.get(file)?.clear();
    await Promise.all(readers.map((reader) => reader.close()));
    this.#readers.delete(file);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const files = new Set([...this.#uploads.keys(), ...this.#readers.keys()]);
    await Promise.all([...files].map((file) => this.end(file)));
  }

  #requireOpen(): void {
    if (this.#isClosed) throw new ChatError("transfer-cancelled");
  }
}
