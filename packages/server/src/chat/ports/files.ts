import type { Attachment, FileId, RoomId } from "@classchat/core";
import type { AccountId } from "./accounts.ts";

// Files: what is known of them, and their bytes.

/** A file that is being handed in, or that a message announces. */
export interface FileRecord extends Omit<Attachment, "sha256"> {
  room: RoomId;
  /** Whose it is, and the id that they gave to the message. */
  account: AccountId;
  draft: string;
  /** When it was offered, in ms since 1970. */
  offeredAt: number;
  /** Of the message that announces it; nothing before. */
  seq: number | undefined;
}

export interface FileStore {
  /**
   * Keeps the offer if there is room for it among what the account and the room have, those that are not
   * whole yet counted in full. What the account offered as the same draft before is given again.
   */
  offer(
    record: FileRecord,
    room: { accountBytes: number; roomBytes: number },
  ): Promise<FileRecord | undefined>;

  find(id: FileId): Promise<FileRecord | undefined>;

  /** Says which message announces it. */
  announce(id: FileId, seq: number): Promise<void>;

  /** Those of the room, in the order in which they were offered. */
  list(room: RoomId): Promise<FileRecord[]>;

  /** Removes them, so that nothing of their names stays on the disk. */
  remove(ids: readonly FileId[]): Promise<void>;
}

/** Which file's bytes are meant. Both parts were made by the host. */
export interface BlobName {
  room: RoomId;
  file: FileId;
}

/** The bytes of files. A file is kept whole or not at all: until then it is a part, which may be gone on with. */
export interface Blobs {
  /** Goes on with a part, or begins one. `see` is given all of its bytes in order, those already there first. */
  write(name: BlobName, see: (bytes: Uint8Array) => void): Promise<BlobWriter>;

  /** Throws `file-not-found` where there is no whole file of that name. */
  read(name: BlobName): Promise<BlobReader>;

  /** Removes the file or the part of it; harmless if there is none. */
  remove(name: BlobName): Promise<void>;

  /** All of the room, whole or not. */
  list(room: RoomId): Promise<FileId[]>;

  /** How many bytes of the file are there, whole or not; 0 for none. */
  size(name: BlobName): Promise<number>;

  /** Free room on the disk that holds them. */
  freeBytes(): Promise<number>;
}

export interface BlobWriter {
  /** How many bytes are there. */
  readonly size: number;
  /** Adds to the end; rejects with `ChatError("disk-full")` where there is no room for it, and is done for then. */
  add(bytes: Uint8Array): Promise<void>;
  /** SHA-256 of all bytes, in hex. */
  sha256(): string;
  /** Makes the part the whole file, durably, and closes. */
  keep(): Promise<void>;
  /** Leaves the part as it is. */
  close(): Promise<void>;
}

export interface BlobReader {
  readonly size: number;
  /** The bytes from `offset` on, as many as go `into` it; empty at the end. */
  read(offset: number, into: Uint8Array): Promise<Uint8Array>;
  close(): Promise<void>;
}
