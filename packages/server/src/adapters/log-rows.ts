import type { Message } from "@classchat/core";
import type { DurableCollection } from "./durable-collection.ts";
import type { RowId } from "./nedb-rows.ts";
import { draftKey, type Numbered } from "./number-batch.ts";

// The rows of a log's segments. Rows are only ever added to a segment, so its lines are in the order of their numbers.

export interface MessageRow extends Message, RowId {
  author: string;
  key: string;
}

/** What is left of a message that was removed: that its number and its id were given out. */
export type Tombstone = Pick<MessageRow, "_id" | "seq" | "key">;

export type LogRow = MessageRow | Tombstone;
export type LogRows = DurableCollection<LogRow>;

export const indexes = [
  { fieldName: "seq", unique: true },
  { fieldName: "key", unique: true },
];

export function isMessage(row: LogRow): row is MessageRow {
  return "text" in row;
}

/** Sorts as the number does: NeDB writes a file that it loads anew in the order of these. */
export function rowId(seq: number): string {
  return String(seq).padStart(16, "0");
}

export function toRow({ draft, message }: Numbered): MessageRow {
  return { _id: rowId(message.seq), author: draft.author, key: draftKey(draft), ...message };
}

export function toTombstone({ _id, seq, key }: LogRow): Tombstone {
  return { _id, seq, key };
}

export function toMessage({ _id, author, key, ...message }: MessageRow): Message {
  return message;
}

/** What a line of a segment says; nothing where it is damaged. */
export function parseRow(line: string): LogRow | "no row" | undefined {
  if (line === "") return "no row";
  try {
    const row = JSON.parse(line) as Partial<LogRow> & { $$indexCreated?: unknown };
    if (row.$$indexCreated) return "no row";
    return isWhole(row) ? row : undefined;
  } catch {
    return undefined;
  }
}

function isWhole(row: Partial<LogRow>): row is LogRow {
  const { _id, seq, key } = row;
  const isNumbered = Number.isSafeInteger(seq) && seq !== undefined && seq > 0;
  return isNumbered && _id === rowId(seq) && typeof key === "string";
}
