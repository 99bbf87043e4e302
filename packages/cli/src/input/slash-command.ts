import type { TranscriptFormat } from "../transcript/transcript-format.ts";
import type { Bell } from "./bell.ts";
import type { ThemeName } from "./theme-names.ts";

/** What a typed line asks for. */
export type Command =
  | { type: "say"; text: string }
  | { type: "help" }
  | { type: "quit" }
  | { type: "rooms" }
  | { type: "join"; room: string }
  | { type: "leave" }
  | { type: "next" }
  | { type: "code"; words: string }
  | { type: "logout" }
  /** Without a word: what is it now? */
  | { type: "bell"; bell: Bell | undefined }
  | { type: "card" }
  /** A long message, whole or folded again; the lowest folded one in sight without a number. */
  | { type: "open"; seq: number | undefined }
  | { type: "theme"; theme: ThemeName }
  | RoomCommand
  /** What stands behind the command is missing or, with a reason, wrong. */
  | { type: "incomplete"; usage: string; reason?: string }
  | { type: "unknown"; name: string; near: string | undefined };

/** What concerns the room and its members: the same on the screen and in plain lines. */
export type RoomCommand =
  /** With a transcript before it, or without one; after a question, or at once. */
  | { type: "clear"; scope: ClearScope; isSaved: boolean; isAsked: boolean }
  | { type: "mute"; user: string; forMs: number | undefined }
  | { type: UserCommandType; user: string }
  | { type: "quiet"; forMs: number | undefined }
  | { type: "quietOff" }
  /** Without a text the announcement is taken down. */
  | { type: "announce"; text: string | undefined }
  | { type: "delete"; seq: number }
  | { type: "mentorCode" }
  | { type: "doubt"; text: string }
  | { type: "answer"; user: string; text: string }
  | { type: "export"; format: TranscriptFormat }
  | { type: "file"; path: string }
  /** `file`: a message's number, the beginning of a file's id, or its name. */
  | { type: "get"; file: string; folder: string | undefined }
  | { type: "files" }
  /** The transfer of a file whose name begins so; the only one there is, without a name. */
  | { type: "cancel"; name: string | undefined }
  | { type: "retry" }
  | { type: "discard" };

/** Commands about somebody, with nothing else to say. */
export type UserCommandType =
  | "unmute"
  | "kick"
  | "ban"
  | "unban"
  | "promote"
  | "demote"
  | "resetCode"
  | "unlock";

/** Which messages to clear: all, those older than that, or all but the newest so many. */
export type ClearScope = { olderThanMs?: number; keep?: number };

/** Why what stands behind a command cannot be meant. */
export interface Wrong {
  wrong: string;
}
