import { join } from "node:path";
import { limits, RoomId } from "@classchat/core";
import type { ClearScope, MessageStore, Unnumbered } from "../chat/ports.ts";
import type { CollectionOptions } from "./durable-collection.ts";
import type { LogDamage } from "./log-mending.ts";
import type { SegmentSize } from "./log-segments.ts";
import { RoomLog } from "./room-log.ts";

export interface MessagesOptions extends CollectionOptions {
  /** Told what is lost of a room's log whose file was damaged. */
  onDamage?: ((room: RoomId, damage: LogDamage) => void) | undefined;
  /** How far the room was read by anyone: what is mended never numbers anew what was read. */
  furthestRead?: (room: RoomId) => Promise<number>;
  /** How much a segment of a log holds. */
  segment?: SegmentSize | undefined;
}

/** One log a room, in a folder of its own, loaded when the room is first asked for. */
export class NedbMessages implements MessageStore {
  readonly #folder: string;
  readonly #options: MessagesOptions;
  readonly #logs = new Map<RoomId, Promise<RoomLog>>();
  #isClosed = false;

  constructor(folder: string, options: MessagesOptions) {
    this.#folder = folder;
    this.#options = options;
  }

  async append(room: RoomId, batch: readonly Unnumbered[]) {
    return (await this.#log(room)).append(batch);
  }

  async after(room: RoomId, range: { after: number; limit: number }) {
    return (await this.#log(room)).after(range);
  }

  async before(room: RoomId, range: { after: number; before: number; limit: number }) {
    return (await this.#log(room)).before(range);
  }

  async findDraft(room: RoomId, draft: Pick<Unnumbered, "author" | "id">) {
    return (await this.#log(room)).findDraft(draft);
  }

  async head(room: RoomId) {
    return (await this.#log(room)).head;
  }

  async measure(room: RoomId, scope: ClearScope) {
    return (await this.#log(room)).measure(scope);
  }

  async clear(room: RoomId, upTo: number) {
    return (await this.#log(room)).clear(upTo);
  }

  async remove(room: RoomId, seq: number) {
    return (await this.#log(room)).remove(seq);
  }

  async removals(room: RoomId) {
    return (await this.#log(room)).removals;
  }

  async scrub(room: RoomId) {
    return (await this.#log(room)).scrub();
  }

  async epoch(room: RoomId) {
    return (await this.#log(room)).epoch;
  }

  async renewEpoch(room: RoomId) {
    return (await this.#log(room)).renewEpoch();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const logs = await Promise.allSettled(this.#logs.values());
    const open = logs.filter((log) => log.status === "fulfilled");
    await Promise.all(open.map(({ value }) => value.close()));
  }

  #log(room: RoomId): Promise<RoomLog> {
    const known = this.#logs.get(room);
    if (known) return known;
    const log = this.#open(room);
    this.#logs.set(room, log);
    // What kept it from opening may pass, like a full disk.
    log.catch(() => this.#logs.delete(room));
    return log;
  }

  async #open(room: RoomId): Promise<RoomLog> {
    if (this.#isClosed) throw new Error("The store is closed.");
    // It becomes the name of a folder.
    const name = RoomId.parse(room);
    const { onDamage, furthestRead = async () => 0, segment: size, ...options } = this.#options;
    return RoomLog.open(join(this.#folder, name), {
      ...options,
      size: size ?? limits.segment,
      furthestRead: () => furthestRead(room),
      onDamage: (damage) => onDamage?.(room, damage),
    });
  }
}
