import type { RoomView } from "../state/room-view.ts";
import { words } from "../words/words.ts";
import type { Desk } from "./desk.ts";
import { answerDrop } from "./drop-keys.ts";
import { lineMove } from "./edit-keys.ts";
import type { Keystroke } from "./keystroke.ts";

const answers = new Map([
  ["y", true],
  ["yes", true],
  ["n", false],
  ["no", false],
  [words.screen.question.yes, true],
  [words.screen.question.no, false],
]);

/**
 * The answer is typed and ends with Enter, for a single key may belong to the text that somebody was typing when the
 * question came. Esc is a no; what is no answer stays in the field.
 */
export function pressInQuestion(desk: Desk, view: RoomView, keystroke: Keystroke): void {
  const chord = "chord" in keystroke ? keystroke.chord : undefined;
  const move = lineMove(keystroke);
  if (chord === "escape") answer(desk, view, false);
  else if (chord === "enter") answerAsTyped(desk, view);
  else if (move) {
    desk.model.dispatch({ type: "edited", room: view.room, field: move(view.field) });
  }
}

function answerAsTyped(desk: Desk, view: RoomView): void {
  const isYes = answers.get(view.field.text.trim().toLowerCase());
  if (isYes !== undefined) answer(desk, view, isYes);
}

/** That of the program came first, or is of more weight. */
function answer(desk: Desk, view: RoomView, isYes: boolean): void {
  if (view.question === undefined) answerDrop(desk, view, isYes);
  else desk.actions.answer(view.room, isYes);
}
