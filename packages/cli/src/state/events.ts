import type { ErrorCode, Message } from "@classchat/core";
import type { SessionEvent } from "../client/session-events.ts";
import type { Bell } from "../input/bell.ts";
import type { Edit } from "../input/editor.ts";
import type { ThemeName } from "../input/theme-names.ts";
import type { Form } from "./form.ts";
import type { Warning } from "./warnings.ts";

/** A room on the network, as the list shows it. */
export interface ListedRoom {
  id: string;
  name: string;
  title: string;
  host: string;
  address: string;
  port: number;
  fingerprint: string;
  mentor: string | null;
  online: number;
  trust: "known" | "new" | "changed";
  joined: boolean;
}

/** Where a room of this host is found, and the words that prove it. */
export interface Hosting {
  addresses: readonly string[];
  port: number;
  code: string;
}

/** The last visible row of a timeline: so many rows above the end of what has that `seq`. */
export interface Anchor {
  seq: number;
  below: number;
}

/** What happens to one room; `room` is its id. */
export type RoomEvent =
  | (SessionEvent & { room: string })
  | { type: "codeAsked"; room: string }
  | { type: "formRefused"; room: string; code: ErrorCode; field?: string; retryAfterMs?: number }
  | { type: "older"; room: string; messages: readonly Message[]; complete: boolean }
  | ({ type: "hosting"; room: string } & Hosting)
  /** The program wants a yes or a no before it goes on; `answered` takes the question away. */
  | { type: "asked"; room: string; question: string }
  | { type: "answered"; room: string }
  /** Told to this user alone, among the messages, where it stays until the room is left. */
  | { type: "noted"; room: string; text: string }
  /** The host was asked for a reset code: where it will come from. */
  | { type: "resetRequested"; room: string; delivery: "mail" | "mentor" }
  /** The rest is of the screen's own making. */
  /** What stood in the field gives way to that text. */
  | { type: "written"; room: string; text: string }
  | { type: "edited"; room: string; field: Edit }
  | { type: "formEdited"; room: string; form: Form }
  | { type: "codeSkipped"; room: string }
  | { type: "scrolled"; room: string; anchor: Anchor | undefined }
  | { type: "typingTold"; room: string; at: number }
  /** Nothing is marked without a `seq`. */
  | { type: "fileMarked"; room: string; seq: number | undefined }
  | { type: "fileDropped"; room: string; path: string; text: string }
  | { type: "dropAnswered"; room: string }
  /** A long message is shown whole, or folded again. */
  | { type: "unfolded"; room: string; seq: number }
  /** The user took note of the transfers that failed. */
  | { type: "failuresSeen"; room: string }
  /** A text was pasted that is asked about first; `pasteAnswered` takes the question away. */
  | { type: "pasteAsked"; room: string; text: string }
  | { type: "pasteAnswered"; room: string }
  /** In the list of commands above the field. */
  | { type: "paletteMoved"; room: string; marked: number }
  | { type: "paletteClosed"; room: string }
  | { type: "olderAsked"; room: string }
  /** Something went wrong on the host that runs here. */
  | { type: "warned"; room: string; about: Warning["about"]; text: string; at: number };

/** Everything that changes what is on the screen. */
export type Event =
  | RoomEvent
  | { type: "opened"; room: string; name: string; title: string; verified: boolean }
  | { type: "left"; room: string }
  | { type: "switched"; room: string }
  | { type: "hinted"; room?: string; text: string; tone: "info" | "error" }
  /** A message stays in the field, for its author may not write now. */
  | { type: "held" }
  | { type: "found"; rooms: readonly ListedRoom[] }
  | { type: "firstRunAsked" }
  | { type: "firstRunRefused"; code: ErrorCode; field?: string }
  | { type: "firstRunDone" }
  | { type: "firstRunEdited"; form: Form }
  | { type: "unhinted" }
  | { type: "helpShown"; shown: boolean }
  | { type: "helpScrolled"; top: number }
  /** The projector view of a hosted room. */
  | { type: "cardShown"; shown: boolean }
  | { type: "bellSet"; room: string; bell: Bell }
  | { type: "listMoved"; selected: string }
  | { type: "listEdited"; field: Edit }
  /** The list in which one goes to a room by a part of its name. */
  | { type: "switcherShown"; shown: boolean }
  | { type: "switcherMoved"; marked: number }
  | { type: "switcherEdited"; field: Edit }
  | { type: "themed"; theme: ThemeName }
  /** The screen ends. */
  | { type: "quit" };
