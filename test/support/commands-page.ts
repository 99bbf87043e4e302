import { commandHelp } from "classchat/input/command";
import { keyHelp } from "classchat/input/key-help";

interface Entry {
  usage: string;
  help: string;
  mentor?: boolean;
}

const head = `# Commands and keys

What can be typed in a room, and what keys do on the full screen. \`/help\` and F1 show the same. This page is made of
the tables in \`packages/cli/src/input\` by \`npm run docs:keys\`: edit them, not it. The commands of the shell are told
by \`classchat --help\`.`;

/** `docs/commands.md` as the tables of commands and keys have it. */
export function commandsPage(): string {
  const commands: readonly Entry[] = commandHelp;
  const sections = [
    section("Commands", rowsOf(commands.filter(({ mentor }) => !mentor))),
    section("Commands of mentors", rowsOf(commands.filter(({ mentor }) => mentor))),
    ...keyHelp.map(({ title, entries }) => section(capitalized(title), rowsOf(entries))),
  ];
  return `${[head, ...sections].join("\n\n")}\n`;
}

function section(title: string, rows: readonly string[]): string {
  return [`## ${title}`, "", "| Typed | Does |", "| --- | --- |", ...rows].join("\n");
}

function rowsOf(entries: readonly Entry[]): string[] {
  return entries.map(({ usage, help }) => `| \`${inCell(usage)}\` | ${inCell(help)} |`);
}

/** Also in code a bar would end the cell. */
function inCell(text: string): string {
  return text.replaceAll("|", "\\|");
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
