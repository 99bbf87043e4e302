import type { ListedRoom } from "../state/events.ts";
import { words } from "../words/words.ts";
import { cut, drawableAddress, drawableLine, fit } from "./drawable.ts";
import type { Size } from "./scroll.ts";

/** One row of the list of rooms. */
export interface ListRow {
  key: string;
  text: string;
  tone: "head" | "plain" | "selected" | "warning";
}

const { list } = words.screen;

interface Column {
  title: string;
  width: number;
  /** The column is left out where the window is narrower. */
  from: number;
  text: (room: ListedRoom) => string;
}

const columns: readonly Column[] = [
  { title: list.room, width: 16, from: 0, text: ({ name }) => name },
  { title: list.here, width: 4, from: 30, text: ({ online }) => String(online) },
  { title: list.trust, width: 11, from: 44, text: trustOf },
  { title: list.mentor, width: 12, from: 60, text: ({ mentor }) => mentor ?? "" },
  { title: list.address, width: 21, from: 80, text: drawableAddress },
  { title: list.title, width: 40, from: 110, text: ({ title }) => title },
];

/** The rows that fit, the selected room among them. */
export function listRows(
  rooms: readonly ListedRoom[],
  selected: string | undefined,
  { width, height }: Size,
): readonly ListRow[] {
  const places = Math.max(1, height - 1);
  const index = rooms.findIndex(({ id }) => id === selected);
  const from = Math.max(0, Math.min(index - places + 1, rooms.length - places));
  const seen = rooms.slice(from, from + places);
  const head: ListRow = { key: "head", text: headRow(width), tone: "head" };
  return [head, ...seen.map((room) => roomRow(room, room.id === selected, width))].slice(0, height);
}

function headRow(width: number): string {
  return cells(width, ({ title }) => title, "  ");
}

function roomRow(room: ListedRoom, selected: boolean, width: number): ListRow {
  const text = cells(width, (column) => drawableLine(column.text(room)), selected ? "› " : "  ");
  const tone = room.trust === "changed" ? "warning" : "plain";
  return { key: `${room.id}:${room.fingerprint}`, text, tone: selected ? "selected" : tone };
}

function cells(width: number, textOf: (column: Column) => string, start: string): string {
  const shown = columns.filter(({ from }) => width >= from);
  return cut(
    start + shown.map((column) => fit(textOf(column), column.width)).join("  "),
    width - 1,
  );
}

function trustOf({ trust, joined }: ListedRoom): string {
  if (trust === "changed") return list.keyChanged;
  return joined ? list.joined : list[trust];
}
