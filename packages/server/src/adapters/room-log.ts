import { join } from "node:path";
import type { Epoch, Message } from "@classchat/core";
import type { ClearScope, Removals, Unnumbered } from "../chat/ports.ts";
import { mendBook } from "./book-mending.ts";
import { ensureFolder } from "./disk.ts";
import type { CollectionOptions } from "./durable-collection.ts";
import { LogBook } from "./log-book.ts";
import { LogMender } from "./log-mender.ts";
import type { LogDamage } from "./log-mending.ts";
import { LogRemovals } from "./log-removals.ts";
import { isMessage, type LogRow, type LogRows, toMessage, toRow } from "./log-rows.ts";
import { isScrubbed, scrubLog } from "./log-scrub.ts";
import { LogSegments, type SegmentSize } from "./log-segments.ts";
import { isDamaged } from "./nedb-file.ts";
import type { ChangingRows, Rows } from "./nedb-rows.ts";
import { draftKey, numberBatch } from "./number-batch.ts";
import { RecentIds } from "./recent-ids.ts";
import { measureClear } from "./removal-rules.ts";
import { SegmentIndex } from "./segment-index.ts";

export interface LogOptions extends CollectionOptions {
  size: SegmentSize;
  /** Told what is lost where a file of the log was damaged. */
  onDamage: (damage: LogDamage) => void;
  /** The last `seq` that is known to have been there. */
  furthestRead: () => Promise<number>;
}

interface Parts {
  folder: string;
  book: LogBook;
  removals: LogRemovals;
  segments: LogSegments;
  head: number;
}

/** Messages that a look through the log takes at a time. */
const pageLength = 1_000;

/** The log of one room: its messages in order of `seq`, and the name of this life of it. */
export class RoomLog {
  readonly #folder: string;
  readonly #book: LogBook;
  readonly #removals: LogRemovals;
  readonly #segments: LogSegments;
  readonly #index: SegmentIndex;
  #scrubbing: Promise<void> = Promise.resolve();
  #ids: Promise<RecentIds> | undefined;
  #rolling: Promise<void> | undefined;
  #head: number;

  private constructor({ folder, book, removals, segments, head }: Parts) {
    this.#folder = folder;
    this.#book = book;
    this.#removals = removals;
    this.#segments = segments;
    this.#index = new SegmentIndex(book, segments);
    this.#head = head;
  }

  /** Opens the log in that folder. Where files of it are damaged, they are mended as far as they can be read. */
  static async open(folder: string, options: LogOptions): Promise<RoomLog> {
    await ensureFolder(folder);
    const book = await openBook(join(folder, "log.db"), options);
    try {
      const log = new RoomLog(await openParts(folder, book, options));
      // A full disk may keep it from that; what is left to do is then done at the next clear, or start.
      await log.scrub().catch(() => {});
      // They are needed for the first message, and nobody shall wait for them then.
      void log.#recentIds().catch(() => {});
      return log;
    } catch (error) {
      await book.close();
      throw error;
    }
  }

  get head(): number {
    return this.#head;
  }

  get epoch(): Epoch {
    return this.#book.epoch;
  }

  get removals(): Removals {
    return this.#removals.told;
  }

  async append(batch: readonly Unnumbered[]): Promise<(Message | undefined)[]> {
    const ids = await this.#recentIds();
    const { messages, fresh } = await this.#segments.live.write((rows) =>
      this.#number(rows, batch, ids),
    );
    for (const { draft, message } of fresh) {
      ids.add(draftKey(draft), message);
      this.#index.add(message);
      this.#head = Math.max(this.#head, message.seq);
    }
    if (this.#segments.isFull(this.#head)) void this.#rollOnce();
    return messages;
  }

  after({ after, limit }: { after: number; limit: number }): Promise<Message[]> {
    return this.#segments.oldest({ above: after, below: this.#head + 1, limit });
  }

