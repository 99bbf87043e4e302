import type { Actions } from "../state/actions.ts";
import type { Model } from "../state/model.ts";
import { type Layout, layoutOf } from "./layout.ts";

/** What the keys work on: the state, what they may ask for, and how large the window is now. */
export interface Desk {
  model: Model;
  actions: Actions;
  window: { columns: number; rows: number };
  /** Leaves the terminal to another program until the work is done. */
  suspend?: (work: () => Promise<void>) => Promise<void>;
  /** Draws everything anew, whatever the terminal shows. */
  redraw?: () => void;
}

/** The layout at this moment: keys that came in one read must see each other's effect. */
export function layoutNow({ model, window }: Desk): Layout {
  return layoutOf(model.get(), window);
}
