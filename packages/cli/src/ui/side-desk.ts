import { paceAt } from "../state/pace.ts";
import type { RoomView } from "../state/room-view.ts";
import { type DeskRow, deskRows } from "./desk-view.ts";
import { openTransfers } from "./transfer-view.ts";

interface Place {
  width: number;
  height: number;
  now: number;
}

/** What mentors have before them, in the rows that the people below leave: half of all, or more where they need less. */
export function sideDesk(view: RoomView, { height, ...place }: Place): readonly DeskRow[] {
  const half = Math.floor(height / 2);
  return desk(view, { ...place, height: Math.max(half, height - view.present.length - 1) });
}

/** All that they could have before them. The pace has its row also while nobody speaks, so that nothing moves for a word. */
export function wantedRows(view: RoomView, place: Omit<Place, "height">): readonly DeskRow[] {
  return desk(view, { ...place, height: Number.MAX_SAFE_INTEGER, least: 1 });
}

/** Whether the pace is still told: it falls while nothing comes. */
export function isPaced({ pace }: RoomView, now: number): boolean {
  return paceAt(pace, now) >= 0.5;
}

function desk(view: RoomView, { least = 0, ...place }: Place & { least?: number }) {
  const { order, pace, warnings } = view;
  if (!order.desk) return [];
  const perMinute = Math.max(least, paceAt(pace, place.now));
  return deskRows(order.desk, { ...place, transfers: openTransfers(view), perMinute, warnings });
}
