import type { Member, Message, RoomCard } from "@classchat/core";
import type { ConnectionState, OutboxDraft } from "../client/session-events.ts";
import { type Edit, emptyEdit } from "../input/editor.ts";
import type { Anchor, Hosting, RoomEvent } from "./events.ts";
import { type Form, newForm, refused } from "./form.ts";
import { countAfter, merge } from "./messages.ts";

/** One room as its tab shows it. */
export interface RoomView {
  room: string;
  name: string;
  title: string;
  /** The room code was typed. */
  verified: boolean;
  connection: ConnectionState;
  me: Member | undefined;
  card: RoomCard | undefined;
  hosting: Hosting | undefined;
  /** In order of `seq`, without gaps. */
  messages: readonly Message[];
  /** There is nothing older to fetch. */
  complete: boolean;
  olderAsked: boolean;
  /** Not stored yet: shown below the messages. */
  drafts: readonly OutboxDraft[];
  notes: readonly Note[];
  present: readonly Member[];
  closing: boolean;
  /** The line "new since" stands behind this `seq`. */
  newSince: number | undefined;
  /** What came after this `seq` has not been on the screen. */
  seen: number;
  /** Where the user scrolled to; nothing follows the newest message. */
  anchor: Anchor | undefined;
  field: Edit;
  /** What has to be answered before the room can be entered. */
  form: Form | undefined;
}

/** A line from the program itself, behind the message with that `seq`. */
export interface Note {
  after: number;
  text: string;
}

export function openRoom(room: {
  room: string;
  name: string;
  title: string;
  verified: boolean;
}): RoomView {
  return {
    ...room,
    connection: { state: "connecting" },
    me: undefined,
    card: undefined,
    hosting: undefined,
    messages: [],
    complete: false,
    olderAsked: false,
    drafts: [],
    notes: [],
    present: [],
    closing: false,
    newSince: undefined,
    seen: 0,
    anchor: undefined,
    field: emptyEdit,
    form: undefined,
  };
}

/** The room after the event. */
export function reduceRoom(view: RoomView, event: RoomEvent): RoomView {
  switch (event.type) {
    case "connection":
      return { ...view, connection: event.connection, olderAsked: false };
    case "codeAsked":
      return { ...view, form: newForm("code") };
    case "codeSkipped":
      return { ...view, form: undefined };
    case "signInAsked":
      return { ...view, form: signInForm(view.form, event) };
    case "formRefused":
      return view.form ? { ...view, form: refused(view.form, event) } : view;
    case "formEdited":
      return { ...view, form: event.form };
    case "entered":
      return enter(view, event);
    case "received":
      return { ...view, messages: merge(view.messages, event.messages) };
    case "older":
      return {
        ...view,
        messages: merge(event.messages, view.messages),
        complete: event.complete,
        olderAsked: false,
      };
    case "olderAsked":
      return { ...view, olderAsked: true };
    case "presence":
      return { ...view, present: presentAfter(view.present, event) };
    case "outbox":
      return { ...view, drafts: event.drafts };
    case "closing":
      return { ...view, closing: true };
    case "hosting":
      return { ...view, hosting: hostingOf(event) };
    case "edited":
      return { ...view, field: event.field };
    case "scrolled":
      return { ...view, anchor: event.anchor };
    default:
      return view;
  }
}

/** How many messages of others have not been on the screen. */
export function unreadOf(view: RoomView): number {
  return countAfter(view.messages, view.seen, ({ from }) => from !== view.me?.user);
}

/** The room when all that is there has been on the screen. */
export function seenToEnd(view: RoomView): RoomView {
  const seen = view.messages.at(-1)?.seq ?? view.seen;
  return seen === view.seen ? view : { ...view, seen };
}

type Entered = Extract<RoomEvent, { type: "entered" }>;

function enter(view: RoomView, event: Entered): RoomView {
  const base = event.restarted ? { ...view, ...forgotten(view) } : view;
  const messages = merge(base.messages, event.messages);
  return {
    ...base,
    me: event.me,
    card: event.card,
    name: event.card.name,
    title: event.card.title,
    messages,
    complete: (messages[0]?.seq ?? 1) <= event.readableAbove + 1,
    olderAsked: false,
    present: event.present,
    closing: false,
    newSince: newSince(base, event),
    seen: Math.max(base.seen, Math.min(event.lastRead, event.head)),
    form: undefined,
  };
}

/** What is left of a room whose log was replaced: nothing of what was said, and a line that says so. */
function forgotten(view: RoomView): Partial<RoomView> {
  const said = view.messages.length > 0;
  const note = {
    after: 0,
    text: "The host restored an older copy of this room: it starts anew here.",
  };
  return {
    messages: [],
    notes: said ? [note] : [],
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

/** What was typed stays when the question comes again, as after a lost connection. */
function signInForm(
  form: Form | undefined,
  { code }: Extract<RoomEvent, { type: "signInAsked" }>,
): Form {
  const isOpen = form?.kind === "signIn" || form?.kind === "register";
  const open = isOpen ? { ...form, busy: false } : newForm("signIn");
  return code ? refused(open, { code }) : open;
}

function presentAfter(
  present: readonly Member[],
  { joined, left }: Extract<RoomEvent, { type: "presence" }>,
): readonly Member[] {
  const gone = new Set([...left, ...joined.map(({ user }) => user)]);
  return [...present.filter(({ user }) => !gone.has(user)), ...joined];
}

function hostingOf({ addresses, port, code }: Hosting): Hosting {
  return { addresses, port, code };
}
