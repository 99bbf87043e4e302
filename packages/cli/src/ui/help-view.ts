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
  /** What is typed, as wide as its column; empty in rows without. */
  usage: string;
  text: string;
  tone: "title" | "plain" | "dim";
}

const narrow = 60;

/** How long the commands are that have their words beside them; longer ones have them below. */
function usageWidth(width: number): number {
  return width < 100 ? 20 : 28;
}

/** The part of the help that is seen from that row on, and what brings the rest or the room back. */
export function visibleHelp(top: number, { width, height }: Size): readonly HelpRow[] {
  const rows = helpRows(width);
  const from = Math.min(top, lastTop(rows, height));
  const seen = rows.slice(from, from + height - 1);
  const isMore = rows.length > from + seen.length;
  const end = isMore ? help.more : help.back;
  return [...seen, { key: "end", usage: "", text: cut(` ${end}`, width), tone: "dim" }];
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
    ...titleRows(help.forAll, width).slice(1),
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

/** Below an empty row. */
function titleRows(title: string, width: number): HelpRow[] {
  const rows = wrapAnsi(title, Math.max(8, width - 2), { hard: true }).split("\n");
  const texts = ["", ...rows.map((text) => ` ${text}`)];
  return texts.map((text, row) => ({ key: `${title}:${row}`, usage: "", text, tone: "title" }));
}

function entryRows(entry: Entry, width: number): HelpRow[] {
  const { usage } = entry;
  const column = usageWidth(width);
  const indent = width < narrow ? 4 : column + 3;
  const lines = wrapAnsi(entry.help, Math.max(8, width - indent - 1), { hard: true }).split("\n");
  const isBeside = width >= narrow && stringWidth(usage) <= column;
  const below = lines.map((text) => ({ usage: "", text: " ".repeat(indent) + text }));
  const rows = isBeside
    ? [{ usage: ` ${fit(usage, column)}  `, text: lines[0] ?? "" }, ...below.slice(1)]
    : [...usageRows(usage, width).map((usage) => ({ usage, text: "" })), ...below];
  return rows.map((row, index) => ({ ...row, key: `${usage}:${index}`, tone: "plain" }));
}

function usageRows(usage: string, width: number): string[] {
  const rows = wrapAnsi(usage, Math.max(8, width - 5), { hard: true }).split("\n");
  return rows.map((text, row) => (row === 0 ? ` ${text}` : `   ${text}`));
}
