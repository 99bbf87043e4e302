import type { Message } from "@classchat/core";
import { words } from "../words/words.ts";
import type { Anchor, RoomEvent } from "./events.ts";
import { notesAfterClear, withNote } from "./notes.ts";
import { endOf, type Removed, type RoomView } from "./room-view.ts";

// What mentors take away vanishes at once wherever it stands, and nothing that was still on its way brings it back.

/** The messages that nobody took away. */
export function remaining(messages: readonly Message[], removed: Removed): readonly Message[] {
  const isThere = ({ seq }: Message) => seq > removed.upTo && !removed.seqs.has(seq);
  return messages.every(isThere) ? messages : messages.filter(isThere);
}

export function cleared(
  view: RoomView,
  { upTo, count, by, upToAt }: Extract<RoomEvent, { type: "cleared" }>,
): RoomView {
  const removed = { ...view.removed, upTo: Math.max(upTo, view.removed.upTo) };
  const left = without(view, removed, upToAt);
  return noted(left, endOf(left), words.screen.happened.cleared(by, count));
}

export function deleted(
  view: RoomView,
  { seq, by }: Extract<RoomEvent, { type: "deleted" }>,
): RoomView {
  const left = without(view, { ...view.removed, seqs: new Set([...view.removed.seqs, seq]) });
  return noted(left, seq, words.screen.happened.deleted(by, seq));
}

/** What is left of what was shown before, when one comes back to a room in which that was taken away. */
export function removedMeanwhile(
  view: RoomView,
  { clearedSeq, deleted }: { clearedSeq: number; deleted: readonly number[] },
): RoomView {
  const left = without(view, { upTo: clearedSeq, seqs: new Set(deleted) }, toldAnew);
  if (left.messages.length === view.messages.length) return left;
  return noted(left, endOf(left), words.screen.happened.removedMeanwhile);
}

/** Lines between students and mentors that are left are told with the room. */
const toldAnew = Number.POSITIVE_INFINITY;

/** `upToAt`: those up to that moment go with a clear. */
function without(view: RoomView, removed: Removed, upToAt = 0): RoomView {
  const messages = remaining(view.messages, removed);
  const isClear = removed.upTo > view.removed.upTo;
  return {
    ...view,
    removed,
    messages,
    notes: isClear ? notesAfterClear(view.notes, { upTo: removed.upTo, upToAt }) : view.notes,
    complete: view.complete || (view.messages[0]?.seq ?? 1) <= removed.upTo + 1,
    anchor: anchorAmong(messages, view.anchor),
  };
}

/** The place itself, or the nearest one above it that is left; nothing above it means the end. */
function anchorAmong(messages: readonly Message[], anchor: Anchor | undefined): Anchor | undefined {
  if (!anchor || messages.some(({ seq }) => seq === anchor.seq)) return anchor;
  const above = messages.findLast(({ seq }) => seq < anchor.seq);
  return above && { seq: above.seq, below: 0 };
}

function noted(view: RoomView, after: number, text: string): RoomView {
  return { ...view, notes: withNote(view.notes, { after, text }) };
}
