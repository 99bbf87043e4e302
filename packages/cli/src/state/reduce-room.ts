import { limits, type Member } from "@classchat/core";
import type { ConnectionState } from "../client/session-events.ts";
import { type Edit, emptyEdit, insert } from "../input/editor.ts";
import { words } from "../words/words.ts";
import { enter } from "./entering.ts";
import type { Hosting, RoomEvent } from "./events.ts";
import { merge } from "./messages.ts";
import { countOthers, type Note, replaced, withDoubts, withNote, withoutDoubts } from "./notes.ts";
import { announcementOf, deskOf, mutedOf, quietOf } from "./order.ts";
import { paceAfter } from "./pace.ts";
import { paletteAfter } from "./palette.ts";
import { cleared, deleted, remaining } from "./removal.ts";
import { filesAfter } from "./room-files.ts";
import { formAfter } from "./room-forms.ts";
import { endOf, ownText, putOut, type RoomView } from "./room-view.ts";
import { type Warning, withWarning } from "./warnings.ts";

type Of<Type extends RoomEvent["type"]> = Extract<RoomEvent, { type: Type }>;

/** The room after the event. */
export function reduceRoom(view: RoomView, event: RoomEvent): RoomView {
  const files = filesAfter(view.files, event);
  return { ...changed(view, event), files, palette: paletteAfter(view.palette, event) };
}

function changed(view: RoomView, event: RoomEvent): RoomView {
  switch (event.type) {
    case "connection":
      return connectionChanged(view, event.connection);
    case "entered":
      return enter(view, event);
    case "received":
      return receive(view, event);
    case "older":
      return olderCame(view, event);
    case "olderAsked":
      return { ...view, olderAsked: true };
    case "cleared":
      return cleared(view, event);
    case "deleted":
      return deleted(view, event);
    case "presence":
      return { ...view, present: presentAfter(view.present, event) };
    case "role":
      return roleChanged(view, event);
    case "typing":
      return { ...view, typing: event.users.filter((user) => user !== view.me?.user) };
    case "typingTold":
      return { ...view, typingToldAt: event.at };
    case "outbox":
      return { ...view, drafts: event.drafts };
    case "closing":
      return { ...view, closing: true };
    case "hosting":
      return { ...view, hosting: hostingOf(event) };
    case "asked":
      return { ...view, question: event.question, field: emptyEdit, setAside: ownText(view) };
    case "answered":
      return withOwnText({ ...view, question: undefined, field: emptyEdit }, ownText(view));
    case "pasteAsked":
      return { ...view, pasted: event.text, field: emptyEdit, setAside: ownText(view) };
    case "pasteAnswered":
      return withOwnText({ ...view, pasted: undefined, field: emptyEdit }, ownText(view));
    case "noted":
      return { ...view, notes: withNote(view.notes, lastingNote(view, event)) };
    case "written":
      return withOwnText(view, insert({ ...ownText(view), text: "", cursor: 0 }, event.text));
    case "warned":
      return { ...view, warnings: withWarning(view.warnings, warningOf(event)) };
    case "pastedLeft":
      return noted(view, words.files.pastedLeft(event.count));
    case "progress":
      return fetched(view, event);
    case "edited":
      return { ...view, field: event.field };
    case "unfolded":
      return { ...view, unfolded: toggled(view.unfolded, event.seq) };
    case "scrolled":
      return { ...view, anchor: event.anchor };
    default:
      return { ...orderChanged(view, event), form: formAfter(view.form, event) };
  }
}

/** What mentors decide about the room and those in it. */
function orderChanged(view: RoomView, event: RoomEvent): RoomView {
  const { order } = view;
  switch (event.type) {
    case "state": {
      const [quiet, announcement] = [quietOf(event.state), announcementOf(event.state)];
      return { ...view, order: { ...order, quiet, announcement } };
    }
    case "muted":
      return noted({ ...view, order: { ...order, muted: mutedOf(event.muted) } }, muteWords(event));
    case "desk":
      return { ...view, order: { ...order, desk: deskOf(event.desk) } };
    case "doubt":
      return doubtSaid(view, event);
    default:
      return view;
  }
}

function connectionChanged(view: RoomView, connection: ConnectionState): RoomView {
  const changed = { ...view, connection, olderAsked: false, typing: [] };
  const out = putOut(changed);
  if (!out) return changed;
  // Whoever tries to come back and is refused again need not read it twice.
  const text = words.screen.happened[out];
  return noted({ ...changed, notes: view.notes.filter((note) => note.text !== text) }, text);
}

