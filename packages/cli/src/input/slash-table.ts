import { readPath } from "./path.ts";
import {
  readAnswer,
  readBell,
  readClear,
  readExport,
  readGet,
  readMute,
  readOpen,
  readQuiet,
  readSeq,
  readTheme,
  readUser,
} from "./slash-arguments.ts";
import type { Command, UserCommandType, Wrong } from "./slash-command.ts";
import { themeNames } from "./theme-names.ts";

export interface SlashRow {
  name: string;
  /** What has to stand behind the name. */
  argument?: string;
  /** What may stand behind that. */
  option?: string;
  help: string;
  /** Only mentors may do it. */
  mentor?: true;
  /** Takes a text, which may have several lines. */
  takesText?: true;
  read: (argument: string) => Command | Wrong;
}

/** All commands: what is not here does not exist, neither for the reader of lines nor in the help. */
export const slashTable: readonly SlashRow[] = [
  { name: "help", help: "this page", read: () => ({ type: "help" }) },
  { name: "rooms", help: "the rooms on this network", read: () => ({ type: "rooms" }) },
  {
    name: "join",
    argument: "ROOM",
    help: "open another room, or come back to one: its name, address or four words",
    read: (room) => ({ type: "join", room }),
  },
  { name: "next", help: "the next tab", read: () => ({ type: "next" }) },
  { name: "leave", help: "close this room's tab", read: () => ({ type: "leave" }) },
  {
    name: "code",
    argument: "WORDS",
    help: "check this room's host by the four words on the mentor's screen",
    read: (words) => ({ type: "code", words }),
  },
  {
    name: "doubt",
    argument: "TEXT",
    help: "ask the mentors alone, also while you may not write",
    takesText: true,
    read: (text) => ({ type: "doubt", text }),
  },
  {
    name: "file",
    argument: "PATH",
    help: "hand a file in: everybody here may fetch it",
    read: (argument) => ({ type: "file", path: readPath(argument) }),
  },
  { name: "files", help: "the files that you may fetch", read: () => ({ type: "files" }) },
  {
    name: "get",
    argument: "FILE",
    option: "[DIR]",
    help: "fetch a file by its message's number, or by its name, into your downloads",
    read: readGet,
  },
  {
    name: "cancel",
    option: "[FILE]",
    help: "give up handing in or fetching a file",
    read: (argument) => ({ type: "cancel", name: argument ? readPath(argument) : undefined }),
  },
  {
    name: "export",
    option: "[md|html|json|csv]",
    help: "save what you may read as a file in your downloads",
    read: readExport,
  },
  {
    name: "open",
    option: "[SEQ]",
    help: "show all of a folded message, or fold it again",
    read: readOpen,
  },
  {
    name: "theme",
    argument: themeNames.join("|"),
    help: "the colours of the screen, also the next time",
    read: readTheme,
  },
  {
    name: "retry",
    help: "send again what the host refused",
    read: () => ({ type: "retry" }),
  },
  {
    name: "discard",
    help: "give up what the host refused",
    read: () => ({ type: "discard" }),
  },
  {
    name: "bell",
    option: "[off|mention|all]",
    help: "what the terminal rings for in this room: nothing, @you, or everything",
    read: readBell,
  },
  { name: "logout", help: "sign out of this room's host", read: () => ({ type: "logout" }) },
  { name: "quit", help: "leave classchat", read: () => ({ type: "quit" }) },
  {
    name: "answer",
    argument: "USER TEXT",
    help: "answer somebody's /doubt",
    mentor: true,
    takesText: true,
    read: readAnswer,
  },
  {
    name: "announce",
    option: "[TEXT]",
    help: "pin a text above the messages; without one, take it down",
    mentor: true,
    takesText: true,
    read: (text) => ({ type: "announce", text: text || undefined }),
  },
  {
    name: "quiet",
    option: "[5m|off]",
    help: "only mentors write",
    mentor: true,
    read: readQuiet,
  },
  {
    name: "mute",
    argument: "USER",
    option: "[10m]",
    help: "keep somebody from writing here",
    mentor: true,
    read: readMute,
  },
  aboutUser("unmute", "unmute", "let somebody write again"),
  aboutUser("kick", "kick", "put somebody out, who may come back"),
  aboutUser("ban", "ban", "put somebody out for good"),
  aboutUser("unban", "unban", "let somebody in again"),
  {
    name: "delete",
    argument: "SEQ",
    help: "take one message away: its number stands before it, or in classchat history",
    mentor: true,
    read: readSeq,
  },
  {
    name: "clear",
    option: "[--before 7d|--keep 50] [--no-backup] [--yes]",
    help: "take messages away for everyone, after a question and a saved transcript",
    mentor: true,
    read: readClear,
  },
  aboutUser("promote", "promote", "make somebody a mentor"),
  aboutUser("demote", "demote", "make a mentor a student"),
  {
    name: "card",
    help: "for the projector, on the host: address, room code and a QR code alone",
    mentor: true,
    read: () => ({ type: "card" }),
  },
  {
    name: "mentor-code",
    help: "a code with which one person registers as a mentor",
    mentor: true,
    read: () => ({ type: "mentorCode" }),
  },
  aboutUser("reset-code", "resetCode", "a code for somebody who forgot the password"),
  aboutUser("unlock", "unlock", "let somebody sign in who failed too often"),
];

/** How a command is typed. */
export function usageOf({ name, argument, option }: SlashRow): string {
  return [`/${name}`, argument, option].filter(Boolean).join(" ");
}

function aboutUser(name: string, type: UserCommandType, help: string): SlashRow {
  const read = (argument: string): Command | Wrong => {
    const user = readUser(argument);
    return "wrong" in user ? user : { type, ...user };
  };
  return { name, argument: "USER", help, mentor: true, read };
}
