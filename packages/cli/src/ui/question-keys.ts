import type { RoomView } from "../state/room-view.ts";
import type { Desk } from "./desk.ts";
import { answerDrop } from "./drop-keys.ts";
import type { Keystroke } from "./keystroke.ts";

/** `y` is yes, `n` and Esc are no; all else is ignored, for it was not meant for the question. */
export function pressInQuestion(desk: Desk, view: RoomView, keystroke: Keystroke): void {
  const key = "chord" in keystroke ? keystroke.chord : keystroke.text.toLowerCase();
  if (key === "y") answer(desk, view, true);
  else if (key === "n" || key === "escape") answer(desk, view, false);
}

/** That of the program came first, or is of more weight. */
function answer(desk: Desk, view: RoomView, isYes: boolean): void {
  if (view.question === undefined) answerDrop(desk, view, isYes);
  else desk.actions.answer(view.room, isYes);
}
