import { type ForKeys, forKey, type Keystroke } from "../input/key-table.ts";
import { markedFile, markedMessage } from "../state/room-files.ts";
import type { RoomView } from "../state/room-view.ts";
import { words } from "../words/words.ts";
import { type Desk, layoutNow } from "./desk.ts";
import { inSight, nextMarked } from "./files-in-sight.ts";
import { tell } from "./tell.ts";
import { unfold } from "./unfold.ts";

/** Whether the key meant something. */
type Press = (desk: Desk, view: RoomView) => boolean;

const sightKeys: ForKeys<"sight", Press> = {
  next: (desk, view) => mark(desk, view, 1),
  previous: (desk, view) => mark(desk, view, -1),
  take: (desk, view) => fetchMarked(desk, view) || unfoldMarked(desk, view),
  letGo,
};

/** Does what the key means for files and folded messages; false where it means nothing for them now. */
export function pressForFiles(desk: Desk, view: RoomView, keystroke: Keystroke): boolean {
  return forKey("sight", sightKeys, keystroke)?.(desk, view) ?? false;
}

/** In the empty field; elsewhere the key completes. */
function mark(desk: Desk, view: RoomView, by: 1 | -1): boolean {
  const { model } = desk;
  if (view.field.text !== "") return false;
  const seen = inSight(view, layoutNow(desk).pane);
  const seq = nextMarked(seen, markedMessage(view)?.seq, by);
  model.dispatch({ type: "fileMarked", room: view.room, seq });
  if (seq === undefined) tell(desk, words.screen.hints.noFileInSight);
  else model.dispatch({ type: "unhinted" });
  return true;
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
