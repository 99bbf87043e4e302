import { cleanText, limits } from "@classchat/core";
import { type Command, parseCommand } from "../input/command.ts";
import { type Edit, insert, submitted } from "../input/editor.ts";
import { fieldLength } from "../input/paste-way.ts";
import type { Anchor } from "../state/events.ts";
import { heldBy, type RoomView } from "../state/room-view.ts";
import { activeRoom, roomsTab } from "../state/state.ts";
import { words } from "../words/words.ts";
import { showCard } from "./card-keys.ts";
import { refusalOf } from "./command-refusal.ts";
import { type Desk, layoutNow } from "./desk.ts";
import { askAboutDrop } from "./drop-keys.ts";
import { textMove } from "./edit-keys.ts";
import { pressForEditor } from "./editor-keys.ts";
import { pressForFiles } from "./file-keys.ts";
import type { Keystroke } from "./keystroke.ts";
import { pressForNames } from "./name-keys.ts";
import { switchTab } from "./navigation.ts";
import { pressInPalette } from "./palette-keys.ts";
import { askAboutPaste, pressAboutPaste } from "./paste-keys.ts";
import { isPasteAsked, questionOf } from "./question.ts";
import { pressInQuestion } from "./question-keys.ts";
import { isNearTop, type Size, scrolled, scrolledToTop } from "./scroll.ts";
import { unfoldByCommand } from "./unfold.ts";

type Scroll = (view: RoomView, size: Size) => Anchor | undefined;

const pageUp: Scroll = (view, size) => scrolled(view, size, 1 - size.height);
const pageDown: Scroll = (view, size) => scrolled(view, size, size.height - 1);
const toEnd: Scroll = () => undefined;

const scrollKeys: Record<string, Scroll> = {
  pageup: pageUp,
  pagedown: pageDown,
  "shift+up": (view, size) => scrolled(view, size, -1),
  "shift+down": (view, size) => scrolled(view, size, 1),
  "ctrl+home": scrolledToTop,
  "ctrl+end": toEnd,
};

/** The keys that scroll only while nothing is typed: in a text they move the cursor. */
const emptyFieldKeys: Record<string, Scroll> = { home: scrolledToTop, end: toEnd };

export function pressInRoom(desk: Desk, keystroke: Keystroke): void {
  const view = activeRoom(desk.model.get());
  if (!view) return;
  if (questionOf(view) === undefined) pressOutsideQuestion(desk, view, keystroke);
  else if (!pressToScroll(desk, view, keystroke)) pressInAnyQuestion(desk, view, keystroke);
}

function pressInAnyQuestion(desk: Desk, view: RoomView, keystroke: Keystroke): void {
  if (isPasteAsked(view)) pressAboutPaste({ desk, view, submit }, keystroke);
  else pressInQuestion(desk, view, keystroke);
}

function pressOutsideQuestion(desk: Desk, view: RoomView, keystroke: Keystroke): void {
  const isDone =
    pressInPalette(desk, view, keystroke) ||
    pressForNames(desk, view, keystroke) ||
    pressForFiles(desk, view, keystroke) ||
    pressForEditor(desk, view, keystroke);
  if (!isDone) pressInField(desk, view, keystroke);
}

function pressInField(desk: Desk, view: RoomView, keystroke: Keystroke): void {
  const move = textMove(keystroke);
  if ("chord" in keystroke && keystroke.chord === "enter") submit(desk, view);
  else if (pressToScroll(desk, view, keystroke)) return;
  else if (move) edit(desk, view, move(view.field));
}

/** Whether the key was one that scrolls. */
function pressToScroll(desk: Desk, view: RoomView, keystroke: Keystroke): boolean {
  const scroll = scrollOf(view, keystroke);
  if (scroll) scrollTo(desk, view, scroll);
  return scroll !== undefined;
}

export function pasteIntoRoom(desk: Desk, text: string): void {
  const view = activeRoom(desk.model.get());
  if (!view || questionOf(view) !== undefined) return;
  if (askAboutDrop(desk, view, text) || askAboutPaste(desk, view, text)) return;
  edit(desk, view, insert(view.field, cleanText(text)));
}

function scrollOf({ field }: RoomView, keystroke: Keystroke): Scroll | undefined {
  if ("text" in keystroke) return undefined;
  const { chord } = keystroke;
  return scrollKeys[chord] ?? (field.text === "" ? emptyFieldKeys[chord] : undefined);
}

function scrollTo(desk: Desk, view: RoomView, scroll: Scroll): void {
  const { pane } = layoutNow(desk);
  desk.model.dispatch({ type: "scrolled", room: view.room, anchor: scroll(view, pane) });
  askForOlder(desk, view.room, pane);
}

/** Fetches a page more before the user reaches the oldest row that is there. */
function askForOlder({ model, actions }: Desk, room: string, pane: Size): void {
  const view = activeRoom(model.get());
  if (!view?.anchor || view.complete || view.olderAsked || !isNearTop(view, pane)) return;
  model.dispatch({ type: "olderAsked", room });
  actions.older(room);
}

function edit(desk: Desk, view: RoomView, field: Edit): void {
  const text = words.errors["message-too-long"];
  if (field.text.length > fieldLength) {
    desk.model.dispatch({ type: "hinted", text, tone: "error" });
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
    desk.model.dispatch({ type: "hinted", text: refusal, tone: "error" });
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