/** As long as something is asked, the field is for the answer. */
function withOwnText(view: RoomView, own: Edit): RoomView {
  const isAsked = view.question !== undefined || view.pasted !== undefined;
  return isAsked ? { ...view, setAside: own } : { ...view, field: own, setAside: emptyEdit };
}

function doubtSaid(view: RoomView, { line }: Of<"doubt">): RoomView {
  const doubtsBelow = view.doubtsBelow + countOthers([line], view.me);
  return { ...view, doubtsBelow, notes: withDoubts(view.notes, { ...view, lines: [line] }) };
}

function receive(view: RoomView, event: Of<"received">): RoomView {
  const received = remaining(event.messages, view.removed);
  const authors = new Set(received.map(({ from }) => from));
  return withinBounds({
    ...view,
    messages: merge(view.messages, received),
    pace: paceAfter(view.pace, received, Date.now()),
    typing: view.typing.filter((user) => !authors.has(user)),
  });
}

/**
 * At the end of a long day the oldest go, to be fetched again by whoever scrolls up to them. What is read there now stays,
 * and so it does while older ones are on their way, which have to fit to what they were asked for.
 */
function withinBounds(view: RoomView): RoomView {
  const isFree = view.anchor === undefined && !view.olderAsked;
  if (!isFree || view.messages.length <= mostAtHand) return view;
  return { ...view, messages: view.messages.slice(-leastAtHand), complete: false };
}

const mostAtHand = 20_000;
const leastAtHand = 10_000;

function olderCame(view: RoomView, event: Of<"older">): RoomView {
  const messages = merge(remaining(event.messages, view.removed), view.messages);
  return {
    ...view,
    messages,
    notes: replaced(view.notes, messages),
    complete: view.complete || event.complete,
    olderAsked: false,
  };
}

function presentAfter(
  present: readonly Member[],
  { joined, left }: Of<"presence">,
): readonly Member[] {
  const gone = new Set([...left, ...joined.map(({ user }) => user)]);
  const after = [...present.filter(({ user }) => !gone.has(user)), ...joined];
  // No room has more of them, whatever its host says.
  return after.slice(-limits.mostMembers);
}

function roleChanged(view: RoomView, { member }: Of<"role">): RoomView {
  const isMe = member.user === view.me?.user;
  const after = {
    ...view,
    me: isMe ? member : view.me,
    // Those for the new role come when the room is entered anew.
    notes: isMe ? withoutDoubts(view.notes) : view.notes,
    present: view.present.map((other) => (other.user === member.user ? member : other)),
    order: isMe && member.role === "student" ? { ...view.order, desk: undefined } : view.order,
  };
  return noted(after, isMe ? ownRoleWords(member) : roleWords(member));
}

function ownRoleWords({ role }: Member): string {
  const { youAreMentor, youAreNoMentor } = words.screen.happened;
  return role === "mentor" ? youAreMentor : youAreNoMentor;
}

function roleWords({ user, role }: Member): string {
  const { isMentor, isNoMentor } = words.screen.happened;
  return role === "mentor" ? isMentor(user) : isNoMentor(user);
}

function toggled(seqs: ReadonlySet<number>, seq: number): ReadonlySet<number> {
  const others = [...seqs].filter((other) => other !== seq);
  return new Set(others.length === seqs.size ? [...others, seq] : others);
}

/** Where a file was saved is to be found later too. */
function fetched(view: RoomView, { transfer: { state, name, path } }: Of<"progress">): RoomView {
  const isSaved = state === "done" && path !== undefined;
  return isSaved ? noted(view, words.screen.happened.saved(name, path)) : view;
}

function muteWords({ muted }: Of<"muted">): string {
  if (!muted) return words.screen.happened.mayWrite;
  const by = muted.by === null ? `${words.screen.happened.flooded} ` : "";
  return by + words.errors.muted;
}

function noted(view: RoomView, text: string): RoomView {
  return { ...view, notes: withNote(view.notes, { after: endOf(view), text }) };
}

function lastingNote(view: RoomView, { text }: Of<"noted">): Omit<Note, "id"> {
  return { after: endOf(view), text, lasting: true };
}

function hostingOf({ addresses, port, code }: Hosting): Hosting {
  return { addresses, port, code };
}

function warningOf({ about, text, at }: Warning): Warning {
  return { about, text, at };
}
