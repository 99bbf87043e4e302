import type { Epoch, Message } from "@classchat/core";
import type { ClearScope, Removals, Unnumbered } from "../chat/ports.ts";
import type { LogBook } from "./log-book.ts";
import type { LogRemovals } from "./log-removals.ts";
import { isMessage, type LogRow, toMessage, toRow } from "./log-rows.ts";
import { isScrubbed, scrubLog } from "./log-scrub.ts";
import type { LogSegments } from "./log-segments.ts";
import type { ChangingRows, Rows } from "./nedb-rows.ts";
import { draftKey, numberBatch } from "./number-batch.ts";
import { type LogOptions, type LogParts, openParts } from "./open-log.ts";
import { RecentIds } from "./recent-ids.ts";
import { measureClear } from "./removal-rules.ts";
import { SegmentIndex } from "./segment-index.ts";

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

  private constructor(folder: string, { book, removals, segments, head }: LogParts) {
    this.#folder = folder;
    this.#book = book;
    this.#removals = removals;
    this.#segments = segments;
    this.#index = new SegmentIndex(book, segments);
    this.#head = head;
  }

  /** Opens the log in that folder. Where files of it are damaged, they are mended as far as they can be read. */
  static async open(folder: string, options: LogOptions): Promise<RoomLog> {
    const log = new RoomLog(folder, await openParts(folder, options));
    // A full disk may keep it from that; what is left to do is then done at the next clear, or start.
    await log.scrub().catch(() => {});
    return log;
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
    // Whoever comes in reads first; the message that they then say shall not wait for these.
    void this.#recentIds().catch(() => {});
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
