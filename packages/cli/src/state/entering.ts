import { words } from "../words/words.ts";
import type { RoomEvent } from "./events.ts";
import { merge } from "./messages.ts";
import {
  countOthers,
  lastingNotes,
  replaced,
  withDoubts,
  withNote,
  withoutDoubts,
} from "./notes.ts";
import { announcementOf, deskOf, mutedOf, type Order, quietOf } from "./order.ts";
import { remaining, removedMeanwhile } from "./removal.ts";
import { nothingRemoved, openRoom, type RoomView } from "./room-view.ts";

type Entered = Extract<RoomEvent, { type: "entered" }>;

/** The room when one has come in, for the first time or again. */
export function enter(view: RoomView, event: Entered): RoomView {
  const { me, card, present, doubts: lines } = event;
  const own = ownPart(view, me);
  const base = removedMeanwhile(event.restarted ? forgotten(own) : own, event);
  const messages = merge(base.messages, remaining(event.messages, base.removed));
  return {
    ...base,
    ...{ me, card, present, messages, name: card.name, title: card.title },
    complete: (messages[0]?.seq ?? 1) <= Math.max(event.readableAbove, event.clearedSeq) + 1,
    olderAsked: false,
    notes: withDoubts(replaced(base.notes, messages), { lines, messages, me }),
    doubtsBelow: base.me ? base.doubtsBelow + countOthers(lines, me) : 0,
    typing: [],
    order: orderOf(event),
    closing: false,
    newSince: newSince(base, event),
    seen: Math.max(base.seen, Math.min(event.lastRead, event.head)),
    form: undefined,
  };
}

/** What may stay of what is shown: nothing but the room for another account, no doubts in another role. */
function ownPart(view: RoomView, { user, role }: Entered["me"]): RoomView {
  const { me, connection, card, hosting, warnings, drafts } = view;
  if (!me || (me.user === user && me.role === role)) return view;
  if (me.user === user) return { ...view, notes: withoutDoubts(view.notes) };
  return { ...openRoom(view), connection, card, hosting, warnings, drafts };
}

function orderOf({ state, muted, desk }: Entered): Order {
  return {
    quiet: quietOf(state),
    announcement: announcementOf(state),
    muted: mutedOf(muted),
    desk: deskOf(desk),
  };
}

/** What is left of a room whose log was replaced: nothing of what was said, and a line that says so. */
function forgotten(view: RoomView): RoomView {
  const text = words.screen.happened.restored;
  const kept = lastingNotes(view.notes);
  return {
    ...view,
    messages: [],
    removed: nothingRemoved,
    notes: view.messages.length > 0 ? withNote(kept, { after: 0, text }) : kept,
    newSince: undefined,
    seen: 0,
    anchor: undefined,
  };
}

/** The line moves only when something was missed; nobody has missed anything before the first visit. */
function newSince(view: RoomView, { lastRead, messages }: Entered): number | undefined {
  const missed = messages.some(({ seq }) => seq > lastRead);
  return missed && lastRead > 0 ? lastRead : view.newSince;
}
