import type { Epoch, Message, RoomId } from "@classchat/core";
import type { AccountId } from "./accounts.ts";

// What was said: the log of a room.

/** A message that has no `seq` yet. `author` and `id` together make it one of its kind. */
export type Unnumbered = Omit<Message, "seq"> & { author: AccountId };

/** Which messages a clear is about: all, what was said before `olderThan` (ms since 1970), all but the newest `keep`. */
export interface ClearScope {
  olderThan?: number;
  keep?: number;
}

/** What was taken out of a room's log. */
export interface Removals {
  /** Up to where the room was cleared; 0 for never. */
  readonly clearedSeq: number;
  /** The messages above it that were removed one by one, in order; the newest `limits.removedIds` of them. */
  readonly deleted: readonly number[];
}

export interface MessageStore {
  /**
   * Keeps the batch in one durable step, all or nothing, and numbers it in its order: `seq` goes on from the
   * room's last by one each. What is already kept (same author and id) keeps its `seq` and is given again;
   * what was kept and has been removed since is not kept again, and undefined stands in its place.
   */
  append(room: RoomId, batch: readonly Unnumbered[]): Promise<(Message | undefined)[]>;

  /** The oldest messages with a `seq` above `after`, at most `limit`, in order of `seq`. */
  after(room: RoomId, range: { after: number; limit: number }): Promise<Message[]>;

  /** The newest messages with `after` < `seq` < `before`, at most `limit`, in order of `seq`. */
  before(room: RoomId, range: { after: number; before: number; limit: number }): Promise<Message[]>;

  /** What that author handed in under that id, if it is kept. */
  findDraft(room: RoomId, of: { author: AccountId; id: string }): Promise<Message | undefined>;

  /** The last `seq` that was given out in the room; 0 before the first. */
  head(room: RoomId): Promise<number>;

  /** Up to where `clear` would go, and how many messages it would take away. */
  measure(room: RoomId, scope: ClearScope): Promise<{ upTo: number; count: number }>;

  /**
   * Takes away all messages up to that `seq` and remembers their ids. Gives how many there still were and, for
   * what was said beside the log, until when: the time of the last message that was ever cleared.
   */
  clear(room: RoomId, upTo: number): Promise<{ upTo: number; count: number; upToAt: number }>;

  /** Takes one message away like that; false if there is none. */
  remove(room: RoomId, seq: number): Promise<boolean>;

  removals(room: RoomId): Promise<Removals>;

  /**
   * Sees to it that nothing of the text that was taken away stays on the disk. A step of its own, because a
   * full disk may keep it from it; asked again, it goes on with what is left to do.
   */
  scrub(room: RoomId): Promise<void>;

  /** Names this life of the room's log. */
  epoch(room: RoomId): Promise<Epoch>;

  /** Gives the log a new epoch: it was restored, and clients may know more than it does. */
  renewEpoch(room: RoomId): Promise<Epoch>;
}
