import type { Completion } from "../state/actions.ts";
import type { RoomView } from "../state/room-view.ts";
import { activeRoom } from "../state/state.ts";
import { words } from "../words/words.ts";
import { completeNameAtCursor } from "./complete-name.ts";
import type { Desk } from "./desk.ts";
import { completedGet } from "./files-in-sight.ts";
import { tell } from "./tell.ts";
import { writeLine } from "./write-line.ts";

/** Goes on with what is begun: a name, the file behind `/get`, or what else a command is about. */
export function complete(desk: Desk, view: RoomView): void {
  if (completeNameAtCursor(desk, view)) return;
  const [, get, typed = ""] = /^(\/get\s+)(.*)$/iu.exec(view.field.text) ?? [];
  if (get !== undefined) completeGet(desk, view, { get, typed });
  else askForCompletion(desk, view);
}

function completeGet(
  desk: Desk,
  view: RoomView,
  { get, typed }: { get: string; typed: string },
): void {
  const meant = completedGet(view, typed);
  if (meant) writeLine(desk, view, get + meant.seq);
  tell(desk, meant ? `${meant.seq}: ${meant.file.name}` : words.screen.hints.noSuchFile);
}

/** Where the line was changed meanwhile, the answer comes too late. */
function askForCompletion(desk: Desk, { room, field: { text } }: RoomView): void {
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
  if (choices.length > 0) tell(desk, choices.join("   "));
  else desk.model.dispatch({ type: "unhinted" });
}
