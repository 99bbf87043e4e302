import { cleanText } from "@classchat/core";
import { emptyEdit, insert } from "../input/editor.ts";
import { droppedPath } from "../input/path.ts";
import type { RoomView } from "../state/room-view.ts";
import type { Desk } from "./desk.ts";

/** Asks about a path that was dropped on an empty field; false where the text is none. */
export function askAboutDrop({ model }: Desk, { room, field }: RoomView, text: string): boolean {
  const path = field.text === "" ? droppedPath(text) : undefined;
  if (path === undefined) return false;
  model.dispatch({ type: "fileDropped", room, path, text });
  return true;
}

/** Sends the file, or puts what was pasted where pastes go. */
export function answerDrop({ model, actions }: Desk, view: RoomView, isYes: boolean): void {
  const { room, files } = view;
  if (!files.dropped) return;
  const { text } = files.dropped;
  model.dispatch({ type: "dropAnswered", room });
  // The answer stands in the field, which was empty before.
  const field = isYes ? emptyEdit : insert(emptyEdit, cleanText(text));
  model.dispatch({ type: "edited", room, field });
  if (isYes) actions.submit(room, `/file ${text.trim()}`);
}
