import { cleanLine } from "@classchat/core";
import { type Edit, insert } from "../input/editor.ts";
import { type ForKeys, forKey, type Keystroke } from "../input/key-table.ts";
import { words } from "../words/words.ts";
import { type Desk, layoutNow } from "./desk.ts";
import { lineMove } from "./edit-keys.ts";
import { enterRoom } from "./list-keys.ts";
import { hasNews, hasOwnNews, markedPlace, placesOf } from "./switch-view.ts";
import { tell } from "./tell.ts";

/** Shows the list of rooms to go to, or takes it away again. */
export function toggleSwitcher({ model }: Desk): void {
  const { switcher, firstRun } = model.get();
  if (!firstRun) model.dispatch({ type: "switcherShown", shown: switcher === undefined });
}

/** Goes to the next tab in which something is meant for this user, else to the next in which anything is new. */
export function switchToNews(desk: Desk): void {
  const { model } = desk;
  const { tabs, active } = model.get();
  const index = tabs.findIndex(({ room }) => room === active);
  const others = [...tabs.slice(index + 1), ...tabs.slice(0, Math.max(0, index))];
  const next = others.find(hasOwnNews) ?? others.find(hasNews);
  if (next) model.dispatch({ type: "switched", room: next.room });
  else tell(desk, words.screen.hints.nothingNew);
}

const switcherKeys: ForKeys<"switcher", (desk: Desk) => void> = {
  previous: (desk) => mark(desk, -1),
  next: (desk) => mark(desk, 1),
  pageUp: (desk) => mark(desk, 1 - layoutNow(desk).pane.height),
  pageDown: (desk) => mark(desk, layoutNow(desk).pane.height - 1),
  go: enter,
  back: toggleSwitcher,
};

/** Typing filters, the arrows mark, Enter goes there or joins, Esc goes back. */
export function pressInSwitcher(desk: Desk, keystroke: Keystroke): void {
  const field = desk.model.get().switcher?.field;
  const press = forKey("switcher", switcherKeys, keystroke);
  const move = lineMove(keystroke);
  if (press) press(desk);
  else if (field && move) edit(desk, move(field));
}

export function pasteIntoSwitcher(desk: Desk, text: string): void {
  const field = desk.model.get().switcher?.field;
  if (field) edit(desk, insert(field, cleanLine(text)));
}

function edit({ model }: Desk, field: Edit): void {
  model.dispatch({ type: "switcherEdited", field });
}

function mark({ model }: Desk, by: number): void {
  const { switcher } = model.get();
  const last = placesOf(model.get()).length - 1;
  const marked = Math.max(0, Math.min((switcher?.marked ?? 0) + by, last));
  model.dispatch({ type: "switcherMoved", marked });
}

function enter(desk: Desk): void {
  const { model, actions } = desk;
  const place = markedPlace(model.get());
  model.dispatch({ type: "switcherShown", shown: false });
  if (place?.type === "tab") model.dispatch({ type: "switched", room: place.view.room });
  else if (place?.type === "found") enterRoom(desk, place.listed);
  else if (place) actions.join(place.reference);
}
