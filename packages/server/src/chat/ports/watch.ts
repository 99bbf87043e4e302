import type { Desk, ErrorCode, NoticeName, RequestName, Role } from "@classchat/core";

// What is told to whoever watches the host: how often things happen, and what its mentor should hear of.

/** What is counted, each by its labels: words of the protocol and names of rooms, never what somebody made up. */
export interface Counted {
  requests: [request: RequestName, outcome: "ok" | ErrorCode];
  handshakes: [outcome: "guest" | "member" | ErrorCode];
  /** Connections that were not let in, or put out again, and why. */
  refused: [reason: Refusal];
  messages: [room: string];
  /** Notices that were sent, each once, and to how many connections. */
  notices: [notice: NoticeName];
  deliveries: [notice: NoticeName];
  /** Messages that had to wait, and mutes for those who went on. */
  flood: [what: "held" | "muted"];
  fileBytes: [way: "in" | "out"];
  /** What should not have happened, and went on all the same. */
  faults: [kind: FaultKind];
  lostLogLines: [];
}

export type Refusal =
  /** Before TLS: of this address, or in all, there are too many, or too many new ones. */
  | "gate"
  | "no-seat"
  /** A guest who asked nothing, for somebody who needed the seat, or because it was too long. */
  | "idle-guest"
  /** The oldest of too many connections of one account. */
  | "oldest"
  | "slow-reader"
  | "too-fast"
  | "bad-packet";

/** Who met it: whoever answers a request, or nobody. */
export type FaultKind = "caught" | "exception" | "rejection";

/** Counts from the start of the host. It costs next to nothing, so that whatever may be asked about is counted. */
export interface Counts {
  /** One more of it, or so many. */
  add<N extends keyof Counted>(name: N, labels: Counted[N], by?: number): void;
}

/** What the person at the host may want to know. */
export type News =
  | { type: "joined"; room: string; user: string; role: Role }
  | { type: "left"; room: string; user: string }
  /** As it goes into the audit log. */
  | { type: "decided"; room: string; by: string; did: string }
  /** Somebody new waits for a reset code from a mentor. */
  | { type: "reset-request"; user: string }
  /** So many messages cannot be read any more; the damaged file stays in the data directory, at that path. */
  | { type: "damage"; room: string; lost: number; file: string }
  | { type: "disk"; state: Desk["disk"] }
  /** `count` is how many there were since the start. */
  | { type: "error"; kind: FaultKind; count: number };
