import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";
import { commandHelp } from "../input/command.ts";
import { type KeySection, keyHelp } from "../input/key-help.ts";
import { words } from "../words/words.ts";
import { cut, fit } from "./drawable.ts";
import type { Size } from "./scroll.ts";

const { help } = words;

interface Entry {
  usage: string;
  help: string;
  /** Mentors alone may do this. */
  mentor?: boolean;
}

/** One row of the help. */
export interface HelpRow {
  key: string;
  text: string;
  tone: "title" | "plain" | "dim";
}

/** How long the commands are that have their words beside them; longer ones have them below. */
const usageWidth = 20;
const narrow = 60;

/** The part of the help that is seen from that row on, and what brings the rest or the room back. */
export function visibleHelp(top: number, { width, height }: Size): readonly HelpRow[] {
  const rows = helpRows(width);
  const from = Math.min(top, lastTop(rows, height));
  const seen = rows.slice(from, from + height - 1);
  const isMore = rows.length > from + seen.length;
  const end = isMore ? help.more : help.back;
  return [...seen, { key: "end", text: cut(` ${end}`, width), tone: "dim" }];
}

/** The first row to be seen after scrolling by so many; the last page is a whole one. */
export function helpScrolled(
  { top, by }: { top: number; by: number },
  { width, height }: Size,
): number {
  return Math.max(0, Math.min(top + by, lastTop(helpRows(width), height)));
}

function lastTop(rows: readonly HelpRow[], height: number): number {
  return Math.max(0, rows.length - Math.max(1, height - 1));
}

/** All commands, from their table, those of mentors apart, and the keys. */
function helpRows(width: number): readonly HelpRow[] {
  const commands: readonly Entry[] = commandHelp;
  const [forAll, forMentors] = [commands.filter(isForAll), commands.filter(isForMentors)];
  return [
    ...forAll.flatMap((entry) => entryRows(entry, width)),
    ...(forMentors.length > 0 ? titleRows(`★ ${help.mentorsOnly}`, width) : []),
    ...forMentors.flatMap((entry) => entryRows(entry, width)),
    ...keyHelp.flatMap((section) => sectionRows(section, width)),
  ];
}

function isForMentors({ mentor }: Entry): boolean {
  return mentor === true;
}

function isForAll(entry: Entry): boolean {
  return !isForMentors(entry);
}

/** The same key may be in several sections. */
function sectionRows({ title, entries }: KeySection, width: number): HelpRow[] {
  const rows = entries.flatMap((entry) => entryRows(entry, width));
  return [...titleRows(title, width), ...rows.map((row) => ({ ...row, key: title + row.key }))];
}

function titleRows(title: string, width: number): HelpRow[] {
  const rows = wrapAnsi(title, Math.max(8, width - 2), { hard: true }).split("\n");
  return rows.map((text, row) => ({ key: `${title}:${row}`, text: ` ${text}`, tone: "title" }));
}

function entryRows(entry: Entry, width: number): HelpRow[] {
  const { usage } = entry;
  const indent = width < narrow ? 4 : usageWidth + 3;
  const lines = wrapAnsi(entry.help, Math.max(8, width - indent - 1), { hard: true }).split("\n");
  const isBeside = width >= narrow && stringWidth(usage) <= usageWidth;
  const rows = isBeside
    ? lines.map((text, row) => ` ${fit(row === 0 ? usage : "", usageWidth)}  ${text}`)
    : [...usageRows(usage, width), ...lines.map((text) => " ".repeat(indent) + text)];
  return rows.map((text, row) => ({ key: `${usage}:${row}`, text, tone: "plain" }));
}

function usageRows(usage: string, width: number): string[] {
  const rows = wrapAnsi(usage, Math.max(8, width - 5), { hard: true }).split("\n");
  return rows.map((text, row) => (row === 0 ? ` ${text}` : `   ${text}`));
}