  before(range: { after: number; before: number; limit: number }): Promise<Message[]> {
    const below = Math.min(range.before, this.#head + 1);
    return this.#segments.newest({ above: range.after, below, limit: range.limit });
  }

  async findDraft(draft: Pick<Unnumbered, "author" | "id">): Promise<Message | undefined> {
    const seq = (await this.#recentIds()).find(draftKey(draft));
    if (seq === undefined) return undefined;
    const [message] = await this.#segments.oldest({ above: seq - 1, below: seq + 1, limit: 1 });
    return message;
  }

  async measure(scope: ClearScope): Promise<{ upTo: number; count: number }> {
    const { olderThan } = scope;
    return measureClear(scope, {
      removals: this.#book.removals,
      head: this.#head,
      page: (after) => this.after({ after, limit: pageLength }),
      olderUpTo: olderThan === undefined ? 0 : await this.#index.olderUpTo(olderThan),
    });
  }

  async clear(asked: number): Promise<{ upTo: number; count: number; upToAt: number }> {
    const upTo = Math.min(asked, this.#head);
    const [last] = await this.#segments.newest({
      above: this.#removals.clearedSeq,
      below: upTo + 1,
      limit: 1,
    });
    const count = await this.#removals.clear(upTo, last?.at);
    const { clearedSeq, clearedAt } = this.#book.removals;
    return { upTo: clearedSeq, count, upToAt: clearedAt };
  }

  async remove(seq: number): Promise<boolean> {
    return seq > 0 && seq <= this.#head && this.#removals.remove(seq);
  }

  /** One at a time. */
  scrub(): Promise<void> {
    this.#scrubbing = this.#scrubbing.catch(() => {}).then(() => this.#scrub());
    return this.#scrubbing;
  }

  async renewEpoch(): Promise<Epoch> {
    const epoch = await this.#book.renewEpoch();
    // A segment may have been copied before something was taken out of it.
    await this.#removals.doubt();
    await this.scrub();
    return epoch;
  }

  async close(): Promise<void> {
    await this.#ids?.catch(() => {});
    await this.#segments.live.close();
    await this.#rolling;
    await this.#book.close();
  }

  async #scrub(): Promise<void> {
    if (isScrubbed(this.#book.removals)) return;
    await scrubLog({
      folder: this.#folder,
      book: this.#book,
      segments: this.#segments,
      isRemoved: (seq) => this.#removals.has(seq),
      roll: () => this.#roll(),
    });
  }

  #recentIds(): Promise<RecentIds> {
    this.#ids ??= RecentIds.of(this.#segments).catch((error: unknown) => {
      this.#ids = undefined;
      throw error;
    });
    return this.#ids;
  }

  async #number(rows: ChangingRows<LogRow>, batch: readonly Unnumbered[], ids: RecentIds) {
    const kept = await this.#keptOf(rows, batch, ids);
    const numbered = numberBatch({ batch, kept, head: await this.#lastIn(rows) });
    if (numbered.fresh.length > 0) await rows.add(numbered.fresh.map(toRow));
    return numbered;
  }

  /** What the log has, or had, of the batch. */
  async #keptOf(rows: Rows<LogRow>, batch: readonly Unnumbered[], ids: RecentIds) {
    const keys = batch.map(draftKey);
    const live = await rows.find("key", keys);
    const kept = new Map(live.map((row) => [row.key, this.#shown(row)]));
    for (const key of keys) {
      const seq = kept.has(key) ? undefined : ids.find(key);
      if (seq !== undefined) kept.set(key, await this.#segments.findSealed(seq));
    }
    return kept;
  }

  #shown(row: LogRow): Message | undefined {
    return isMessage(row) && !this.#removals.has(row.seq) ? toMessage(row) : undefined;
  }

  /** The last `seq` in memory: those of the group that is being written are above the durable ones. */
  async #lastIn(rows: Rows<LogRow>): Promise<number> {
    const known = Math.max(this.#head, this.#segments.liveFirst - 1);
    const underWay = await rows.between("seq", { above: known, below: Number.MAX_SAFE_INTEGER });
    return underWay.at(-1)?.seq ?? known;
  }

  async #roll(): Promise<void> {
    const sealed = await this.#segments.roll((rows) => this.#lastIn(rows));
    if (sealed) await this.#index.seal(sealed);
  }

  /** Where the next segment cannot be begun, the full one goes on; with the next message it is tried again. */
  #rollOnce(): Promise<void> {
    this.#rolling ??= this.#roll()
      .catch(() => {})
      .finally(() => {
        this.#rolling = undefined;
      });
    return this.#rolling;
  }
}

async function openBook(path: string, options: LogOptions): Promise<LogBook> {
  try {
    return await LogBook.open(path, options);
  } catch (error) {
    if (!isDamaged(error)) throw error;
    const damage = await mendBook(path);
    const book = await LogBook.open(path, options);
    options.onDamage(damage);
    return book;
  }
}

async function openParts(folder: string, book: LogBook, options: LogOptions): Promise<Parts> {
  const removals = new LogRemovals(book);
  const mender = new LogMender({ ...options, book, removals });
  const segments = await LogSegments.open(folder, {
    ...options,
    firstFree: removals.clearedSeq + 1,
    isRemoved: (seq) => removals.has(seq),
    mend: (segment) => mender.mend(segment),
  });
  const given = Math.max(removals.clearedSeq, segments.liveFirst - 1);
  return { folder, book, removals, segments, head: await lastSeq(segments.live, given) };
}

/** The highest number in the live segment, or the one that is known to be given out without it. */
async function lastSeq(live: LogRows, given: number): Promise<number> {
  const above = { above: given, below: Number.MAX_SAFE_INTEGER };
  const rows = await live.read((all) => all.between("seq", above));
  return rows.at(-1)?.seq ?? given;
}
