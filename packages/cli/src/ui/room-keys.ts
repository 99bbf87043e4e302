import { cleanText, limits } from "@classchat/core";
import { type Command, parseCommand } from "../input/command.ts";
import { cleared, down, type Edit, insert, type Move, submitted, up } from "../input/editor.ts";
import { type ForKeys, forKey, type Keystroke } from "../input/key-table.ts";
import { fieldLength } from "../input/paste-way.ts";
import { heldBy, type RoomView } from "../state/room-view.ts";
import { activeRoom, roomsTab } from "../state/state.ts";
import { words } from "../words/words.ts";
import { showCard } from "./card-keys.ts";
import { refusalOf } from "./command-refusal.ts";
import { complete } from "./complete.ts";
import type { Desk } from "./desk.ts";
import { askAboutDrop } from "./drop-keys.ts";
import { lineMove } from "./edit-keys.ts";
import { goOnInEditor } from "./editor-keys.ts";
import { pressForFiles } from "./file-keys.ts";
import { switchTab } from "./navigation.ts";
import { pressInPalette } from "./palette-keys.ts";
import { askAboutPaste, pasteKeys } from "./paste-keys.ts";
import { isPasteAsked, questionOf } from "./question.ts";
import { pressInQuestion, questionKeys } from "./question-keys.ts";
import { pressToScroll } from "./scroll-keys.ts";
import { tellRefusal } from "./tell.ts";
import { unfoldByCommand } from "./unfold.ts";

type Press = (desk: Desk, view: RoomView) => void;

const fieldKeys: ForKeys<"field", Press> = {
  send: submit,
  newLine: moving((edit) => insert(edit, "\n")),
  complete,
  up: moving(up),
  down: moving(down),
  clear: moving(cleared),
  editor: goOnInEditor,
};

export function pressInRoom(desk: Desk, keystroke: Keystroke): void {
  const view = activeRoom(desk.model.get());
  if (!view) return;
  if (questionOf(view) === undefined) pressOutsideQuestion(desk, view, keystroke);
  else if (!pressToScroll(desk, view, keystroke)) pressInAnyQuestion(desk, view, keystroke);
}

function pressInAnyQuestion(desk: Desk, view: RoomView, keystroke: Keystroke): void {
  const keys = isPasteAsked(view) ? pasteKeys({ desk, view, submit }) : questionKeys(desk, view);
  pressInQuestion(desk, { view, keys }, keystroke);
}

function pressOutsideQuestion(desk: Desk, view: RoomView, keystroke: Keystroke): void {
  const isDone =
    pressInPalette(desk, view, keystroke) ||
    pressForFiles(desk, view, keystroke) ||
    pressToScroll(desk, view, keystroke);
  if (!isDone) pressInField(desk, view, keystroke);
}

function pressInField(desk: Desk, view: RoomView, keystroke: Keystroke): void {
  const press = forKey("field", fieldKeys, keystroke);
  const move = lineMove(keystroke);
  if (press) press(desk, view);
  else if (move) edit(desk, view, move(view.field));
}

function moving(move: Move): Press {
  return (desk, view) => edit(desk, view, move(view.field));
}

export function pasteIntoRoom(desk: Desk, text: string): void {
  const view = activeRoom(desk.model.get());
  if (!view || questionOf(view) !== undefined) return;
  if (askAboutDrop(desk, view, text) || askAboutPaste(desk, view, text)) return;
  edit(desk, view, insert(view.field, cleanText(text)));
}

function edit(desk: Desk, view: RoomView, field: Edit): void {
  if (field.text.length > fieldLength) {
    tellRefusal(desk, words.errors["message-too-long"]);
  } else {
    desk.model.dispatch({ type: "edited", room: view.room, field });
    if (field.text !== view.field.text) tellTyping(desk, { ...view, field });
  }
}

/** Tells now and then that something is written which may become a message. */
function tellTyping({ model, actions }: Desk, view: RoomView): void {
  const now = Date.now();
  const { text } = view.field;
  const isMessage = text.trim() !== "" && parseCommand(text).type === "say";
  if (!isMessage || heldBy(view, now) || now - view.typingToldAt < limits.typing.everyMs) return;
  model.dispatch({ type: "typingTold", room: view.room, at: now });
  actions.typing(view.room);
}

function submit(desk: Desk, view: RoomView): void {
  const line = view.field.text;
  if (line.trim() === "") return;
  const command = parseCommand(line);
  const refusal = refusalOf(command);
  if (command.type === "say" && heldBy(view, Date.now())) {
    desk.model.dispatch({ type: "held" });
  } else if (refusal) {
    tellRefusal(desk, refusal);
  } else {
    clearField(desk, view, command);
    carryOut(desk, { room: view.room, line, command });
  }
}

/** What one sends is to be seen; what one only looks at stays where it is. */
function clearField({ model }: Desk, { room, field }: RoomView, { type }: Command): void {
  model.dispatch({ type: "edited", room, field: submitted(field) });
  if (type !== "open" && type !== "theme")
    model.dispatch({ type: "scrolled", room, anchor: undefined });
  model.dispatch({ type: "unhinted" });
}

/** What is only about the screen is done here; the rest of the program does the rest. */
function carryOut(
  desk: Desk,
  { room, line, command }: { room: string; line: string; command: Command },
): void {
  switch (command.type) {
    case "help":
      desk.model.dispatch({ type: "helpShown", shown: true });
      break;
    case "card":
      showCard(desk);
      break;
    case "next":
      switchTab(desk, 1);
      break;
    case "open":
      unfoldByCommand(desk, command.seq);
      break;
    case "theme":
      desk.model.dispatch({ type: "themed", theme: command.theme });
      desk.actions.submit(room, line);
      break;
    case "rooms":
      desk.model.dispatch({ type: "switched", room: roomsTab });
      desk.actions.submit(room, line);
      break;
    default:
      desk.actions.submit(room, line);
  }
}
