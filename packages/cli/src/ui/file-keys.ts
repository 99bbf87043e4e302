import type { Completion } from "../state/actions.ts";
import { markedFile, markedMessage } from "../state/room-files.ts";
import type { RoomView } from "../state/room-view.ts";
import { activeRoom } from "../state/state.ts";
import { words } from "../words/words.ts";
import { type Desk, layoutNow } from "./desk.ts";
import { completedGet, inSight, nextMarked } from "./files-in-sight.ts";
import type { Keystroke } from "./keystroke.ts";
import { unfold } from "./unfold.ts";
import { writeLine } from "./write-line.ts";

/** Does what the key means for files; false where it means nothing for them now. */
export function pressForFiles(desk: Desk, view: RoomView, keystroke: Keystroke): boolean {
  if ("text" in keystroke) return false;
  switch (keystroke.chord) {
    case "tab":
      return pressTab(desk, view, 1);
    case "shift+tab":
      return pressTab(desk, view, -1);
    case "enter":
      return fetchMarked(desk, view) || unfoldMarked(desk, view);
    case "escape":
      return letGo(desk, view);
    default:
      return false;
  }
}

/** In the empty field Tab goes through the files and folded messages in sight; behind a command it completes what the command is about. */
function pressTab(desk: Desk, view: RoomView, by: 1 | -1): boolean {
  const { text } = view.field;
  const [, get, typed = ""] = /^(\/get\s+)(.*)$/iu.exec(text) ?? [];
  if (text === "") mark(desk, view, by);
  else if (get !== undefined) completeGet(desk, view, { get, typed });
  else complete(desk, view);
  return true;
}

function mark(desk: Desk, view: RoomView, by: 1 | -1): void {
  const { model } = desk;
  const seen = inSight(view, layoutNow(desk).pane);
  const seq = nextMarked(seen, markedMessage(view)?.seq, by);
  model.dispatch({ type: "fileMarked", room: view.room, seq });
  if (seq === undefined) hint(desk, words.screen.hints.noFileInSight);
  else model.dispatch({ type: "unhinted" });
}

function fetchMarked({ model, actions }: Desk, view: RoomView): boolean {
  const marked = markedFile(view);
  if (!marked || view.field.text !== "") return false;
  model.dispatch({ type: "fileMarked", room: view.room, seq: undefined });
  actions.submit(view.room, `/get ${marked.seq}`);
  return true;
}

function unfoldMarked(desk: Desk, view: RoomView): boolean {
  const marked = markedMessage(view);
  if (!marked || view.field.text !== "") return false;
  unfold(desk, view, marked.seq);
  return true;
}

/** Lets go of what is marked, else takes away what failed. */
function letGo({ model }: Desk, view: RoomView): boolean {
  const { room } = view;
  const hasFailed = view.files.transfers.some(({ state }) => state === "failed");
  if (markedMessage(view)) model.dispatch({ type: "fileMarked", room, seq: undefined });
  else if (hasFailed) model.dispatch({ type: "failuresSeen", room });
  else return false;
  return true;
}

function completeGet(
  desk: Desk,
  view: RoomView,
  { get, typed }: { get: string; typed: string },
): void {
  const meant = completedGet(view, typed);
  if (meant) writeLine(desk, view, get + meant.seq);
  hint(desk, meant ? `${meant.seq}: ${meant.file.name}` : words.screen.hints.noSuchFile);
}

/** Where the line was changed meanwhile, the answer comes too late. */
function complete(desk: Desk, { room, field: { text } }: RoomView): void {
  const show = async () => {
    const completion = await desk.actions.complete(text);
    const view = activeRoom(desk.model.get());
    if (completion && view?.room === room && view.field.text === text) {
      showCompletion(desk, view, completion);
    }
  };
  // Of no weight: the path can be typed.
  show().catch(() => {});
}

function showCompletion(desk: Desk, view: RoomView, { line, choices }: Completion): void {
  writeLine(desk, view, line);
  if (choices.length > 0) hint(desk, choices.join("   "));
  else desk.model.dispatch({ type: "unhinted" });
}

function hint({ model }: Desk, text: string): void {
  model.dispatch({ type: "hinted", text, tone: "info" });
}
