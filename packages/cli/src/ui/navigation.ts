import { tabIds } from "../state/state.ts";
import type { Desk } from "./desk.ts";

/** The tab so many places to the right; after the last one, the first. */
export function switchTab({ model }: Desk, by: number): void {
  const ids = tabIds(model.get());
  const index = ids.indexOf(model.get().active) + by;
  const room = ids.at(index % ids.length);
  if (room) model.dispatch({ type: "switched", room });
}

export function switchToTab({ model }: Desk, index: number): void {
  const room = tabIds(model.get())[index];
  if (room) model.dispatch({ type: "switched", room });
}

/** Leaves everything. The screen ends on the event, whatever becomes of the rest. */
export function leave({ model, actions }: Pick<Desk, "model" | "actions">): void {
  model.dispatch({ type: "quit" });
  actions.quit();
}
