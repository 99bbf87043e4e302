import type { RoomView } from "../state/room-view.ts";
import { activeRoom } from "../state/state.ts";
import { words } from "../words/words.ts";
import { type Desk, layoutNow } from "./desk.ts";
import { inSight } from "./files-in-sight.ts";
import { isLong } from "./rows.ts";
import { scrolledTo } from "./scroll.ts";
import { tell } from "./tell.ts";

/** Shows all of the message from its beginning on, or folds it again. */
export function unfold(desk: Desk, { room }: RoomView, seq: number): void {
  const { model } = desk;
  model.dispatch({ type: "unfolded", room, seq });
  const view = activeRoom(model.get());
  if (!view) return;
  if (view.unfolded.has(seq)) tell(desk, words.screen.hints.foldsAgain(seq));
  else model.dispatch({ type: "unhinted" });
  // The hint takes a row.
  const { pane } = layoutNow(desk);
  model.dispatch({ type: "scrolled", room, anchor: scrolledTo(view, pane, seq) });
}

/** The message with that number, or the lowest folded one in sight. */
export function unfoldByCommand(desk: Desk, wanted: number | undefined): void {
  const view = activeRoom(desk.model.get());
  if (!view) return;
  const { pane } = layoutNow(desk);
  const folded = inSight(view, pane).filter((seq) => isLong(view, seq, pane.width));
  const seq = wanted ?? folded[0];
  if (seq === undefined) tell(desk, words.screen.hints.noLongMessage);
  else if (isLong(view, seq, pane.width)) unfold(desk, view, seq);
  else tell(desk, words.screen.hints.notLong(seq));
}
