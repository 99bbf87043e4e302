import stringWidth from "string-width";
import { keyName } from "../input/key-names.ts";
import type { KeyIn, Place } from "../input/key-table.ts";
import { begunName } from "../input/name-completion.ts";
import { slashTable } from "../input/slash-table.ts";
import type { ListedRoom } from "../state/events.ts";
import type { FormRow } from "../state/form-shapes.ts";
import type { RoomView } from "../state/room-view.ts";
import { activeRoom, type State } from "../state/state.ts";
import { words } from "../words/words.ts";
import { drawableLine } from "./drawable.ts";
import type { Layout } from "./layout.ts";
import { visibleRows } from "./scroll.ts";
import { hasNews } from "./switch-view.ts";
import { openTransfers } from "./transfer-view.ts";

// Hints are the last of the status line: what is told there of the room goes before them.

type HintWord = keyof typeof words.help.hints;

/** Narrower windows have no room to spare. */
const leastColumns = 50;
const gap = "   ";

/** As many of the hints as fit into so many cells, with the space before them. */
export function hintsThatFit(hints: readonly string[], cells: number): string {
  return hints.reduce((fitting, hint) => {
    const longer = fitting + gap + hint;
    return stringWidth(longer) < cells ? longer : fitting;
  }, "");
}

/** What can be done now by a key or a command and is worth a word, the most urgent first. */
export function possibleNow(state: State, layout: Layout): readonly string[] {
  const view = activeRoom(state);
  if (layout.columns < leastColumns) return [];
  if (layout.body === "list") return listHints(state);
  return view && layout.body === "timeline" ? roomHints(state, view, layout) : [];
}

/** The keys of a form, for the row that has them. */
export function formHints(rows: readonly FormRow[], { type }: FormRow): string {
  const hints = [
    ...(rows.length > 1 ? [keyHint("form", "next", "nextField")] : []),
    ...(type === "choice" ? [keyHint("form", "choose", "tick")] : []),
    keyHint("form", "goOn", "goOn"),
    keyHint("anywhere", "leave", "leave"),
  ];
  return hints.join(gap);
}

function listHints({ found = [], selected, listField }: State): readonly string[] {
  const room = found.find(({ id }) => id === selected);
  const canJoin = room !== undefined || listField.text !== "";
  const what = listField.text === "" ? whatEnterDoes(room) : "join";
  return [...(canJoin ? [keyHint("list", "join", what)] : []), ...commandHint("help")];
}

/** A host whose key changed is not joined. */
function whatEnterDoes(room: ListedRoom | undefined): "join" | "goThere" | "why" {
  if (room?.trust === "changed") return "why";
  return room?.joined ? "goThere" : "join";
}

function roomHints(state: State, view: RoomView, layout: Layout): readonly string[] {
  if (layout.isAsked) return questionHints();
  if (layout.palette.length > 0) return paletteHints();
  return [
    ...waitingHints(view, layout),
    ...(view.anchor ? [keyHint("scroll", "toEnd", "newest")] : []),
    ...(isNewElsewhere(state) ? [keyHint("anywhere", "news", "news")] : []),
    ...transferHints(view, layout),
    ...(view.field.text === "" ? idleHints(view, layout) : typingHints(view)),
  ];
}

function questionHints(): readonly string[] {
  return [keyHint("question", "answer", "answer"), keyHint("question", "no", "no")];
}

function paletteHints(): readonly string[] {
  return [
    `${keyName("palette", "up")} ${keyHint("palette", "down", "choose")}`,
    keyHint("palette", "take", "take"),
    keyHint("palette", "close", "close"),
  ];
}

/** Who waits for a mentor; in narrow windows that is told before all else. */
function waitingHints({ order: { desk } }: RoomView, { side }: Layout): readonly string[] {
  const [waiting] = desk?.resetRequests ?? [];
  if (waiting === undefined || side === 0) return [];
  return commandHint("reset-code").map((command) => `${command} ${drawableLine(waiting)}`);
}

function isNewElsewhere({ tabs, active }: State): boolean {
  return tabs.some((view) => view.room !== active && hasNews(view));
}

/** The rows of files say it themselves where they have room. */
function transferHints(view: RoomView, { transfers }: Layout): readonly string[] {
  const [cancel = ""] = commandHint("cancel");
  const isTold = transfers.some(({ text }) => text.includes(cancel));
  return openTransfers(view) > 0 && !isTold ? [cancel] : [];
}

function idleHints(view: RoomView, { pane }: Layout): readonly string[] {
  const isFileInSight = visibleRows(view, pane).some(
    (row) => row.kind === "said" && row.file !== undefined,
  );
  return [...(isFileInSight ? [keyHint("sight", "next", "files")] : []), ...commandHint("help")];
}

function typingHints({ field }: RoomView): readonly string[] {
  const isName = begunName(field) !== undefined;
  const isCommand = field.text.startsWith("/");
  return [
    ...(isName ? [keyHint("field", "complete", "complete")] : []),
    ...(isCommand ? [] : [keyHint("field", "newLine", "newLine")]),
  ];
}

function keyHint<P extends Place>(place: P, key: KeyIn<P>, word: HintWord): string {
  return `${keyName(place, key)}: ${words.help.hints[word]}`;
}

/** As it is typed, if there is such a command. */
function commandHint(name: string): readonly string[] {
  return slashTable.filter((row) => row.name === name).map((row) => `/${row.name}`);
}
