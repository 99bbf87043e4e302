import { type FileMessage, isFileMessage, type RoomFiles } from "../state/room-files.ts";
import type { RoomView } from "../state/room-view.ts";
import type { Row } from "./row.ts";
import { type Size, visibleRows } from "./scroll.ts";

/** The numbers of the files and folded messages that are seen, the lowest on the screen first. */
export function inSight(view: RoomView, pane: Size): readonly number[] {
  return [...new Set(visibleRows(view, pane).toReversed().flatMap(numberOf))];
}

function numberOf(row: Row): number | [] {
  return row.kind === "said" ? (row.file ?? row.folded ?? []) : [];
}

/** The one after the marked one, so many places further up; the lowest, or the uppermost, where none is. */
export function nextMarked(
  inSight: readonly number[],
  marked: RoomFiles["marked"],
  by: 1 | -1,
): number | undefined {
  const index = marked === undefined ? -1 : inSight.indexOf(marked);
  if (index < 0) return inSight.at(by === 1 ? 0 : -1);
  return inSight.at((index + by) % inSight.length);
}

/**
 * The file that Tab makes of what stands behind `/get`: the newest one that is meant by the beginning of its number
 * or name; where the whole number of one stands there already, the next older one.
 */
export function completedGet({ messages }: RoomView, typed: string): FileMessage | undefined {
  const files = messages.filter(isFileMessage).toReversed();
  const exact = files.findIndex(({ seq }) => String(seq) === typed);
  if (exact >= 0) return files[(exact + 1) % files.length];
  const start = typed.toLowerCase();
  return files.find(
    ({ seq, file }) => String(seq).startsWith(start) || file.name.toLowerCase().startsWith(start),
  );
}
