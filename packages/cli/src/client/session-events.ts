import type {
  Desk,
  DoubtLine,
  ErrorCode,
  FileRules,
  Member,
  Message,
  Mute,
  RoomCard,
  RoomState,
} from "@classchat/core";

// What a session tells, in plain data: the screen's state takes it as it is, the plain commands print it.

export type ConnectionState =
  | { state: "connecting" }
  | { state: "online" }
  /** `code`: the host answers, and says why it lets nobody in for now. */
  | { state: "offline"; retryAt: number; code?: ErrorCode }
  | { state: "refused"; code: ErrorCode };

/** A draft as it is shown: on its way, or refused with a reason and kept. */
export interface OutboxDraft {
  id: string;
  text: string;
  at: number;
  state: "sending" | "failed";
  code?: ErrorCode;
}

/** The room as it is when one comes, or comes back. `messages`: only those that were not told before. */
export interface Entered {
  type: "entered";
  me: Member;
  card: RoomCard;
  readableAbove: number;
  lastRead: number;
  head: number;
  messages: readonly Message[];
  present: readonly Member[];
  /** The host's log was replaced: what was told before is no longer worth anything. */
  restarted: boolean;
  /** What was told up to this `seq`, and these messages above it, is no longer there. */
  clearedSeq: number;
  deleted: readonly number[];
  state: RoomState;
  /** What may be handed in. */
  files: FileRules;
  muted: Mute | null;
  desk: Desk | null;
  /** Only those that were not told before; where messages were cleared meanwhile, all that are left. */
  doubts: readonly DoubtLine[];
}

/** A file on its way, to the host or from it. */
export interface Transfer {
  /** Made here; one name for all that is told of it. */
  id: string;
  way: "send" | "fetch";
  name: string;
  size: number;
  /** Bytes that the other side, or the file here, has. */
  done: number;
  /** ms since 1970; the rate is counted from the `done` of the first event that says `running` on. */
  startedAt: number;
  /** `waiting`: for its turn, for the hash of what is to be sent, or for the host to come back. */
  state: "running" | "waiting" | "done" | "failed" | "cancelled";
  /** Why it failed: words for the user, and the code of the table where there is one. */
  code?: ErrorCode;
  reason?: string;
  /** Where a fetched file lies now. */
  path?: string;
}

/** What a session tells. `received` goes on without a gap after the last message that was told. */
export type SessionEvent =
  | { type: "connection"; connection: ConnectionState }
  | { type: "signInAsked"; code?: ErrorCode }
  | Entered
  | { type: "received"; messages: readonly Message[] }
  | { type: "presence"; joined: readonly Member[]; left: readonly string[] }
  | { type: "outbox"; drafts: readonly OutboxDraft[] }
  | { type: "closing" }
  /** With the messages the lines between students and mentors up to that moment (ms since 1970) went. */
  | { type: "cleared"; upTo: number; count: number; by: string; upToAt: number }
  | { type: "deleted"; seq: number; by: string }
  /** What remains of a time is counted from the moment in which this is told. */
  | { type: "state"; state: RoomState }
  | { type: "muted"; muted: Mute | null }
  | { type: "desk"; desk: Desk }
  | { type: "doubt"; line: DoubtLine }
  | { type: "role"; member: Member }
  | { type: "typing"; users: readonly string[] }
  | { type: "progress"; transfer: Transfer }
  /** So many texts that were pasted to go out as files were not sent. */
  | { type: "pastedLeft"; count: number }
  | { type: "floodWarned" }
  /** What was asked waits for its turn on the host: so many are before it. */
  | { type: "waiting"; before: number }
  /** The mail with the code does not go out. */
  | { type: "mailFailed" };
