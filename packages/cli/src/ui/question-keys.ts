import type { RoomView } from "../state/room-view.ts";
import type { Desk } from "./desk.ts";
import { lineMove } from "./edit-keys.ts";
import type { Keystroke } from "./keystroke.ts";

const answers = new Map([
  ["y", true],
  ["yes", true],
  ["n", false],
  ["no", false],
]);

/**
 * The answer is typed and ends with Enter, for a single key may belong to the text that somebody was typing when the
 * question came. Esc is a no; what is no answer stays in the field.
 */
export function pressInQuestion(desk: Desk, view: RoomView, keystroke: Keystroke): void {
  const { model, actions } = desk;
  const chord = "chord" in keystroke ? keystroke.chord : undefined;
  const move = lineMove(keystroke);
  if (chord === "escape") actions.answer(view.room, false);
  else if (chord === "enter") answer(desk, view);
  else if (move) model.dispatch({ type: "edited", room: view.room, field: move(view.field) });
}

function answer({ actions }: Desk, { room, field }: RoomView): void {
  const isYes = answers.get(field.text.trim().toLowerCase());
  if (isYes !== undefined) actions.answer(room, isYes);
}
