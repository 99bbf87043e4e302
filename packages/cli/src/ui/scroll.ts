import type { Anchor } from "../state/events.ts";
import type { RoomView } from "../state/room-view.ts";
import type { Row } from "./row.ts";
import { lengthOf, rowsAt, seqAt } from "./rows.ts";

// A timeline is seen from its lowest visible row upwards: new messages below and older pages above never move it. What is
// computed here costs as much as is seen or moved, however long the history is.

export interface Size {
  width: number;
  height: number;
}

/** A place in the timeline: the row of the thing at that index. */
interface Place {
  index: number;
  row: number;
}

/** The rows that are seen, at most `height`. */
export function visibleRows(view: RoomView, { width, height }: Size): readonly Row[] {
  const rows: Row[] = [];
  const place = atLeastOnePage(view, { width, height }, placeOf(view, width));
  let end = place.row + 1;
  for (let index = place.index; index >= 0 && rows.length < height; index--) {
    rows.unshift(...rowsAt(view, index, width).slice(0, end));
    end = Number.POSITIVE_INFINITY;
  }
  return rows.slice(-height);
}

/** Where the view is after moving by so many rows; up is negative, and nothing is the end. */
export function scrolled(view: RoomView, { width, height }: Size, by: number): Anchor | undefined {
  if (lengthOf(view) === 0) return undefined;
  const moved = move(view, width, placeOf(view, width), by);
  return anchorOf(view, width, atLeastOnePage(view, { width, height }, moved));
}

/** The view with the oldest loaded row on top. */
export function scrolledToTop(view: RoomView, size: Size): Anchor | undefined {
  return scrolled(view, size, Number.NEGATIVE_INFINITY);
}

/** The view with the beginning of that message in sight, and as much more of it as fits. */
export function scrolledTo(view: RoomView, size: Size, seq: number): Anchor | undefined {
  const index = indexOf(view, seq);
  const row = Math.min(lastRow(view, index, size.width), size.height - 1);
  return anchorOf(view, size.width, atLeastOnePage(view, size, { index, row }));
}

/** Whether less than a page of loaded rows is left above what is seen. */
export function isNearTop(view: RoomView, { width, height }: Size): boolean {
  let left = 2 * height - placeOf(view, width).row;
  for (let index = placeOf(view, width).index - 1; index >= 0 && left > 0; index--) {
    left -= rowsAt(view, index, width).length;
  }
  return left > 0;
}

function placeOf(view: RoomView, width: number): Place {
  const index = view.anchor ? indexOf(view, view.anchor.seq) : lengthOf(view) - 1;
  const last = lastRow(view, index, width);
  return { index, row: Math.max(0, last - (view.anchor?.below ?? 0)) };
}

function anchorOf(view: RoomView, width: number, { index, row }: Place): Anchor | undefined {
  const below = lastRow(view, index, width) - row;
  const atEnd = index === lengthOf(view) - 1 && below === 0;
  return atEnd ? undefined : { seq: seqAt(view, index), below };
}

function lastRow(view: RoomView, index: number, width: number): number {
  return rowsAt(view, index, width).length - 1;
}

/** The last thing whose number is not above `seq`, by halving. */
function indexOf(view: RoomView, seq: number): number {
  let low = 0;
  let high = lengthOf(view) - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (seqAt(view, middle) <= seq) low = middle;
    else high = middle - 1;
  }
  return low;
}

function move(view: RoomView, width: number, from: Place, by: number): Place {
  let { index, row } = from;
  let left = by;
  while (left < 0 && row + left < 0 && index > 0) {
    left += row + 1;
    index--;
    row = lastRow(view, index, width);
  }
  while (left > 0 && row + left > lastRow(view, index, width) && index < lengthOf(view) - 1) {
    left -= lastRow(view, index, width) - row + 1;
    index++;
    row = 0;
  }
  return { index, row: Math.max(0, Math.min(row + left, lastRow(view, index, width))) };
}

/** The place, or the lowest one of the first page when the place is above that. */
function atLeastOnePage(view: RoomView, { width, height }: Size, place: Place): Place {
  let rows = place.row + 1;
  for (let index = place.index - 1; index >= 0 && rows < height; index--) {
    rows += rowsAt(view, index, width).length;
  }
  return rows >= height ? place : move(view, width, place, height - rows);
}
