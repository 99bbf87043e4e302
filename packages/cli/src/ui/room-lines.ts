import stringWidth from "string-width";
import { isFileMessage, markedMessage } from "../state/room-files.ts";
import type { RoomView } from "../state/room-view.ts";
import { activeRoom, type State } from "../state/state.ts";
import { words } from "../words/words.ts";
import { heldWords, outWords } from "./countdown.ts";
import { cut, drawableLine, drawableText, wrapped } from "./drawable.ts";
import { isolated } from "./isolates.ts";
import { answersTo, questionOf } from "./question.ts";

/** How large the window is, in cells. */
export interface Window {
  columns: number;
  rows: number;
}

/** Windows that are lower than this have no row to spare. */
export const roomyRows = 16;
const announcementHeight = 3;
const namesTyping = 2;
const narrow = 40;

/** What a mentor pinned: its first rows, and below them a line where there is room for one. */
export function announcementRows(
  state: State,
  { isAsked, window: { columns, rows } }: { isAsked: boolean; window: Window },
): readonly string[] {
  const announcement = activeRoom(state)?.order.announcement;
  if (!announcement || (isAsked && rows < roomyRows)) return [];
  const said = isolated(drawableText(announcement.text));
  const text = `★ ${drawableLine(announcement.by)}: ${said}`;
  const pinned = firstRows(text, { columns, most: rows < roomyRows ? 1 : announcementHeight });
  return rows < roomyRows ? pinned : [...pinned, "─".repeat(columns)];
}

/** The question that is open in the room; what answers it is seen however long it is. */
export function questionRows(state: State, window: Window): readonly string[] {
  const view = activeRoom(state);
  const question = (view && questionOf(view)) ?? "";
  const letters = view ? answersTo(view) : [];
  const isNarrow = window.columns < narrow;
  const end = `  ${isNarrow ? letters.join(" / ") : words.screen.question.answers(letters)} `;
  const columns = window.columns - stringWidth(end);
  const rows = firstRows(question, { columns, most: Math.max(2, hintHeight(window)) });
  return rows.map((row, index) => (index === rows.length - 1 ? row + end : row));
}

/** What the program has to say. */
export function hintRows(state: State, window: Window): readonly string[] {
  const text = hintWords(state, activeRoom(state));
  return text === "" ? [] : firstRows(text, { ...window, most: hintHeight(window) });
}

function hintHeight({ rows }: Window): number {
  return rows < 10 ? 1 : Math.floor(rows / 4);
}

/** Who writes something; without a hint the row is there also when nobody does, so that the timeline rests. */
export function typingRows(
  state: State,
  { hint, window }: { hint: readonly string[]; window: Window },
): readonly string[] {
  if (window.rows < roomyRows) return [];
  const text = typingWords(activeRoom(state)?.typing ?? []);
  return text === "" && hint.length > 0 ? [] : [cut(text, window.columns - 1)];
}

/** `anu is typing`, `anu and ben are typing`, `anu, ben and 3 more are typing`. */
export function typingWords(users: readonly string[]): string {
  const names = users.map(drawableLine);
  const rest = names.length - namesTyping;
  if (names.length === 0) return "";
  return words.screen.timeline.typing(names.slice(0, namesTyping), Math.max(0, rest));
}

function hintWords({ hint }: State, view: RoomView | undefined): string {
  if (hint?.tone === "held") return view ? heldWords(view, Date.now()) : "";
  if (hint) return drawableText(hint.text);
  return view ? outWords(view) || markedWords(view) : "";
}

/** What Enter would do, so that it is known also where what is marked is scrolled out of sight. */
function markedWords(view: RoomView): string {
  const marked = markedMessage(view);
  if (!marked) return "";
  const { enterFetches, enterShows } = words.screen.hints;
  return isFileMessage(marked)
    ? enterFetches(drawableLine(marked.file.name))
    : enterShows(marked.seq);
}

/** At most so many rows of what may be drawn, cut with `…`. */
function firstRows(text: string, { columns, most }: { columns: number; most: number }): string[] {
  const width = Math.max(4, columns - 1);
  const all = wrapped(text, width);
  const rows = all.slice(0, most);
  const last = rows.at(-1) ?? "";
  return all.length > most ? [...rows.slice(0, -1), cut(`${last} …`, width)] : rows;
}
