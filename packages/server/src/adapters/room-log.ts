import { randomUUID } from "node:crypto";
import type { Epoch, Message } from "@classchat/core";
import type { Unnumbered } from "../chat/ports.ts";
import { type CollectionOptions, DurableCollection } from "./durable-collection.ts";
import type { ChangingRows, RowId, Rows } from "./nedb-rows.ts";
import { draftKey, type Numbered, numberBatch } from "./number-batch.ts";

interface MessageRow extends Message, RowId {
  author: string;
  key: string;
}

interface EpochRow extends RowId {
  epoch: Epoch;
}

// The epoch lives in the log's own file, so that one cannot be exchanged without the other.
type LogRow = MessageRow | EpochRow;

const epochId = "epoch";
const indexes = [
  { fieldName: "seq", unique: true },
  { fieldName: "key", unique: true },
];

/** The log of one room: its messages in order of `seq`, and the name of this life of it. */
export class RoomLog {
  readonly #rows: DurableCollection<LogRow>;
  #epoch: Epoch;
  #head: number;

  private constructor(rows: DurableCollection<LogRow>, state: { epoch: Epoch; head: number }) {
    this.#rows = rows;
    this.#epoch = state.epoch;
    this.#head = state.head;
  }

  static async open(path: string, options: CollectionOptions): Promise<RoomLog> {
    const rows = await DurableCollection.open<LogRow>(path, { ...options, indexes });
    try {
      const epoch = await rows.write(epochOf);
      const head = await rows.read(headOf);
      return new RoomLog(rows, { epoch, head });
    } catch (error) {
      await rows.close();
      throw error;
    }
  }

  get head(): number {
    return this.#head;
  }

  get epoch(): Epoch {
    return this.#epoch;
  }

  async append(batch: readonly Unnumbered[]): Promise<Message[]> {
    const messages = await this.#rows.write((rows) => this.#number(rows, batch));
    for (const { seq } of messages) this.#head = Math.max(this.#head, seq);
    return messages;
  }

  after({ after, limit }: { after: number; limit: number }): Promise<Message[]> {
    return this.#rows.read((rows) =>
      widen(limit, async (reach) => {
        const messages = await between(rows, after, after + reach + 1);
        const isAll = after + reach >= this.#head;
        return { messages: messages.slice(0, limit), isAll };
      }),
    );
  }

  before(range: { after: number; before: number; limit: number }): Promise<Message[]> {
    const before = Math.min(range.before, this.#head + 1);
    return this.#rows.read((rows) =>
      widen(range.limit, async (reach) => {
        const above = Math.max(range.after, before - 1 - reach);
        const messages = await between(rows, above, before);
        return { messages: messages.slice(-range.limit), isAll: above === range.after };
      }),
    );
  }

  async renewEpoch(): Promise<Epoch> {
    const epoch = randomUUID();
    await this.#rows.write((rows) => rows.replace({ _id: epochId, epoch }));
    this.#epoch = epoch;
    return epoch;
  }

  close(): Promise<void> {
    return this.#rows.close();
  }

  async #number(rows: ChangingRows<LogRow>, batch: readonly Unnumbered[]): Promise<Message[]> {
    const kept = await keptOf(rows, batch);
    const head = await this.#headWithin(rows);
    const { messages, fresh } = numberBatch({ batch, kept, head });
    if (fresh.length > 0) await rows.add(fresh.map(toRow));
    return messages;
  }

  /** The last `seq` in memory: those of the group that is being written are above the durable ones. */
  async #headWithin(rows: Rows<LogRow>): Promise<number> {
    const underWay = await between(rows, this.#head, Number.MAX_SAFE_INTEGER);
    return underWay.at(-1)?.seq ?? this.#head;
  }
}

/** The epoch of the log; a new log gets one. */
async function epochOf(rows: ChangingRows<LogRow>): Promise<Epoch> {
  const row = await rows.get(epochId);
  if (row && "epoch" in row) return row.epoch;
  const epoch = randomUUID();
  await rows.add([{ _id: epochId, epoch }]);
  return epoch;
}

async function headOf(rows: Rows<LogRow>): Promise<number> {
  const row = await rows.highest("seq");
  return row && "seq" in row ? row.seq : 0;
}

async function keptOf(
  rows: Rows<LogRow>,
  batch: readonly Unnumbered[],
): Promise<Map<string, Message>> {
  const kept = (await rows.find("key", batch.map(draftKey))).filter(isMessage);
  return new Map(kept.map((row) => [row.key, toMessage(row)]));
}

async function between(rows: Rows<LogRow>, above: number, below: number): Promise<Message[]> {
  return (await rows.between("seq", { above, below })).filter(isMessage).map(toMessage);
}

// Numbers may be missing where messages were deleted, so a range as long as the limit may give fewer.
async function widen(
  limit: number,
  look: (reach: number) => Promise<{ messages: Message[]; isAll: boolean }>,
): Promise<Message[]> {
  for (let reach = limit; ; reach *= 2) {
    const { messages, isAll } = await look(reach);
    if (isAll || messages.length === limit) return messages;
  }
}

function isMessage(row: LogRow): row is MessageRow {
  return "seq" in row;
}

function toRow({ draft, message }: Numbered): MessageRow {
  return { _id: String(message.seq), author: draft.author, key: draftKey(draft), ...message };
}

function toMessage({ _id, author, key, ...message }: MessageRow): Message {
  return message;
}
