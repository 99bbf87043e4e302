import { cleanText } from "@classchat/core";
import { fieldLength } from "../input/paste-way.ts";
import type { RoomView } from "../state/room-view.ts";
import type { Desk } from "./desk.ts";
import { tellRefusal } from "./tell.ts";

/** Takes what stands in the field to the editor of this computer. */
export function goOnInEditor(desk: Desk, view: RoomView): void {
  compose(desk, view).catch(({ message }: Error) => tellRefusal(desk, message));
}

/** The text comes back into the field of its room, whatever is in front by then. */
async function compose(desk: Desk, { room, field: { text } }: RoomView): Promise<void> {
  const { model, actions, suspend = (work) => work() } = desk;
  let written = text;
  await suspend(async () => {
    written = await actions.compose(text);
  });
  const line = cleanText(written).trimEnd();
  const isTooLong = line.length > fieldLength;
  if (line === text.trimEnd()) return;
  model.dispatch({ type: "written", room, text: isTooLong ? "" : line });
  if (isTooLong) model.dispatch({ type: "pasteAsked", room, text: line });
}
