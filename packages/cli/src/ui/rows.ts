import { errors, type Message, type Role } from "@classchat/core";
import wrapAnsi from "wrap-ansi";
import type { RoomView } from "../state/room-view.ts";
import { colourOf } from "./colour.ts";
import { drawableLine, drawableText, fit } from "./drawable.ts";

/** One row of the timeline, its parts already of the right width. */
export type Row =
  | { key: string; kind: "said"; time: string; star: string; name: Name; mark: Mark; text: string }
  | { key: string; kind: "failure"; text: string }
  | { key: string; kind: "note"; text: string }
  | { key: string; kind: "line"; label: string; tone: "day" | "since" };

export interface Name {
  text: string;
  colour: string;
}

/** `✓` is on the host's disk, `…` on its way, `!` failed. */
export type Mark = " " | "✓" | "…" | "!";

type Draft = RoomView["drafts"][number];

interface Said {
  from: string;
  role: Role;
  at: number;
  text: string;
  mark: Mark;
}

export interface Columns {
  time: number;
  name: number;
  text: number;
}

/** Star, space behind the name, mark, space. */
const signs = 4;

export function columnsOf(width: number): Columns {
  const time = width >= 50 ? 6 : 0;
  const name = width >= 54 ? 12 : width >= 36 ? 9 : 6;
  return { time, name, text: Math.max(4, width - time - name - signs) };
}

// What was said never changes, so it is wrapped once for each width. Drafts are new objects when they change.
const cache = new WeakMap<object, { width: number; mark: Mark; rows: readonly Row[] }>();

/** How many things the timeline holds: messages, then drafts. */
export function lengthOf(view: RoomView): number {
  return view.messages.length + view.drafts.length;
}

/** The number that stands for the thing at this index; a draft has the one it will get if nobody comes before. */
export function seqAt(view: RoomView, index: number): number {
  const message = view.messages[index];
  const last = view.messages.at(-1)?.seq ?? 0;
  return message?.seq ?? last + 1 + index - view.messages.length;
}

/** All rows of the thing at this index: the lines that stand before it, then itself, then notes. */
export function rowsAt(view: RoomView, index: number, width: number): readonly Row[] {
  const message = view.messages[index];
  if (message) return messageRows(view, { message, index, width });
  const draft = view.drafts[index - view.messages.length];
  return draft ? draftRows(view, draft, width) : [];
}

function messageRows(
  view: RoomView,
  { message, index, width }: { message: Message; index: number; width: number },
): readonly Row[] {
  const before = view.messages[index - 1];
  const lines = [
    ...noteRows(view, before?.seq ?? 0, message.seq),
    ...lineRows(view, before, message),
  ];
  const mark = message.from === view.me?.user ? "✓" : " ";
  const said = cached(message, { width, mark }, () => saidRows(message, mark, width));
  return lines.length > 0 ? [...lines, ...said] : said;
}

function draftRows(view: RoomView, draft: Draft, width: number): readonly Row[] {
  const mark = draft.state === "failed" ? "!" : "…";
  return cached(draft, { width, mark }, () => [
    ...saidRows({ ...draft, ...authorOf(view) }, mark, width),
    ...failureRows(draft, width),
  ]);
}

function authorOf({ me }: RoomView): { from: string; role: Role } {
  return { from: me?.user ?? "", role: me?.role ?? "student" };
}

function failureRows(draft: Draft, width: number): readonly Row[] {
  if (draft.state !== "failed") return [];
  const reason = draft.code ? ` ${errors[draft.code].message}` : "";
  return wrap(`not sent.${reason}`, width - 2).map((text, row) => ({
    key: `${draft.id}:failure:${row}`,
    kind: "failure",
    text: `  ${text}`,
  }));
}

function saidRows(said: Omit<Said, "mark"> & { id: string }, mark: Mark, width: number): Row[] {
  const columns = columnsOf(width);
  return wrap(drawableText(said.text), columns.text).map((text, row) => ({
    key: `${said.id}:${row}`,
    kind: "said",
    text,
    ...(row === 0 ? head({ ...said, mark }, columns) : gap(columns)),
  }));
}

function head({ from, role, at, mark }: Said, columns: Columns) {
  return {
    time: columns.time > 0 ? `${clockTime(at)} ` : "",
    star: role === "mentor" ? "★" : " ",
    name: { text: fit(drawableLine(from), columns.name), colour: colourOf(from) },
    mark,
  };
}

function gap(columns: Columns) {
  const mark: Mark = " ";
  const name = { text: " ".repeat(columns.name), colour: "" };
  return { time: " ".repeat(columns.time), star: " ", name, mark };
}

function noteRows(view: RoomView, after: number, before: number): Row[] {
  return view.notes
    .filter((note) => note.after >= after && note.after < before)
    .map(({ text }) => ({ key: `note:${before}:${text}`, kind: "note", text }));
}

function lineRows(view: RoomView, before: Message | undefined, message: Message): Row[] {
  const rows: Row[] = [];
  if (dayOf(before?.at) !== dayOf(message.at)) {
    rows.push({ key: `day:${message.id}`, kind: "line", label: dayName(message.at), tone: "day" });
  }
  if (isFirstNew(view, before, message)) {
    rows.push({
      key: `since:${message.id}`,
      kind: "line",
      label: "new since your last visit",
      tone: "since",
    });
  }
  return rows;
}

function isFirstNew(
  { newSince }: RoomView,
  before: Message | undefined,
  message: Message,
): boolean {
  return (
    newSince !== undefined &&
    before !== undefined &&
    before.seq <= newSince &&
    message.seq > newSince
  );
}

function cached(
  thing: object,
  { width, mark }: { width: number; mark: Mark },
  make: () => readonly Row[],
): readonly Row[] {
  const hit = cache.get(thing);
  if (hit?.width === width && hit.mark === mark) return hit.rows;
  const rows = make();
  cache.set(thing, { width, mark, rows });
  return rows;
}

/** The space at which a row was broken is not seen; those with which a line begins are. */
function wrap(text: string, width: number): string[] {
  return text.split("\n").flatMap((line) => {
    const rows = wrapAnsi(line, width, { hard: true, trim: false }).split("\n");
    return rows.map((row, index) => (index === 0 ? row : row.replace(/^ /u, "")).trimEnd());
  });
}

function clockTime(at: number): string {
  return new Date(at).toTimeString().slice(0, 5);
}

function dayOf(at: number | undefined): string {
  return at === undefined ? "" : new Date(at).toDateString();
}

const dayFormat = new Intl.DateTimeFormat("en-GB", {
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
});

function dayName(at: number): string {
  return dayFormat.format(at);
}
