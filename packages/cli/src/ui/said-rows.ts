import type { Role } from "@classchat/core";
import stringWidth from "string-width";
import { words } from "../words/words.ts";
import { cut, drawableLine, fit } from "./drawable.ts";
import { type Columns, columnsOf, type Mark, type Row } from "./row.ts";
import { textRows } from "./text-rows.ts";

/** What was said by whom, stored or not yet. */
export interface Said {
  id: string;
  seq?: number;
  from: string;
  role: Role;
  at: number;
  text: string;
}

/** What the rows of a message depend on beside the message. */
export interface Look {
  width: number;
  /** Of the largest number that is shown; 0 for students, who have no use for them. */
  digits: number;
  mark: Mark;
  /** Somebody speaks to oneself. */
  isForMe: boolean;
  /** A long one is shown whole. */
  isUnfolded: boolean;
}

const mostRows = 12;
const rowsOfFolded = 10;

/** The rows of a text, with its author and its mark before the first. */
export function saidRows(said: Said, look: Look): Row[] {
  const columns = columnsOf(look.width, look.digits);
  const all = textRows(said.text, columns.text);
  const isFolded = all.length > mostRows && !look.isUnfolded;
  const shown = isFolded ? all.slice(0, rowsOfFolded) : all;
  const tone = toneOf(look);
  const rows = shown.map((row, index): Row => {
    const before = index === 0 ? head(said, look.mark, columns) : gap(columns);
    return { key: `${said.id}:${index}`, kind: "said", tone, ...row, ...before };
  });
  return isFolded ? [...rows, foldRow(said, all.length - shown.length, columns)] : rows;
}

/** Whether there is more of the text than is shown of one that is folded. */
export function isFoldable({ text }: Said, { width, digits }: Look): boolean {
  return textRows(text, columnsOf(width, digits).text).length > mostRows;
}

function toneOf({ mark, isForMe }: Look): "plain" | "mention" | "marked" {
  if (mark === "›") return "marked";
  return isForMe ? "mention" : "plain";
}

/** Stands for the rows that are not shown, and says how they are. */
function foldRow({ id, seq }: Said, count: number, columns: Columns): Row {
  const text = foldWords(count, seq).find((folded) => stringWidth(folded) <= columns.text);
  return {
    ...{ key: `${id}:folded`, kind: "said", tone: "preview", ...gap(columns) },
    text: text ?? cut(words.screen.more(count), columns.text),
    ...(seq === undefined ? {} : { folded: seq }),
  };
}

/** What is not stored yet has no number by which it could be opened. */
function foldWords(count: number, seq: number | undefined): string[] {
  const { folded, foldedOpen, foldedOpenOrTab } = words.screen.timeline;
  if (seq === undefined) return [folded(count)];
  return [foldedOpenOrTab(count, seq), foldedOpen(count, seq), `… /open ${seq}`];
}

/** What stands before the first row. */
export function head({ seq, from, role, at }: Said, mark: Mark, columns: Columns) {
  const number = columns.number > 0 ? `${seq ?? ""} `.padStart(columns.number) : "";
  return {
    time: number + (columns.time > 0 ? `${clockTime(at)} ` : ""),
    star: role === "mentor" ? "★" : " ",
    name: { text: fit(drawableLine(from), columns.name), of: from },
    mark,
  };
}

/** The same place before further rows. */
export function gap(columns: Columns) {
  const mark: Mark = " ";
  const name = { text: " ".repeat(columns.name), of: "" };
  return { time: " ".repeat(columns.number + columns.time), star: " ", name, mark };
}

function clockTime(at: number): string {
  return new Date(at).toTimeString().slice(0, 5);
}
