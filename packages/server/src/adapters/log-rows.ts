import type { Epoch, Message } from "@classchat/core";
import type { DurableCollection } from "./durable-collection.ts";
import type { RowId, Rows } from "./nedb-rows.ts";
import { draftKey, type Numbered } from "./number-batch.ts";
import type { RemovalState } from "./removal-rules.ts";

// All rows of a log lie in one file, so that none can be exchanged without the others.

export interface MessageRow extends Message, RowId {
  author: string;
  key: string;
}

/** What is left of a message that was removed: that its number and its id were given out. */
export type Tombstone = Pick<MessageRow, "_id" | "seq" | "key">;

interface EpochRow extends RowId {
  epoch: Epoch;
}

/** `isScrubbed` is false while text of what was removed may still lie on the disk. */
export interface RemovalsRow extends RemovalState, RowId {
  isScrubbed: boolean;
}

export type LogRow = MessageRow | Tombstone | EpochRow | RemovalsRow;
export type LogRows = DurableCollection<LogRow>;

export const epochId = "epoch";
export const removalsId = "removals";
export const indexes = [
  { fieldName: "seq", unique: true },
  { fieldName: "key", unique: true },
];

/** All that goes when a message becomes a tombstone. */
export const saidFields = {
  id: true,
  from: true,
  role: true,
  at: true,
  text: true,
  file: true,
  author: true,
} as const;

export function isMessage(row: LogRow): row is MessageRow {
  return "text" in row;
}

export function isKept(row: LogRow): row is MessageRow | Tombstone {
  return "key" in row;
}

export function toRow({ draft, message }: Numbered): MessageRow {
  return { _id: String(message.seq), author: draft.author, key: draftKey(draft), ...message };
}

export function toTombstone({ _id, seq, key }: MessageRow): Tombstone {
  return { _id, seq, key };
}

export function toMessage({ _id, author, key, ...message }: MessageRow): Message {
  return message;
}

export async function messagesBetween(
  rows: Rows<LogRow>,
  bounds: { above: number; below: number },
): Promise<Message[]> {
  return (await rows.between("seq", bounds)).filter(isMessage).map(toMessage);
}
