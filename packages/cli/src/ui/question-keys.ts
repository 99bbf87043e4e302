import type { Desk } from "./desk.ts";
import type { Keystroke } from "./keystroke.ts";

/** `y` is yes, `n` and Esc are no; all else is ignored, for it was not meant for the question. */
export function pressInQuestion({ actions }: Desk, room: string, keystroke: Keystroke): void {
  const key = "chord" in keystroke ? keystroke.chord : keystroke.text.toLowerCase();
  if (key === "y") actions.answer(room, true);
  else if (key === "n" || key === "escape") actions.answer(room, false);
}
