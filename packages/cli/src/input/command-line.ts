import { parseArgs } from "node:util";
import {
  type CommandName,
  type CommandRow,
  commands,
  type FlagName,
  type FlagRow,
  flags,
} from "./command-table.ts";
import { commandHelp, programHelp } from "./help.ts";

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
  if (name === undefined) return usage("no command was given", "run classchat --help");
  if (name === "--help" || name === "-h") return { type: "help", text: programHelp() };
  if (name === "--version" || name === "-v") return { type: "version" };
  if (name === "help") return helpFor(rest[0]);
  if (!isCommand(name)) return usage(`there is no command ${quote(name)}`, "run classchat --help");
  if (asksForHelp(rest)) return { type: "help", text: commandHelp(name) };
  return parseCommand(name, rest);
}

function helpFor(name: string | undefined): CommandLine {
  if (name === undefined) return { type: "help", text: programHelp() };
  if (isCommand(name)) return { type: "help", text: commandHelp(name) };
  return usage(`there is no command ${quote(name)}`, "run classchat --help");
}

function parseCommand(name: CommandName, args: string[]): CommandLine {
  const row: CommandRow = commands[name];
  const help = `run classchat ${name} --help`;
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
    return usage(shortReason(error as Error), help);
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
    return [name, kind === "text" ? readText(name as FlagName, String(value)) : value];
  });
  return Object.fromEntries(read) as FlagValues;
}

function readNumber(name: FlagName, text: string): number {
  const { least = 0, most = Number.MAX_SAFE_INTEGER } = flags[name] as NumberBounds;
  const number = /^\d{1,15}$/u.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  const range = most === Number.MAX_SAFE_INTEGER ? `from ${least} on` : `from ${least} to ${most}`;
  throw new Error(`--${name} wants a whole number ${range}`);
}

function readText(name: FlagName, text: string): string {
  const { among }: FlagRow = flags[name];
  if (among === undefined || among.includes(text)) return text;
  throw new Error(`--${name} wants one of ${among.join(", ")}`);
}

interface NumberBounds {
  least?: number;
  most?: number;
}

function complaintAboutWords({ words }: CommandRow, given: readonly string[]): string | undefined {
  const { least, most, missing } = words;
  if (given.length < least || given.slice(0, least).includes("")) return missing;
  const tooMany = given[most];
  return tooMany === undefined ? undefined : `${quote(tooMany)} is one word too many`;
}

function missingFlag({ required = [], unless }: CommandRow, values: RawValues): string | undefined {
  if (unless !== undefined && values[unless] !== undefined) return undefined;
  const name = required.find((name) => values[name] === undefined);
  return name && `--${name} is missing`;
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  const before = end === -1 ? args : args.slice(0, end);
  return before.includes("--help") || before.includes("-h");
}

/** Node's first sentence says what is wrong; the others, how to write a word that looks like a flag. */
function shortReason({ message }: Error): string {
  const [first = ""] = message.split(/\.\s|\n/u);
  return first
    .replace(/\.$/u, "")
    .replace(/^Unknown option/u, "there is no flag")
    .replace(/^Option '(?:-\w, )?(--[\w-]+) <value>' argument missing/u, "$1 wants a value")
    .replaceAll("'", "");
}

function usage(whatHappened: string, whatToDo: string): CommandLine {
  return { type: "usage", message: `${whatHappened}: ${whatToDo}` };
}

/** As it was typed, but on one line and without what a terminal would act on. */
function quote(text: string): string {
  return JSON.stringify(text).slice(0, 60);
}
