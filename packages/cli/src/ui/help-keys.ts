import { type Desk, layoutNow } from "./desk.ts";
import { helpScrolled } from "./help-view.ts";
import type { Keystroke } from "./keystroke.ts";

/** Scrolls; any other key closes the help. */
export function pressInHelp(desk: Desk, keystroke: Keystroke): void {
  const { model } = desk;
  const { pane } = layoutNow(desk);
  const by = "chord" in keystroke ? stepOf(keystroke.chord, pane.height - 2) : undefined;
  const top = model.get().helpTop;
  if (by === undefined) model.dispatch({ type: "helpShown", shown: false });
  else model.dispatch({ type: "helpScrolled", top: helpScrolled({ top, by }, pane) });
}

function stepOf(chord: string, page: number): number | undefined {
  const all = Number.MAX_SAFE_INTEGER;
  const steps = new Map([
    ["up", -1],
    ["down", 1],
    ["pageup", -page],
    ["pagedown", page],
    ["home", -all],
    ["end", all],
  ]);
  return steps.get(chord);
}
