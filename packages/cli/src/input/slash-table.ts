import { words } from "../words/words.ts";
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

const { help } = words.slash;

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
  { name: "help", help: help.help, read: () => ({ type: "help" }) },
  { name: "rooms", help: help.rooms, read: () => ({ type: "rooms" }) },
  {
    name: "join",
    argument: "ROOM",
    help: help.join,
    read: (room) => ({ type: "join", room }),
  },
  { name: "next", help: help.next, read: () => ({ type: "next" }) },
  { name: "leave", help: help.leave, read: () => ({ type: "leave" }) },
  {
    name: "code",
    argument: "WORDS",
    help: help.code,
    read: (words) => ({ type: "code", words }),
  },
  {
    name: "doubt",
    argument: "TEXT",
    help: help.doubt,
    takesText: true,
    read: (text) => ({ type: "doubt", text }),
  },
  {
    name: "file",
    argument: "PATH",
    help: help.file,
    read: (argument) => ({ type: "file", path: readPath(argument) }),
  },
  { name: "files", help: help.files, read: () => ({ type: "files" }) },
  {
    name: "get",
    argument: "FILE",
    option: "[DIR]",
    help: help.get,
    read: readGet,
  },
  {
    name: "cancel",
    option: "[FILE]",
    help: help.cancel,
    read: (argument) => ({ type: "cancel", name: argument ? readPath(argument) : undefined }),
  },
  {
    name: "export",
    option: "[md|html|json|csv]",
    help: help.export,
    read: readExport,
  },
  {
    name: "open",
    option: "[SEQ]",
    help: help.open,
    read: readOpen,
  },
  {
    name: "theme",
    argument: themeNames.join("|"),
    help: help.theme,
    read: readTheme,
  },
  {
    name: "retry",
    help: help.retry,
    read: () => ({ type: "retry" }),
  },
  {
    name: "discard",
    help: help.discard,
    read: () => ({ type: "discard" }),
  },
  {
    name: "bell",
    option: "[off|mention|all]",
    help: help.bell,
    read: readBell,
  },
  { name: "logout", help: help.logout, read: () => ({ type: "logout" }) },
  { name: "quit", help: help.quit, read: () => ({ type: "quit" }) },
  {
    name: "answer",
    argument: "USER TEXT",
    help: help.answer,
    mentor: true,
    takesText: true,
    read: readAnswer,
  },
  {
    name: "announce",
    option: "[TEXT]",
    help: help.announce,
    mentor: true,
    takesText: true,
    read: (text) => ({ type: "announce", text: text || undefined }),
  },
  {
    name: "quiet",
    option: "[5m|off]",
    help: help.quiet,
    mentor: true,
    read: readQuiet,
  },
  {
    name: "mute",
    argument: "USER",
    option: "[10m]",
    help: help.mute,
    mentor: true,
    read: readMute,
  },
  aboutUser("unmute", "unmute", help.unmute),
  aboutUser("kick", "kick", help.kick),
  aboutUser("ban", "ban", help.ban),
  aboutUser("unban", "unban", help.unban),
  {
    name: "delete",
    argument: "SEQ",
    help: help.delete,
    mentor: true,
    read: readSeq,
  },
  {
    name: "clear",
    option: "[--before 7d|--keep 50] [--no-backup] [--yes]",
    help: help.clear,
    mentor: true,
    read: readClear,
  },
  aboutUser("promote", "promote", help.promote),
  aboutUser("demote", "demote", help.demote),
  {
    name: "card",
    help: help.card,
    mentor: true,
    read: () => ({ type: "card" }),
  },
  {
    name: "mentor-code",
    help: help.mentorCode,
    mentor: true,
    read: () => ({ type: "mentorCode" }),
  },
  aboutUser("reset-code", "resetCode", help.resetCode),
  aboutUser("unlock", "unlock", help.unlock),
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
