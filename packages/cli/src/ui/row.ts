import { broken } from "./drawable.ts";
import type { Span } from "./highlight.ts";

/** One row of the timeline, its parts already of the right width. */
export type Row =
  | SaidRow
  | { key: string; kind: "failure"; text: string }
  | { key: string; kind: "note"; text: string; tone: NoteTone }
  | { key: string; kind: "line"; label: string; tone: "day" | "since" };

/** What the program tells, what is between a student and the mentors, a code to be handed over. */
export type NoteTone = "program" | "doubt" | "code";

interface SaidRow {
  key: string;
  kind: "said";
  tone: "plain" | "mention" | "file" | "marked" | "preview";
  time: string;
  star: string;
  name: Name;
  mark: Mark;
  text: string;
  /** The text in its pieces, where they look different. */
  spans?: readonly Span[];
  /** Stands quietly behind the text. */
  hint?: string;
  /** The number of the message, where it is a file. */
  file?: number;
  /** The number of the message, where this row stands for rows that are folded away. */
  folded?: number;
}

export interface Name {
  text: string;
  /** Whose name it is; nobody's in further rows. */
  of: string;
}

/** `✓` is on the host's disk, `…` on its way, `!` failed; `@` speaks to oneself, `↓` is a file, `›` the marked one. */
export type Mark = " " | "@" | "✓" | "…" | "!" | "↓" | "›";

export interface Columns {
  /** Before the time, for mentors: the number by which a message is deleted. */
  number: number;
  time: number;
  name: number;
  text: number;
}

/** Star, space behind the name, mark, space. */
const signs = 4;

/** `digits` of the largest number; 0 where numbers are not shown. */
export function columnsOf(width: number, digits = 0): Columns {
  const time = width >= 50 ? 6 : 0;
  const number = digits > 0 && width >= 50 ? digits + 1 : 0;
  const name = width >= 54 ? 12 : width >= 36 ? 9 : 6;
  return { number, time, name, text: Math.max(4, width - number - time - name - signs) };
}

/** The space at which a row was broken is not seen; those with which a line begins are. */
export function wrap(text: string, width: number): string[] {
  return text.split("\n").flatMap((line) => {
    const rows = broken(line, width, { trim: false });
    return rows.map((row, index) => (index === 0 ? row : row.replace(/^ /u, "")).trimEnd());
  });
}
