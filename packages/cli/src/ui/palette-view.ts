import stringWidth from "string-width";
import { commandsBegunBy } from "../input/palette.ts";
import { type SlashRow, usageOf } from "../input/slash-table.ts";
import type { RoomView } from "../state/room-view.ts";
import { words } from "../words/words.ts";
import { cut, fit } from "./drawable.ts";
import { questionOf } from "./question.ts";
import type { Window } from "./room-lines.ts";

/** One row of the list of commands above the field. */
export interface PaletteRow {
  key: string;
  text: string;
  tone: "plain" | "marked" | "more";
}

const mostRows = 6;
/** Lower windows have no rows to spare. */
const leastHeight = 10;
const usageWidth = 26;

/** The commands that fit what is typed; none where it is no command, or the list was closed. */
export function paletteOf(view: RoomView): readonly SlashRow[] {
  const { field, palette, me } = view;
  // What was sent before is looked through with the same arrows.
  const isInHistory = field.historyAt >= 0;
  if (palette.isClosed || isInHistory || questionOf(view) !== undefined) return [];
  return commandsBegunBy(field.text, me?.role === "mentor");
}

/** As many of them as there is room for, the marked one among them. */
export function paletteRows(view: RoomView, window: Window): readonly PaletteRow[] {
  const commands = paletteOf(view);
  const height = heightIn(window);
  const places = commands.length > height ? height - 1 : height;
  if (places < 1) return [];
  const marked = view.palette.marked ?? -1;
  const from = Math.max(0, Math.min(marked - places + 1, commands.length - places));
  const shown = commands.slice(from, from + places);
  const width = Math.min(usageWidth, ...[Math.max(...shown.map(widthOf), 0)]);
  const rows = shown.map((row, index) =>
    commandRow(row, { isMarked: from + index === marked, width, columns: window.columns }),
  );
  return [...rows, ...moreRows(commands.length - shown.length, window)];
}

function heightIn({ rows }: Window): number {
  return rows < leastHeight ? 0 : Math.min(mostRows, Math.floor(rows / 4));
}

function widthOf(row: SlashRow): number {
  return stringWidth(usageOf(row));
}

function commandRow(
  row: SlashRow,
  { isMarked, width, columns }: { isMarked: boolean; width: number; columns: number },
): PaletteRow {
  const text = `${isMarked ? "›" : " "} ${fit(usageOf(row), width)}  ${row.help}`;
  return { key: row.name, text: cut(text, columns - 1), tone: isMarked ? "marked" : "plain" };
}

function moreRows(count: number, { columns }: Window): PaletteRow[] {
  if (count <= 0) return [];
  const text = `  ${words.screen.more(count)}`;
  return [{ key: "more", text: cut(text, columns - 1), tone: "more" }];
}
