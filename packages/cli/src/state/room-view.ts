import type { Member, Message, RoomCard } from "@classchat/core";
import type { ConnectionState, OutboxDraft } from "../client/session-events.ts";
import { type Edit, emptyEdit } from "../input/editor.ts";
import type { Anchor, Hosting } from "./events.ts";
import type { Form } from "./form.ts";
import { isFor } from "./mentions.ts";
import { countAfter } from "./messages.ts";
import type { Note } from "./notes.ts";
import { lasts, noOrder, type Order, type Until } from "./order.ts";
import { noPace, type Pace } from "./pace.ts";
import { openPalette, type Palette } from "./palette.ts";
import { noFiles, type RoomFiles } from "./room-files.ts";
import type { Warning } from "./warnings.ts";

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
  /** In order of `seq`; between them lacks only what a mentor took away. */
  messages: readonly Message[];
  removed: Removed;
  /** There is nothing older to fetch. */
  complete: boolean;
  olderAsked: boolean;
  /** Not stored yet: shown below the messages. */
  drafts: readonly OutboxDraft[];
  notes: readonly Note[];
  present: readonly Member[];
  /** Who writes something now. */
  typing: readonly string[];
  /** When the host was last told that something is typed here. */
  typingToldAt: number;
  order: Order;
  files: RoomFiles;
  pace: Pace;
  /** What went wrong where the room is hosted. */
  warnings: readonly Warning[];
  /** What the program wants a yes or a no to. */
  question: string | undefined;
  /** What stood in the field when the question came; it is put back when that is answered. */
  setAside: Edit;
  /** A pasted text of which the user has not said yet what becomes of it. */
  pasted: string | undefined;
  palette: Palette;
  closing: boolean;
  /** The line "new since" stands behind this `seq`. */
  newSince: number | undefined;
  /** What came after this `seq` has not been on the screen. */
  seen: number;
  /** How many lines between students and mentors have not been on the screen. */
  doubtsBelow: number;
  /** Where the user scrolled to; nothing follows the newest message. */
  anchor: Anchor | undefined;
  /** The long messages that are shown whole, by `seq`. */
  unfolded: ReadonlySet<number>;
  field: Edit;
  /** What has to be answered before the room can be entered. */
  form: Form | undefined;
}

/** What mentors took away: all up to a `seq`, and single messages above it. */
export interface Removed {
  upTo: number;
  seqs: ReadonlySet<number>;
}

export const nothingRemoved: Removed = { upTo: 0, seqs: new Set() };

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
    removed: nothingRemoved,
    complete: false,
    olderAsked: false,
    drafts: [],
    notes: [],
    present: [],
    typing: [],
    typingToldAt: 0,
    order: noOrder,
    files: noFiles,
    pace: noPace,
    warnings: [],
    question: undefined,
    setAside: emptyEdit,
    pasted: undefined,
    palette: openPalette,
    closing: false,
    newSince: undefined,
    seen: 0,
    doubtsBelow: 0,
    anchor: undefined,
    unfolded: new Set(),
    field: emptyEdit,
    form: undefined,
  };
}

/** What its user has typed, apart from the answer to a question. */
export function ownText({ question, pasted, field, setAside }: RoomView): Edit {
  return question === undefined && pasted === undefined ? field : setAside;
}

/** How many messages of others have not been on the screen. */
export function unreadOf(view: RoomView): number {
  return countAfter(view.messages, view.seen, ({ from }) => from !== view.me?.user);
}

/** How many of them speak to this member by name. */
export function mentionsOf(view: RoomView): number {
  const { me } = view;
  return me ? countAfter(view.messages, view.seen, (message) => isFor(message, me.user)) : 0;
}

/** The room when all that is there has been on the screen. */
export function seenToEnd(view: RoomView): RoomView {
  const seen = Math.max(view.seen, view.messages.at(-1)?.seq ?? 0);
  const isSeen = seen === view.seen && view.doubtsBelow === 0;
  return isSeen ? view : { ...view, seen, doubtsBelow: 0 };
}

/** Whether a mentor has put this member out of the room, and how. */
export function putOut({ connection }: RoomView): "kicked" | "banned" | undefined {
  const code = connection.state === "refused" ? connection.code : undefined;
  return code === "kicked" || code === "banned" ? code : undefined;
}

interface Held {
  why: "muted" | "quiet" | "kicked" | "banned";
  until: Until;
}

/** Why this member may not write now, and until when. */
export function heldBy(view: RoomView, now: number): Held | undefined {
  const { me, order } = view;
  const { muted, quiet } = order;
  const out = putOut(view);
  if (out) return { why: out, until: null };
  if (muted && lasts(muted, now)) return { why: "muted", until: muted.until };
  const isBound = quiet && me?.role !== "mentor" && lasts(quiet, now);
  return isBound ? { why: "quiet", until: quiet.until } : undefined;
}

/** The `seq` behind which a line stands that is told now. */
export function endOf({ messages, removed }: RoomView): number {
  return Math.max(messages.at(-1)?.seq ?? 0, removed.upTo);
}
