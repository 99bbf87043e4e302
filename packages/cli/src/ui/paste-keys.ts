import { cleanText, codePoints, limits } from "@classchat/core";
import { insert } from "../input/editor.ts";
import type { ForKeys } from "../input/key-table.ts";
import { type PasteWay, pasteWays, readPasteWay } from "../input/paste-way.ts";
import { ownText, type RoomView } from "../state/room-view.ts";
import { activeRoom } from "../state/state.ts";
import type { Desk } from "./desk.ts";
import { linesOf, textWithPaste } from "./question.ts";

/** Asks what becomes of a pasted text that is long; false where it is short enough to go into the field. */
export function askAboutPaste({ model }: Desk, view: RoomView, pasted: string): boolean {
  const text = cleanText(pasted);
  const isLong = linesOf(text) > mostLines || codePoints(text) > limits.messageLength;
  if (isLong) model.dispatch({ type: "pasteAsked", room: view.room, text });
  return isLong;
}

const mostLines = 3;

/** Where the question stands, and how a message is sent from there. */
interface Asked {
  desk: Desk;
  view: RoomView;
  submit: (desk: Desk, view: RoomView) => void;
}

/** The answer is typed and ends with Enter, as that to all questions; Esc is for cancel. */
export function pasteKeys(asked: Asked): ForKeys<"question", () => void> {
  return {
    answer: () => answerAsTyped(asked),
    no: () => finish(asked, "cancel"),
  };
}

/** What is no answer, or cannot be done with so much, changes nothing. */
function answerAsTyped(asked: Asked): void {
  const way = readPasteWay(asked.view.field.text);
  if (way && pasteWays(textWithPaste(asked.view)).includes(way)) finish(asked, way);
}

function finish({ desk, view, submit }: Asked, way: PasteWay): void {
  const { model, actions } = desk;
  const { room, pasted = "" } = view;
  model.dispatch({ type: "pasteAnswered", room });
  if (way === "file") actions.sendText(room, pasted);
  if (way === "file" || way === "cancel") return;
  model.dispatch({ type: "edited", room, field: insert(ownText(view), pasted) });
  const after = activeRoom(model.get());
  if (way === "send" && after) submit(desk, after);
}
