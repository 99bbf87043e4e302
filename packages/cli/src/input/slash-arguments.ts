import {
  isTranscriptFormat,
  type TranscriptFormat,
  transcriptFormats,
} from "../transcript/transcript-format.ts";
import { words } from "../words/words.ts";
import { bells, isBell } from "./bell.ts";
import { isRestriction, readDuration } from "./duration.ts";
import { readWords } from "./path.ts";
import type { ClearScope, Command, RoomCommand, Wrong } from "./slash-command.ts";
import { isThemeName, themeNames } from "./theme-names.ts";

const { slash } = words;

// What stands behind the names of commands, read; or why it cannot be meant.

/** One user name; people write it with an @ too, which no user name has. */
export function readUser(argument: string): { user: string } | Wrong {
  const [user = "", more] = wordsOf(argument);
  if (more !== undefined) return { wrong: slash.tooMany(quote(more)) };
  return { user: withoutAt(user) };
}

export function readMute(argument: string): RoomCommand | Wrong {
  const [user = "", time, more] = wordsOf(argument);
  if (more !== undefined) return { wrong: slash.tooMany(quote(more)) };
  const duration = readTime(time);
  return "wrong" in duration ? duration : { type: "mute", user: withoutAt(user), ...duration };
}

export function readQuiet(argument: string): RoomCommand | Wrong {
  if (argument.toLowerCase() === "off") return { type: "quietOff" };
  const duration = readTime(argument || undefined);
  return "wrong" in duration ? duration : { type: "quiet", ...duration };
}

export function readAnswer(argument: string): RoomCommand | Wrong {
  const [, user = "", text = ""] = /^(\S+)\s+(.*)$/su.exec(argument) ?? [];
  return text === "" ? { wrong: "" } : { type: "answer", user: withoutAt(user), text };
}

export function readSeq(argument: string): { type: "delete"; seq: number } | Wrong {
  const [, digits] = /^#?(\d{1,15})$/u.exec(argument) ?? [];
  const seq = Number(digits ?? 0);
  return seq > 0 ? { type: "delete", seq } : { wrong: slash.noNumber(quote(argument)) };
}

export function readOpen(argument: string): Command | Wrong {
  if (argument === "") return { type: "open", seq: undefined };
  const read = readSeq(argument);
  return "seq" in read ? { type: "open", seq: read.seq } : read;
}

export function readTheme(argument: string): Command | Wrong {
  const name = argument.toLowerCase();
  if (isThemeName(name)) return { type: "theme", theme: name };
  return { wrong: slash.noneOf(quote(argument), themeNames) };
}

export function readExport(argument: string): RoomCommand | Wrong {
  const format: string = argument.toLowerCase() || ("md" satisfies TranscriptFormat);
  if (isTranscriptFormat(format)) return { type: "export", format };
  return { wrong: slash.noneOf(quote(argument), transcriptFormats) };
}

export function readBell(argument: string): Extract<Command, { type: "bell" }> | Wrong {
  const word = argument.toLowerCase();
  if (word === "") return { type: "bell", bell: undefined };
  if (isBell(word)) return { type: "bell", bell: word };
  return { wrong: slash.noneOf(quote(argument), bells) };
}

export function readGet(argument: string): RoomCommand | Wrong {
  const [file = "", folder, more] = readWords(argument);
  if (more === undefined) return { type: "get", file, folder };
  return { wrong: slash.tooManyNames(quote(more)) };
}

export function readClear(argument: string): RoomCommand | Wrong {
  const words = wordsOf(argument);
  const scope = readScope(words.filter((word) => word !== "--no-backup" && word !== "--yes"));
  if ("wrong" in scope) return scope;
  const [isSaved, isAsked] = [!words.includes("--no-backup"), !words.includes("--yes")];
  return { type: "clear", scope, isSaved, isAsked };
}

function readScope([flag, value, more]: readonly string[]): ClearScope | Wrong {
  if (flag === undefined) return {};
  if (more !== undefined) return { wrong: slash.tooMany(quote(more)) };
  if (flag === "--keep") return readKeep(value);
  if (flag === "--before") return readAge(value);
  return { wrong: slash.noFlag(quote(flag)) };
}

function readKeep(value = ""): ClearScope | Wrong {
  const isNumber = /^\d{1,9}$/u.test(value);
  return isNumber ? { keep: Number(value) } : { wrong: slash.keepWants };
}

function readAge(value = ""): ClearScope | Wrong {
  const olderThanMs = readDuration(value);
  return olderThanMs === undefined ? { wrong: slash.beforeWants } : { olderThanMs };
}

function readTime(time: string | undefined): { forMs: number | undefined } | Wrong {
  if (time === undefined) return { forMs: undefined };
  const forMs = readDuration(time);
  if (forMs === undefined) return { wrong: slash.noTime(quote(time)) };
  return isRestriction(forMs) ? { forMs } : { wrong: slash.timeRange };
}

function wordsOf(argument: string): string[] {
  return argument.split(/\s+/u).filter((word) => word !== "");
}

function withoutAt(user: string): string {
  return user.replace(/^@/u, "");
}

function quote(text: string): string {
  return `"${text.slice(0, 40)}"`;
}
