import type { ErrorCode, Member, Message, RoomCard } from "@classchat/core";
import type { OutboxDraft } from "./sender.ts";

export type ConnectionState =
  | { state: "connecting" }
  | { state: "online" }
  | { state: "offline"; retryAt: number }
  | { state: "refused"; code: ErrorCode };

/** The room as it is when one comes, or comes back. `messages`: only those that were not told before. */
export interface Entered {
  type: "entered";
  me: Member;
  card: RoomCard;
  readableAbove: number;
  lastRead: number;
  head: number;
  messages: Message[];
  present: Member[];
  /** The host's log was replaced: what was told before is no longer worth anything. */
  restarted: boolean;
}

/** What a session tells. `received` goes on without a gap after the last message that was told. */
export type SessionEvent =
  | { type: "connection"; connection: ConnectionState }
  | { type: "signInAsked"; code?: ErrorCode }
  | Entered
  | { type: "received"; messages: readonly Message[] }
  | { type: "presence"; joined: Member[]; left: string[] }
  | { type: "outbox"; drafts: readonly OutboxDraft[] }
  | { type: "closing" };
