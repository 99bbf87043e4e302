import type { Role } from "@classchat/core";
import { colourOf } from "./colour.ts";
import { drawableLine, drawableText, fit } from "./drawable.ts";
import { type Columns, columnsOf, type Mark, type Row, wrap } from "./row.ts";

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
}

/** The rows of a text, with its author and its mark before the first. */
export function saidRows(said: Said, look: Look): Row[] {
  const columns = columnsOf(look.width, look.digits);
  return wrap(drawableText(said.text), columns.text).map((text, row) => ({
    key: `${said.id}:${row}`,
    kind: "said",
    tone: "plain",
    text,
    ...(row === 0 ? head(said, look.mark, columns) : gap(columns)),
  }));
}

/** What stands before the first row. */
export function head({ seq, from, role, at }: Said, mark: Mark, columns: Columns) {
  const number = columns.number > 0 ? `${seq ?? ""} `.padStart(columns.number) : "";
  return {
    time: number + (columns.time > 0 ? `${clockTime(at)} ` : ""),
    star: role === "mentor" ? "★" : " ",
    name: { text: fit(drawableLine(from), columns.name), colour: colourOf(from) },
    mark,
  };
}

/** The same place before further rows. */
export function gap(columns: Columns) {
  const mark: Mark = " ";
  const name = { text: " ".repeat(columns.name), colour: "" };
  return { time: " ".repeat(columns.number + columns.time), star: " ", name, mark };
}

function clockTime(at: number): string {
  return new Date(at).toTimeString().slice(0, 5);
}
