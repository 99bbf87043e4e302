import { heldBy, type RoomView } from "../state/room-view.ts";
import { words } from "../words/words.ts";
import { type Row, wrap } from "./row.ts";

/** Whether there is nothing to read, for somebody who is in the room. */
export function isSilent({ me, messages, drafts }: RoomView): boolean {
  return me !== undefined && messages.length === 0 && drafts.length === 0;
}

/** What to do in an empty room; where somebody was told that it was cleared, that is enough. */
export function silenceRows(view: RoomView, width: number): Row[] {
  if (!isSilent(view) || (isCleared(view) && view.notes.length > 0)) return [];
  return wrap(silenceWords(view), Math.max(4, width - 4)).map((text, row) => ({
    key: `silence:${row}`,
    kind: "note",
    text: `  ${text}`,
    tone: "program",
  }));
}

function silenceWords(view: RoomView): string {
  const { nothingSaid, nothingHere, howToSay } = words.screen.timeline;
  const what = isCleared(view) ? nothingHere : nothingSaid;
  return heldBy(view, Date.now()) ? what : `${what} ${howToSay}`;
}

function isCleared({ removed: { upTo, seqs } }: RoomView): boolean {
  return upTo > 0 || seqs.size > 0;
}
