import { type ForKeys, forKey, type Keystroke } from "../input/key-table.ts";
import { type Desk, layoutNow } from "./desk.ts";
import { helpScrolled } from "./help-view.ts";

const all = Number.MAX_SAFE_INTEGER;

/** By how many rows each key scrolls, where a page has so many. */
const steps: ForKeys<"help", (page: number) => number> = {
  up: () => -1,
  down: () => 1,
  pageUp: (page) => -page,
  pageDown: (page) => page,
  toTop: () => -all,
  toEnd: () => all,
};

/** Shows the page of commands and keys, or takes it away. */
export function toggleHelp({ model }: Desk): void {
  model.dispatch({ type: "helpShown", shown: !model.get().help });
}

/** Scrolls; any other key closes the help. */
export function pressInHelp(desk: Desk, keystroke: Keystroke): void {
  const { model } = desk;
  const { pane } = layoutNow(desk);
  const by = forKey("help", steps, keystroke)?.(pane.height - 2);
  const top = model.get().helpTop;
  if (by === undefined) model.dispatch({ type: "helpShown", shown: false });
  else model.dispatch({ type: "helpScrolled", top: helpScrolled({ top, by }, pane) });
}
