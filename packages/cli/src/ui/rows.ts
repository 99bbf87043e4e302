import type { Message, Role } from "@classchat/core";
import { isFor } from "../state/mentions.ts";
import { isFileMessage } from "../state/room-files.ts";
import type { RoomView } from "../state/room-view.ts";
import { words } from "../words/words.ts";
import { fileRows } from "./file-rows.ts";
import { noteRows } from "./note-rows.ts";
import { type Mark, type Row, wrap } from "./row.ts";
import { isFoldable, type Look, saidRows } from "./said-rows.ts";
import { isSilent, silenceRows } from "./silence-rows.ts";

type Draft = RoomView["drafts"][number];

// What was said never changes, so it is wrapped once for each width. Drafts are new objects when they change.
const cache = new WeakMap<object, Look & { rows: readonly Row[] }>();

/** How many things the timeline holds: messages, or what stands where there are none, then drafts. */
export function lengthOf(view: RoomView): number {
  return placesSaid(view) + view.drafts.length;
}

/** The number that stands for the thing at this index; a draft has the one it will get if nobody comes before. */
export function seqAt(view: RoomView, index: number): number {
  const message = view.messages[index];
  const last = view.messages.at(-1)?.seq ?? 0;
  return message?.seq ?? last + 1 + index - placesSaid(view);
}

/** All rows of the thing at this index: the lines that stand before it, then itself, then notes. */
export function rowsAt(view: RoomView, index: number, width: number): readonly Row[] {
  const message = view.messages[index];
  if (message) return messageRows(view, { message, index, width });
  const draft = view.drafts[index - placesSaid(view)];
  return draft
    ? draftRows(view, draft, width)
    : [...silenceRows(view, width), ...noteRows(view, { width })];
}

/** Whether that message is one that is folded, or was. */
export function isLong(view: RoomView, seq: number, width: number): boolean {
  const message = view.messages.findLast((message) => message.seq === seq);
  if (!message || message.file) return false;
  return isFoldable(message, lookOf(view, message, width));
}

/** Notes need a place also where no message is. */
function placesSaid(view: RoomView): number {
  const isPlaceNeeded = view.notes.length > 0 || isSilent(view);
  return Math.max(view.messages.length, isPlaceNeeded ? 1 : 0);
}

function messageRows(
  view: RoomView,
  { message, index, width }: { message: Message; index: number; width: number },
): readonly Row[] {
  const before = view.messages[index - 1];
  const lines = [
    ...(before ? [] : noteRows(view, { to: message.seq, width })),
    ...lineRows(view, before, message),
  ];
  const said = messageTextRows(view, message, width);
  const next = view.messages[index + 1];
  const range = { from: message.seq, ...(next ? { to: next.seq } : {}) };
  const notes = noteRows(view, { ...range, width });
  return lines.length + notes.length > 0 ? [...lines, ...said, ...notes] : said;
}

function messageTextRows(view: RoomView, message: Message, width: number): readonly Row[] {
  const look = lookOf(view, message, width);
  return cached(message, look, () =>
    isFileMessage(message) ? fileRows(message, look) : saidRows(message, look),
  );
}

function lookOf(view: RoomView, message: Message, width: number): Look {
  const isForMe = view.me !== undefined && isFor(message, view.me.user);
  const isUnfolded = view.unfolded.has(message.seq);
  return {
    width,
    mark: markOf(view, message, isForMe),
    digits: digitsOf(view),
    isForMe,
    isUnfolded,
  };
}

/** No text can look like a file, for its mark is another. */
function markOf({ me, files }: RoomView, { seq, from, file }: Message, isForMe: boolean): Mark {
  if (files.marked === seq) return "›";
  if (file) return "↓";
  if (isForMe) return "@";
  return from === me?.user ? "✓" : " ";
}

function draftRows(view: RoomView, draft: Draft, width: number): readonly Row[] {
  const mark = draft.state === "failed" ? "!" : "…";
  const own = { isForMe: false, isUnfolded: draft.state === "failed" };
  const look: Look = { width, mark, digits: digitsOf(view), ...own };
  return cached(draft, look, () => [
    ...saidRows({ ...draft, ...authorOf(view) }, look),
    ...failureRows(draft, width),
  ]);
}

/** Mentors see the numbers of messages, for by them a message is deleted. */
function digitsOf({ me, messages }: RoomView): number {
  return me?.role === "mentor" ? String(messages.at(-1)?.seq ?? 0).length : 0;
}

function authorOf({ me }: RoomView): { from: string; role: Role } {
  return { from: me?.user ?? "", role: me?.role ?? "student" };
}

function failureRows(draft: Draft, width: number): readonly Row[] {
  if (draft.state !== "failed") return [];
  const { notSent, retryOrDiscard } = words.screen.timeline;
  const reason = draft.code ? ` ${words.errors[draft.code]}` : "";
  return wrap(`${notSent}${reason} ${retryOrDiscard}`, width - 2).map((text, row) => ({
    key: `${draft.id}:failure:${row}`,
    kind: "failure",
    text: `  ${text}`,
  }));
}

function lineRows(view: RoomView, before: Message | undefined, message: Message): Row[] {
  const rows: Row[] = [];
  if (dayOf(before?.at) !== dayOf(message.at)) {
    rows.push({ key: `day:${message.id}`, kind: "line", label: dayName(message.at), tone: "day" });
  }
  if (isFirstNew(view, before, message)) {
    rows.push({
      key: `since:${message.id}`,
      kind: "line",
      label: words.screen.timeline.newSince,
      tone: "since",
    });
  }
  return rows;
}

function isFirstNew(
  { newSince }: RoomView,
  before: Message | undefined,
  message: Message,
): boolean {
  return (
    newSince !== undefined &&
    before !== undefined &&
    before.seq <= newSince &&
    message.seq > newSince
  );
}

function cached(thing: object, look: Look, make: () => readonly Row[]): readonly Row[] {
  const hit = cache.get(thing);
  if (hit && isSame(hit, look)) return hit.rows;
  const rows = make();
  cache.set(thing, { ...look, rows });
  return rows;
}

function isSame(a: Look, b: Look): boolean {
  const isSameShape = a.width === b.width && a.digits === b.digits && a.isUnfolded === b.isUnfolded;
  return isSameShape && a.mark === b.mark && a.isForMe === b.isForMe;
}

function dayOf(at: number | undefined): string {
  return at === undefined ? "" : new Date(at).toDateString();
}

const dayFormat = new Intl.DateTimeFormat(words.screen.locale, {
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
});

function dayName(at: number): string {
  return dayFormat.format(at);
}
