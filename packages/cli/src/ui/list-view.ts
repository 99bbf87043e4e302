import type { ListedRoom } from "../state/events.ts";
import { words } from "../words/words.ts";
import { cut, drawableAddress, drawableLine, fit } from "./drawable.ts";
import { roomTitle } from "./room-title.ts";
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
  /** It is left out where it would be empty, too. */
  isSpare?: true;
  text: (room: ListedRoom) => string;
}

const columns: readonly Column[] = [
  { title: list.room, width: 16, from: 0, text: ({ name }) => name },
  { title: list.here, width: 4, from: 30, text: ({ online }) => String(online) },
  { title: list.trust, width: 11, from: 44, text: trustOf },
  { title: list.mentor, width: 12, from: 60, text: ({ mentor }) => mentor ?? "" },
  { title: list.address, width: 21, from: 80, text: drawableAddress },
  { title: list.title, width: 40, from: 110, text: roomTitle, isSpare: true },
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
  const table: Table = { columns: shownColumns(rooms, width), width };
  const head: ListRow = { key: "head", text: headRow(table), tone: "head" };
  return [head, ...seen.map((room) => roomRow(room, room.id === selected, table))].slice(0, height);
}

interface Table {
  columns: readonly Column[];
  width: number;
}

function shownColumns(rooms: readonly ListedRoom[], width: number): readonly Column[] {
  return columns.filter(
    ({ from, isSpare, text }) => width >= from && (!isSpare || rooms.some((room) => text(room))),
  );
}

function headRow(table: Table): string {
  return cells(table, ({ title }) => title, "  ");
}

function roomRow(room: ListedRoom, selected: boolean, table: Table): ListRow {
  const text = cells(table, (column) => drawableLine(column.text(room)), selected ? "› " : "  ");
  const tone = room.trust === "changed" ? "warning" : "plain";
  const key = `${room.id}:${room.fingerprint}`;
  return selected
    ? { key, text: fit(text, table.width - 1), tone: "selected" }
    : { key, text, tone };
}

function cells(
  { columns, width }: Table,
  textOf: (column: Column) => string,
  start: string,
): string {
  const texts = columns.map((column) => fit(textOf(column), column.width));
  return cut(start + texts.join("  "), width - 1);
}

function trustOf({ trust, joined }: ListedRoom): string {
  if (trust === "changed") return list.keyChanged;
  return joined ? list.joined : list[trust];
}
