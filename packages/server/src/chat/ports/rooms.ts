import type { DoubtLine, RoomId, RoomName, UserName } from "@classchat/core";
import type { AccountId } from "./accounts.ts";

// Rooms, who is a member of them, and what mentors decided there.

export interface RoomRecord {
  id: RoomId;
  name: RoomName;
  title: string;
  /** Where it listened last, so that it is found there again without mDNS. */
  port: number | undefined;
  /** The mentor who opened the room and may read all of it. */
  openedBy: AccountId | undefined;
  /** Only mentors write, until then (ms since 1970) or, with `null`, until it is taken back. */
  quiet: { by: UserName; until: number | null } | undefined;
  /** Pinned above the messages. */
  announcement: { text: string; by: UserName; at: number } | undefined;
}

export interface RoomStore {
  /** The room of that name (compared by `foldName`), made with this id if there is none. */
  open(name: RoomName, newId: RoomId): Promise<RoomRecord>;

  /** Changes what is named; what is named as undefined is no more. */
  update(id: RoomId, change: Partial<Omit<RoomRecord, "id" | "name">>): Promise<void>;

  /** Takes the announcement away, if it was made by then, so that nothing of its text stays on the disk. */
  forgetAnnouncement(id: RoomId, upToAt: number): Promise<boolean>;
}

/** What a mentor decided about an account in a room. */
export interface Standing {
  account: AccountId;
  room: RoomId;
  /** As it is written, for the lists of the mentors. */
  user: UserName;
  /** May not write until then (ms since 1970), or with `null` until it is taken back; `by` is `null` for the host. */
  muted: { by: UserName | null; until: number | null } | undefined;
  banned: { by: UserName; at: number } | undefined;
}

export interface StandingStore {
  /** All accounts of the room about whom something is decided. */
  list(room: RoomId): Promise<Standing[]>;

  /** Keeps it in place of what was decided before; nothing is kept where nothing is decided any more. */
  set(standing: Standing): Promise<void>;
}

/** A line between a student and the mentors of a room. */
export interface KeptDoubt extends DoubtLine {
  /** The student's. */
  account: AccountId;
  /** Whose line it is. `author` and `id` together make it one of its kind. */
  author: AccountId;
}

export interface DoubtStore {
  /**
   * Keeps the line and forgets the room's oldest ones beyond `keep`. What is already kept (same author and id)
   * is given again, as it was.
   */
  add(room: RoomId, line: KeptDoubt, keep: number): Promise<{ kept: KeptDoubt; isNew: boolean }>;

  /** The newest lines, of one student or of all, at most `limit`, the oldest first. */
  list(room: RoomId, of: { account?: AccountId; limit: number }): Promise<KeptDoubt[]>;

  /** Takes away all that was said by then, so that nothing of its text stays on the disk. */
  clear(room: RoomId, upToAt: number): Promise<void>;
}

/** An account in a room. */
export interface Membership {
  account: AccountId;
  room: RoomId;
  /** The room's last `seq` when this account first signed in to it; never changes. */
  firstSeq: number;
  lastRead: number;
}

export interface MemberStore {
  /** The membership; made with this `firstSeq` if there is none yet. */
  admit(account: AccountId, room: RoomId, firstSeq: number): Promise<Membership>;

  /** Moves `lastRead` forward, never back, and gives where it then is. */
  markRead(account: AccountId, room: RoomId, seq: number): Promise<number>;
}
