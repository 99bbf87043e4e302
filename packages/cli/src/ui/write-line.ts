import { type Edit, emptyEdit, insert } from "../input/editor.ts";
import type { RoomView } from "../state/room-view.ts";
import type { Desk } from "./desk.ts";

/** Puts the line in place of what stands in the field; what was sent before stays to be found there. */
export function writeLine({ model }: Desk, { room, field }: RoomView, line: string): void {
  const empty: Edit = { ...emptyEdit, history: field.history, killed: field.killed };
  model.dispatch({ type: "edited", room, field: insert(empty, line) });
}
