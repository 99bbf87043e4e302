import { words } from "../words/words.ts";
import { nearest } from "./nearest.ts";
import type { Command } from "./slash-command.ts";
import { type SlashRow, slashTable, usageOf } from "./slash-table.ts";

export type { Command };

/** How each command is typed, what it does, and whether it is the mentors'. */
export const commandHelp: readonly { usage: string; help: string; mentor?: true }[] =
  slashTable.map((row) => ({
    usage: usageOf(row),
    help: row.help,
    ...(row.mentor ? { mentor: true } : {}),
  }));

/**
 * Reads a typed line. What starts with `/` is a command, `//x` says `/x`, all else is said as it is. A text of
 * several lines was pasted and is no command, but for those that take a text: what is meant for the mentors
 * alone must not be said to all because it has two lines.
 */
export function parseCommand(line: string): Command {
  if (!line.startsWith("/")) return { type: "say", text: line };
  const { name, argument, isPasted } = partsOf(line);
  const row = slashTable.find((row) => row.name === name.toLowerCase());
  if (isPasted && !row?.takesText) return { type: "say", text: line };
  if (line.startsWith("//")) return { type: "say", text: line.slice(1) };
  if (!row) return { type: "unknown", name, near: nearestTo(name.toLowerCase()) };
  return read(row, argument);
}

/** Why a command was not carried out, and how it is typed. */
export function incompleteWords({
  usage,
  reason = words.slash.missing,
}: Extract<Command, { type: "incomplete" }>): string {
  return words.slash.typedLike(reason, usage);
}

function partsOf(line: string): { name: string; argument: string; isPasted: boolean } {
  const [, name = "", argument = ""] = /^\/(\S*)\s*(.*?)\s*$/su.exec(line) ?? [];
  return { name, argument, isPasted: line.trimEnd().includes("\n") };
}

function read(row: SlashRow, argument: string): Command {
  const usage = usageOf(row);
  if (row.argument && !argument) return { type: "incomplete", usage };
  const command = row.read(argument);
  if (!("wrong" in command)) return command;
  return { type: "incomplete", usage, ...(command.wrong ? { reason: command.wrong } : {}) };
}

function nearestTo(name: string): string | undefined {
  return nearest(
    name,
    slashTable.map((row) => row.name),
  );
}
