import { cleanLine } from "@classchat/core";
import { type Command, parseCommand } from "../input/command.ts";
import { type Edit, insert, submitted } from "../input/editor.ts";
import { type ForKeys, forKey, type Keystroke } from "../input/key-table.ts";
import type { ListedRoom } from "../state/events.ts";
import { putOut } from "../state/room-view.ts";
import { roomsTab, type State } from "../state/state.ts";
import { words } from "../words/words.ts";
import { refusalOf } from "./command-refusal.ts";
import { type Desk, layoutNow } from "./desk.ts";
import { lineMove } from "./edit-keys.ts";
import { leave, switchTab } from "./navigation.ts";
import { tellRefusal } from "./tell.ts";

const listKeys: ForKeys<"list", (desk: Desk) => void> = {
  up: (desk) => mark(desk, -1),
  down: (desk) => mark(desk, 1),
  pageUp: (desk) => mark(desk, -layoutNow(desk).pane.height),
  pageDown: (desk) => mark(desk, layoutNow(desk).pane.height),
  join: enter,
};

/** Arrows mark a room and Enter joins it; what is typed is joined instead. */
export function pressInList(desk: Desk, keystroke: Keystroke): void {
  const press = forKey("list", listKeys, keystroke);
  const move = lineMove(keystroke);
  if (press) press(desk);
  else if (move) edit(desk, move(desk.model.get().listField));
}

export function pasteIntoList(desk: Desk, text: string): void {
  edit(desk, insert(desk.model.get().listField, cleanLine(text)));
}

function mark({ model }: Desk, by: number): void {
  const { found = [], selected } = model.get();
  const index = found.findIndex(({ id }) => id === selected);
  const room = found[Math.max(0, Math.min(index + by, found.length - 1))];
  if (room) model.dispatch({ type: "listMoved", selected: room.id });
}

function edit({ model }: Desk, field: Edit): void {
  model.dispatch({ type: "listEdited", field });
}

function enter(desk: Desk): void {
  const { listField, found = [], selected } = desk.model.get();
  const typed = listField.text.trim();
  const room = found.find(({ id }) => id === selected);
  if (typed) enterTyped(desk, typed);
  else if (room) enterRoom(desk, room);
}

/** Goes to the room's tab, or joins. */
export function enterRoom(desk: Desk, room: ListedRoom): void {
  const { model, actions } = desk;
  if (room.trust === "changed") {
    tellRefusal(desk, words.errors["key-changed"]);
  } else if (isIn(model.get(), room)) {
    model.dispatch({ type: "switched", room: room.id });
  } else {
    actions.join(room.id);
  }
}

/** Whether there is a tab to go to; from the one of a room that one was put out of, one comes back by joining. */
function isIn({ tabs }: State, { id }: ListedRoom): boolean {
  const view = tabs.find(({ room }) => room === id);
  return view !== undefined && putOut(view) === undefined;
}

/** A room to join, or a command; what cannot be carried out stays in the field, with the reason. */
function enterTyped(desk: Desk, typed: string): void {
  const command = parseCommand(typed);
  const refusal = refusalOf(command);
  if (refusal) {
    tellRefusal(desk, refusal);
  } else {
    edit(desk, submitted(desk.model.get().listField));
    desk.model.dispatch({ type: "unhinted" });
    carryOut(desk, typed, command);
  }
}

function carryOut(desk: Desk, line: string, command: Command): void {
  const { model, actions } = desk;
  switch (command.type) {
    case "say":
      actions.join(command.text);
      break;
    case "join":
      actions.join(command.room);
      break;
    case "quit":
      leave(desk);
      break;
    case "next":
      switchTab(desk, 1);
      break;
    case "help":
      model.dispatch({ type: "helpShown", shown: true });
      break;
    case "theme":
      model.dispatch({ type: "themed", theme: command.theme });
      actions.submit(roomsTab, line);
      break;
    case "rooms":
      break;
    default:
      sayNeedsRoom(desk, line);
  }
}

function sayNeedsRoom(desk: Desk, line: string): void {
  const [name = ""] = line.split(/\s/u);
  tellRefusal(desk, words.screen.hints.needsRoom(name));
}
