import type { NoticePayload, NoticeTo } from "@classchat/core";
import type { AccountId } from "./accounts.ts";

// Those who are connected, and how they are told something or hung up on.

/** Tells those who are connected to one room. The protocol says who hears which notice. */
export interface Broadcaster {
  toMembers<N extends NoticeTo<"members">>(name: N, payload: NoticePayload<N>): void;
  toEveryone<N extends NoticeTo<"everyone">>(name: N, payload: NoticePayload<N>): void;
  toMentors<N extends NoticeTo<"mentors">>(name: N, payload: NoticePayload<N>): void;
  toAccount<N extends NoticeTo<"account">>(
    account: AccountId,
    name: N,
    payload: NoticePayload<N>,
  ): void;
}

/** The connections to one room. */
export interface Door {
  /** Hangs up on all connections of the account; what it was told before still reaches it. */
  hangUp(account: AccountId): void;
}

/** Who makes a request: one connection. */
export interface Caller {
  tell<N extends NoticeTo<"connection">>(name: N, payload: NoticePayload<N>): void;
}

/** The connections to all rooms of the host. */
export interface Connections {
  /** Tells the session that it ended, and hangs up. */
  endSession(digest: string): void;
}
