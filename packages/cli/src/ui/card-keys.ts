import { activeRoom } from "../state/state.ts";
import { words } from "../words/words.ts";
import type { Desk } from "./desk.ts";

export function showCard({ model }: Desk): void {
  if (activeRoom(model.get())?.hosting) {
    model.dispatch({ type: "cardShown", shown: true });
  } else {
    const text = words.screen.hints.cardElsewhere;
    model.dispatch({ type: "hinted", text, tone: "error" });
  }
}

/** Any key brings the room back. */
export function pressInCard({ model }: Desk): void {
  model.dispatch({ type: "cardShown", shown: false });
}
