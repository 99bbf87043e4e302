import { randomUUID } from "node:crypto";
import type { Epoch, Message } from "@classchat/core";
import type { ClearScope, Removals, Unnumbered } from "../chat/ports.ts";
import { type CollectionOptions, DurableCollection } from "./durable-collection.ts";
import { type LogDamage, mendLog } from "./log-mending.ts";
import { pageAfter, pageBefore } from "./log-pages.ts";
import { LogRemovals } from "./log-removals.ts";
import {
  epochId,
  indexes,
  isKept,
  isMessage,
  type LogRow,
  type LogRows,
  messagesBetween,
  toMessage,
  toRow,
} from "./log-rows.ts";
import { isDamaged } from "./nedb-file.ts";
import type { ChangingRows, Rows } from "./nedb-rows.ts";
import { draftKey, numberBatch } from "./number-batch.ts";

export interface LogOptions extends CollectionOptions {
  /** Told what is lost of a log whose file was damaged. */
  onDamage?: (damage: LogDamage) => void;
  /** The last `seq` that is known to have been there. */
  furthestRead?: () => Promise<number>;
}

interface Parts {
  rows: LogRows;
  removals: LogRemovals;
  epoch: Epoch;
  head: number;
}

/** The log of one room: its messages in order of `seq`, and the name of this life of it. */
export class RoomLog {
  readonly #rows: LogRows;
  readonly #removals: LogRemovals;
  #epoch: Epoch;
  #head: number;

  private constructor({ rows, removals, epoch, head }: Parts) {
    this.#rows = rows;
    this.#removals = removals;
    this.#epoch = epoch;
    this.#head = head;
  }

  /** A log that is damaged is mended, as far as it can be read. */
  static async open(
    path: string,
    { onDamage, furthestRead, ...options }: LogOptions,
  ): Promise<RoomLog> {
    try {
      return await RoomLog.#openWhole(path, options);
    } catch (error) {
      if (!isDamaged(error)) throw error;
      const damage = await mendLog(path, (await furthestRead?.()) ?? 0);
      const log = await RoomLog.#openWhole(path, options);
      onDamage?.(damage);
      return log;
    }
  }

  static async #openWhole(path: string, options: CollectionOptions): Promise<RoomLog> {
    const rows = await DurableCollection.open<LogRow>(path, { ...options, indexes });
    try {
      const epoch = await rows.write(epochOf);
      const removals = await LogRemovals.open(rows, path);
      const head = Math.max(removals.clearedSeq, await rows.read(highestSeq));
      return new RoomLog({ rows, removals, epoch, head });
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

  get removals(): Removals {
    return this.#removals.told;
  }

  async append(batch: readonly Unnumbered[]): Promise<(Message | undefined)[]> {
    const messages = await this.#rows.write((rows) => this.#number(rows, batch));
    for (const message of messages) this.#head = Math.max(this.#head, message?.seq ?? 0);
    return messages;
  }

  after(range: { after: number; limit: number }): Promise<Message[]> {
    return pageAfter(this.#rows, this.#head, range);
  }

  before(range: { after: number; before: number; limit: number }): Promise<Message[]> {
    return pageBefore(this.#rows, this.#head, range);
  }

  findDraft(draft: Pick<Unnumbered, "author" | "id">): Promise<Message | undefined> {
    return this.#rows.read(async (rows) => {
      const [row] = await rows.find("key", [draftKey(draft)]);
      return row && isMessage(row) ? toMessage(row) : undefined;
    });
  }

  measure(scope: ClearScope): Promise<{ upTo: number; count: number }> {
    return this.#removals.measure(scope, this.#head);
  }

  clear(upTo: number): Promise<{ upTo: number; count: number; upToAt: number }> {
    return this.#removals.clear(Math.min(upTo, this.#head));
  }

  async remove(seq: number): Promise<boolean> {
    return seq > 0 && seq <= this.#head && this.#removals.remove(seq);
  }

  scrub(): Promise<void> {
    return this.#removals.scrub();
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

  async #number(
    rows: ChangingRows<LogRow>,
    batch: readonly Unnumbered[],
  ): Promise<(Message | undefined)[]> {
    const kept = await keptOf(rows, batch);
    const head = await this.#headWithin(rows);
    const { messages, fresh } = numberBatch({ batch, kept, head });
    if (fresh.length > 0) await rows.add(fresh.map(toRow));
    return messages;
  }

  /** The last `seq` in memory: those of the group that is being written are above the durable ones. */
  async #headWithin(rows: Rows<LogRow>): Promise<number> {
    const bounds = { above: this.#head, below: Number.MAX_SAFE_INTEGER };
    const underWay = await messagesBetween(rows, bounds);
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

async function highestSeq(rows: Rows<LogRow>): Promise<number> {
  const row = await rows.highest("seq");
  return row && "seq" in row ? row.seq : 0;
}

/** What the log has, or had, of the batch. */
async function keptOf(
  rows: Rows<LogRow>,
  batch: readonly Unnumbered[],
): Promise<Map<string, Message | undefined>> {
  const kept = (await rows.find("key", batch.map(draftKey))).filter(isKept);
  return new Map(kept.map((row) => [row.key, isMessage(row) ? toMessage(row) : undefined]));
}
