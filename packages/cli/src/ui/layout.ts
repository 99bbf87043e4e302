import { addressWithPort } from "@classchat/core";
import wrapAnsi from "wrap-ansi";
import type { Edit } from "../input/editor.ts";
import { type FieldView, viewField } from "../input/field-view.ts";
import { activeRoom, type State } from "../state/state.ts";
import { drawableText } from "./drawable.ts";
import { type PaletteRow, paletteRows } from "./palette-view.ts";
import { questionOf } from "./question.ts";
import {
  announcementRows,
  hintRows,
  questionRows,
  roomyRows,
  typingRows,
  type Window,
} from "./room-lines.ts";
import type { Size } from "./scroll.ts";
import { type TransferRow, transferRows } from "./transfer-view.ts";

/** What fills the window between the tabs and the status line. */
type Body = "help" | "card" | "switcher" | "firstRun" | "list" | "form" | "timeline";

/** Where everything stands in a window of that size; all in cells. */
export interface Layout {
  columns: number;
  rows: number;
  body: Body;
  /** The timeline, list or form. */
  pane: Size;
  /** Columns for people and, on the host, the room's address; 0 where the window is narrow. */
  side: number;
  /** Rows on top of the pane that say where a hosted room is found, when there is no side column. */
  banner: readonly string[];
  /** What a mentor pinned there. */
  announcement: readonly string[];
  /** A question to the user, or what the program has to say; below it who types. */
  hint: readonly string[];
  isAsked: boolean;
  /** The files on their way. */
  transfers: readonly TransferRow[];
  typing: readonly string[];
  /** The commands that fit what is typed. */
  palette: readonly PaletteRow[];
  /** The field at the bottom; forms have fields of their own. */
  field: FieldView | undefined;
}

export const smallest = { columns: 20, rows: 6 };

/** So wide that every word of a room code fits in large letters. */
const hostSide = 38;

/** `› ` before the field. */
export const promptWidth = 2;
const tabsHeight = 1;
const statusHeight = 1;

export function layoutOf(state: State, window: Window): Layout {
  const body = bodyOf(state);
  const side = sideWidth(body, state, window.columns);
  const field = fieldOf(state, body, window);
  const isRoom = body === "timeline";
  const isAsked = isRoom && hasQuestion(state);
  // The most urgent first, for in low windows there may be no room for the last of them.
  const fitting = rowsIn(window.rows - tabsHeight - statusHeight - (field?.rows.length ?? 0) - 1);
  const hint = fitting(isAsked ? questionRows(state, window) : hintRows(state, window));
  const palette = fitting(isRoom ? paletteIn(state, window) : []);
  const banner = fitting(bannerRows(state, { body, side, window }));
  const transfers = fitting(isRoom ? transfersOf(state, window) : []);
  const announcement = fitting(isRoom ? announcementRows(state, { isAsked, window }) : []);
  const typing = fitting(isRoom ? typingRows(state, { hint, window }) : []);
  const around = [banner, announcement, transfers, hint, typing, palette, field?.rows ?? []];
  const taken = around.reduce((sum, rows) => sum + rows.length, tabsHeight + statusHeight);
  const pane = {
    width: window.columns - (side > 0 ? side + 2 : 0),
    height: Math.max(1, window.rows - taken),
  };
  const below = { transfers, hint, isAsked, typing, palette, field };
  return { ...window, body, pane, side, banner, announcement, ...below };
}

/** Gives of one list of rows after the other what still fits into so many. */
function rowsIn(height: number): <Row>(rows: readonly Row[]) => readonly Row[] {
  let left = Math.max(0, height);
  return (rows) => {
    const fits = rows.slice(0, left);
    left -= fits.length;
    return fits;
  };
}

function hasQuestion(state: State): boolean {
  const view = activeRoom(state);
  return view !== undefined && questionOf(view) !== undefined;
}

function transfersOf(state: State, window: Window): readonly TransferRow[] {
  const view = activeRoom(state);
  return view ? transferRows(view, window, Date.now()) : [];
}

function bodyOf(state: State): Body {
  if (state.help) return "help";
  if (state.firstRun) return "firstRun";
  if (state.switcher) return "switcher";
  const view = activeRoom(state);
  if (!view) return "list";
  if (view.form) return "form";
  return state.card && view.hosting ? "card" : "timeline";
}

function paletteIn(state: State, window: Window): readonly PaletteRow[] {
  const view = activeRoom(state);
  return view ? paletteRows(view, window) : [];
}

function sideWidth(body: Body, state: State, columns: number): number {
  if (body !== "timeline" || columns < 60) return 0;
  const widest = activeRoom(state)?.hosting ? hostSide : 22;
  return Math.min(widest, Math.floor(columns / 3));
}

function bannerRows(
  state: State,
  { body, side, window }: { body: Body; side: number; window: Window },
): readonly string[] {
  const { columns, rows } = window;
  const hosting = activeRoom(state)?.hosting;
  if (!hosting || body !== "timeline" || side > 0) return [];
  const address = addressWithPort({ address: hosting.addresses[0] ?? "", port: hosting.port });
  return wrapAnsi(`${hosting.code} ${address}`, columns, { hard: true })
    .split("\n")
    .slice(0, rows < roomyRows ? 1 : 2);
}

function fieldOf(state: State, body: Body, { columns, rows }: Window): FieldView | undefined {
  const edit = editIn(state, body);
  if (!edit || body === "card" || body === "form" || body === "firstRun") return undefined;
  const maxRows = Math.max(1, Math.min(6, Math.floor(rows / 4)));
  return viewField(edit, { width: columns - promptWidth - 1, maxRows }, drawableText);
}

function editIn(state: State, body: Body): Edit | undefined {
  if (body === "switcher") return state.switcher?.field;
  return body === "list" ? state.listField : activeRoom(state)?.field;
}
