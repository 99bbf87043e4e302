import { type ForKeys, forKey, type Keystroke } from "../input/key-table.ts";
import type { RoomView } from "../state/room-view.ts";
import { words } from "../words/words.ts";
import type { Desk } from "./desk.ts";
import { answerDrop } from "./drop-keys.ts";
import { lineMove } from "./edit-keys.ts";

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
export function questionKeys(desk: Desk, view: RoomView): ForKeys<"question", () => void> {
  return {
    answer: () => answerAsTyped(desk, view),
    no: () => answer(desk, view, false),
  };
}

/** All else is typed. */
export function pressInQuestion(
  { model }: Desk,
  { view, keys }: { view: RoomView; keys: ForKeys<"question", () => void> },
  keystroke: Keystroke,
): void {
  const press = forKey("question", keys, keystroke);
  const move = lineMove(keystroke);
  if (press) press();
  else if (move) model.dispatch({ type: "edited", room: view.room, field: move(view.field) });
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
