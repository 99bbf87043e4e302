import { parseArgs } from "node:util";
import { words } from "../words/words.ts";
import {
  type CommandName,
  type CommandRow,
  commands,
  type FlagName,
  type FlagRow,
  flags,
} from "./command-table.ts";
import { commandHelp, programHelp } from "./help.ts";

const say = words.usage.wrong;
const programHelpLine = "classchat --help";

/** The values of flags, each as its row in the table says. */
export type FlagValues = {
  [N in FlagName]?: (typeof flags)[N]["kind"] extends "switch"
    ? boolean
    : (typeof flags)[N]["kind"] extends "number"
      ? number
      : (typeof flags)[N]["kind"] extends "list"
        ? string[]
        : string;
};

/** What a command is run with: the words that are no flags, and the flags. */
export interface CommandOptions {
  words: string[];
  flags: FlagValues;
}

/** What a command line asks for. `usage`: nothing that can be done; the message says what to write. */
export type CommandLine =
  | { type: "run"; command: CommandName; options: CommandOptions }
  | { type: "help"; text: string }
  | { type: "version" }
  | { type: "usage"; message: string };

/** Reads what was written behind `classchat`. */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const [name, ...rest] = args;
  if (name === undefined) return usage(say.noCommand, programHelpLine);
  if (name === "--help" || name === "-h") return { type: "help", text: programHelp() };
  if (name === "--version" || name === "-v") return { type: "version" };
  if (name === "help") return helpFor(rest[0]);
  if (!isCommand(name)) return usage(say.unknownCommand(quote(name)), programHelpLine);
  if (asksForHelp(rest)) return { type: "help", text: commandHelp(name) };
  return parseCommand(name, rest);
}

function helpFor(name: string | undefined): CommandLine {
  if (name === undefined) return { type: "help", text: programHelp() };
  if (isCommand(name)) return { type: "help", text: commandHelp(name) };
  return usage(say.unknownCommand(quote(name)), programHelpLine);
}

function parseCommand(name: CommandName, args: string[]): CommandLine {
  const row: CommandRow = commands[name];
  const help = `classchat ${name} --help`;
  try {
    const { values, positionals } = parseArgs({
      args,
      options: optionsOf(row),
      allowPositionals: true,
    });
    const complaint = complaintAboutWords(row, positionals) ?? missingFlag(row, values);
    if (complaint) return usage(complaint, help);
    return {
      type: "run",
      command: name,
      options: { words: positionals, flags: readValues(values) },
    };
  } catch (error) {
    return usage(reasonOf(error as NodeJS.ErrnoException), help);
  }
}

function optionsOf({ flags: names }: CommandRow) {
  const entries = names.map((name) => {
    const { kind } = flags[name];
    return [name, { type: kind === "switch" ? "boolean" : "string", multiple: kind === "list" }];
  });
  return Object.fromEntries(entries) as Record<
    string,
    { type: "boolean" | "string"; multiple: boolean }
  >;
}

type RawValues = Record<string, string | boolean | (string | boolean)[] | undefined>;

function readValues(values: RawValues): FlagValues {
  const read = Object.entries(values).map(([name, value]) => {
    const { kind } = flags[name as FlagName];
    if (kind === "number") return [name, readNumber(name as FlagName, String(value))];
    if (kind === "path") return [name, readPath(name as FlagName, String(value))];
    return [name, kind === "text" ? readText(name as FlagName, String(value)) : value];
  });
  return Object.fromEntries(read) as FlagValues;
}

function readNumber(name: FlagName, text: string): number {
  const { least = 0, most = Number.MAX_SAFE_INTEGER } = flags[name] as NumberBounds;
  const number = /^\d{1,15}$/u.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new WrongValue(
    most === Number.MAX_SAFE_INTEGER
      ? say.wantsNumberFrom(`--${name}`, least)
      : say.wantsNumberBetween(`--${name}`, least, most),
  );
}

function readText(name: FlagName, text: string): string {
  const { among }: FlagRow = flags[name];
  if (among === undefined || among.includes(text)) return text;
  throw new WrongValue(say.wantsOneOf(`--${name}`, among));
}

/** A script whose variable is empty means no folder, least of all the one it is run in. */
function readPath(name: FlagName, text: string): string {
  if (text !== "") return text;
  throw new WrongValue(say.wantsValue(`--${name}`));
}

interface NumberBounds {
  least?: number;
  most?: number;
}

function complaintAboutWords(row: CommandRow, given: readonly string[]): string | undefined {
  const { least, most, missing } = row.words;
  if (given.length < least || given.slice(0, least).includes(""))
    return words.usage.missing[missing];
  const tooMany = given[most];
  return tooMany === undefined ? undefined : say.oneWordTooMany(quote(tooMany));
}

function missingFlag({ required = [], unless }: CommandRow, values: RawValues): string | undefined {
  if (unless !== undefined && values[unless] !== undefined) return undefined;
  const name = required.find((name) => values[name] === undefined);
  return name && say.flagMissing(`--${name}`);
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  const before = end === -1 ? args : args.slice(0, end);
  return before.includes("--help") || before.includes("-h");
}

/** Ours say what is wrong; Node's names the flag in English, which is worded anew. */
function reasonOf(error: NodeJS.ErrnoException): string {
  if (error instanceof WrongValue) return error.message;
  const [, flag = ""] = /'(?:-\w, )?(-[^' ]*)/u.exec(error.message) ?? [];
  if (error.code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") return say.unknownFlag(flag);
  if (/does not take/u.test(error.message)) return say.takesNoValue(flag);
  return /is ambiguous/u.test(error.message) ? say.wantsValueBehind(flag) : say.wantsValue(flag);
}

/** A flag has a value that it does not take; the message says which it does. */
class WrongValue extends Error {}

function usage(reason: string, command: string): CommandLine {
  return { type: "usage", message: say.seeHelp(reason, command) };
}

/** As it was typed, but on one line and without what a terminal would act on. */
function quote(text: string): string {
  return JSON.stringify(text).slice(0, 60);
}
