import { activeRoom } from "../state/state.ts";
import { words } from "../words/words.ts";
import type { Desk } from "./desk.ts";
import { tellRefusal } from "./tell.ts";

export function showCard(desk: Desk): void {
  const isHosted = activeRoom(desk.model.get())?.hosting !== undefined;
  if (isHosted) desk.model.dispatch({ type: "cardShown", shown: true });
  else tellRefusal(desk, words.screen.hints.cardElsewhere);
}

/** Any key brings the room back. */
export function pressInCard({ model }: Desk): void {
  model.dispatch({ type: "cardShown", shown: false });
}
