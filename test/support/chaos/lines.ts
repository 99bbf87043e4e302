// What the programs of the fault harness and the test say to each other: a line of JSON each.

export interface RoomAddress {
  id: string;
  fingerprint: string;
  port: number;
}

export type HostLine =
  | ({ on: "listening"; mentorCode: string } & RoomAddress)
  /** The host logged an error that nobody expected. */
  | { on: "fault"; message: string };

export type ClientTask =
  /** Comes into the room; goes on with what an earlier process of this user left. */
  | { do: "open"; user: string; port: number; next: number; mentorCode?: string }
  | { do: "talk"; user: string; everyMs: number }
  | { do: "hush" }
  /** Sends what was refused once more. */
  | { do: "retry" }
  /** Hands one message in several times at once, until each of them was answered. */
  | { do: "double"; user: string }
  | { do: "jump"; ms: number }
  | { do: "mentorCode"; user: string }
  | { do: "readAll"; user: string }
  | { do: "close" };

/** A message as far as it matters: `[seq, text]`. */
export type Told = readonly [seq: number, text: string];

export type ClientLine = { user: string } & (
  | { on: "said"; text: string }
  | { on: "stored"; text: string; seq: number }
  | { on: "refused"; text: string; code: string }
  /** `first`: what was shown before belongs to another life of this view, or, if `restarted`, to another log. */
  | {
      on: "told";
      messages: readonly Told[];
      first?: { readableAbove: number };
      restarted: boolean;
    }
  /** How many drafts lie on the disk, those of them that are new, and how many of `double` do not lie there. */
  | { on: "outbox"; fresh: readonly string[]; drafts: number; doubles: number }
  | { on: "connection"; state: string }
  | { on: "opened" }
  | { on: "mentorCode"; mentorCode: string }
  | { on: "history"; messages: readonly Told[] }
  | { on: "trouble"; message: string }
);
