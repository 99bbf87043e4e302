import wrapAnsi from "wrap-ansi";
import { commandHelp } from "../input/command.ts";
import { cut, fit } from "./drawable.ts";
import type { Size } from "./scroll.ts";

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

const keys: readonly Entry[] = [
  { usage: "Enter", help: "send; Alt+Enter or Ctrl+J: a new line" },
  { usage: "PgUp PgDn", help: "scroll; Ctrl+Home, Ctrl+End: to the top, to the end" },
  { usage: "Ctrl+N Ctrl+P", help: "next and previous tab; Alt+1 to Alt+9: that tab" },
  { usage: "Ctrl+O Alt+E", help: "go on in your own editor ($VISUAL, $EDITOR)" },
  {
    usage: "Ctrl+W Ctrl+U Alt+K",
    help: "cut a word, to the start, to the end; Ctrl+Y puts it back",
  },
  { usage: "Ctrl+K", help: "go to a room, open or not, by a part of its name" },
  { usage: "Ctrl+G Alt+A", help: "the next tab with something new" },
  { usage: "/", help: "lists the commands: ↑ ↓ choose, Tab takes, Esc closes the list" },
  { usage: "↑ ↓", help: "what you sent before" },
  {
    usage: "Tab Shift+Tab",
    help: "mark a file or a folded message in sight; Enter fetches or unfolds it, Esc lets go",
  },
  {
    usage: "Tab",
    help: "complete @names and /commands, and the names, paths and numbers behind them",
  },
  { usage: "drop a file", help: "on the window: asks whether to send it" },
  { usage: "Ctrl+C", help: "leave" },
];

/** How long the commands are that have their words beside them; longer ones have them below. */
const usageWidth = 20;
const narrow = 60;

/** The part of the help that is seen from that row on, and what brings the rest or the room back. */
export function visibleHelp(top: number, { width, height }: Size): readonly HelpRow[] {
  const rows = helpRows(width);
  const from = Math.min(top, lastTop(rows, height));
  const seen = rows.slice(from, from + height - 1);
  const isMore = rows.length > from + seen.length;
  const end = isMore ? "↓ more (PgDn)   any other key: back" : "any key: back";
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
    ...(forMentors.length > 0 ? [titleRow("★ mentors only")] : []),
    ...forMentors.flatMap((entry) => entryRows(entry, width)),
    titleRow("keys"),
    ...keys.flatMap((entry) => entryRows(entry, width)),
  ];
}

function isForMentors({ mentor }: Entry): boolean {
  return mentor === true;
}

function isForAll(entry: Entry): boolean {
  return !isForMentors(entry);
}

function titleRow(title: string): HelpRow {
  return { key: `title:${title}`, text: ` ${title}`, tone: "title" };
}

function entryRows(entry: Entry, width: number): HelpRow[] {
  const { usage, help } = entry;
  const indent = width < narrow ? 4 : usageWidth + 3;
  const words = wrapAnsi(help, Math.max(8, width - indent - 1), { hard: true }).split("\n");
  const isBeside = width >= narrow && usage.length <= usageWidth;
  const rows = isBeside
    ? words.map((text, row) => ` ${fit(row === 0 ? usage : "", usageWidth)}  ${text}`)
    : [...usageRows(usage, width), ...words.map((text) => " ".repeat(indent) + text)];
  return rows.map((text, row) => ({ key: `${usage}:${row}`, text, tone: "plain" }));
}

function usageRows(usage: string, width: number): string[] {
  const rows = wrapAnsi(usage, Math.max(8, width - 5), { hard: true }).split("\n");
  return rows.map((text, row) => (row === 0 ? ` ${text}` : `   ${text}`));
}
