import type { ErrorCode } from "@classchat/core";
import { mentionsOf, type RoomView, unreadOf } from "../state/room-view.ts";
import { activeRoom, type State } from "../state/state.ts";
import { words } from "../words/words.ts";
import { isQuiet, orderWords } from "./countdown.ts";
import { diskWords } from "./desk-view.ts";
import { drawableAddress, drawableLine } from "./drawable.ts";
import { roomTitle } from "./room-title.ts";

const { status } = words.screen;

/** A piece of the status line. */
export interface StatusPart {
  key: string;
  text: string;
  tone: "urgent" | "below" | "quiet";
}

/** What the line depends on beside the state. */
interface Place {
  /** Whether the column on the right is shown. */
  hasSide: boolean;
  now: number;
}

/** Who is where, whether the host is there, and how much is below. */
export function statusParts(state: State, place: Place): readonly StatusPart[] {
  const view = activeRoom(state);
  const rest = view ? restWords(view, place) : listWords(state);
  return [
    ...(view ? roomParts(view, place) : []),
    ...elsewhereParts(state),
    { key: "rest", text: ` ${rest}`, tone: "quiet" },
  ];
}

/** What is not as usual in the room in front. A guest is told of none of what concerns its members. */
function roomParts(view: RoomView, place: Place): readonly StatusPart[] {
  const trouble = urgent("trouble", troubleWords(view, place.now));
  if (view.form) return trouble;
  const below: StatusPart = { key: "below", text: ` ${belowWords(view)} `, tone: "below" };
  return [
    ...(view.anchor ? [below] : []),
    ...trouble,
    ...urgent("order", orderIn(view, place)),
    ...deskParts(view, place),
  ];
}

/** Where there is room beside the messages, the desk is there. */
function deskParts({ order: { desk } }: RoomView, { hasSide }: Place): readonly StatusPart[] {
  if (hasSide || !desk) return [];
  const disk = diskWords(desk);
  const [waiting] = desk.resetRequests;
  return [
    ...urgent("disk", disk && `! ${disk}`),
    ...urgent("waiting", waiting ? `● /reset-code ${drawableLine(waiting)}` : ""),
  ];
}

function elsewhereParts({ tabs, active }: State): readonly StatusPart[] {
  const others = tabs.filter((tab) => tab.room !== active && tab.doubtsBelow > 0);
  return others.flatMap((tab) =>
    urgent(tab.room, `? ${status.inRoom(doubtWords(tab), drawableLine(tab.name))}`),
  );
}

function urgent(key: string, text: string): readonly StatusPart[] {
  return text === "" ? [] : [{ key, text: ` ${text} `, tone: "urgent" }];
}

function troubleWords(view: RoomView, now: number): string {
  const isAsUsual = view.connection.state === "online" && !view.closing;
  return isAsUsual ? "" : connectionWords(view, now);
}

function orderIn(view: RoomView, { hasSide, now }: Place): string {
  const isLong = hasSide && isQuiet(view, now);
  return orderWords(view, now) + (isLong ? `: ${status.onlyMentors}` : "");
}

function listWords(state: State): string {
  const room = state.found?.find(({ id }) => id === state.selected);
  if (!room) return status.typeRoom;
  const where = status.roomAt(drawableLine(room.name), drawableAddress(room));
  const title = roomTitle(room);
  return title ? `${where}   ${title}` : where;
}

/** The connection in words. */
function connectionWords({ connection, closing, form }: RoomView, now: number): string {
  if (form?.kind === "code") return status.waitingForCode;
  if (closing) return status.closed;
  switch (connection.state) {
    case "online":
      return status.online;
    case "connecting":
      return status.connecting;
    case "offline":
      return offlineWords(connection.code, connection.retryAt - now);
    case "refused":
      return outWords[connection.code] ?? words.errors[connection.code];
  }
}

/** Short, for what to do stands above the field. */
const outWords: { [Code in ErrorCode]?: string } = {
  kicked: status.kicked,
  banned: status.banned,
};

function offlineWords(code: ErrorCode | undefined, ms: number): string {
  const { until, trying } = code === "room-full" ? status.full : status.offline;
  return ms > 0 ? until(Math.ceil(ms / 1_000)) : trying;
}

function belowWords(view: RoomView): string {
  const unread = unreadOf(view);
  const doubts = view.doubtsBelow > 0 ? doubtWords(view) : "";
  const mentions = mentionsOf(view);
  const names = mentions > 0 ? ` (@${mentions})` : "";
  return status.below([unread > 0 ? status.unread(unread) + names : "", doubts].filter(Boolean));
}

/** What students are told between themselves and the mentors are answers. */
function doubtWords({ doubtsBelow, me }: RoomView): string {
  return me?.role === "mentor" ? status.doubts(doubtsBelow) : status.answers(doubtsBelow);
}

function restWords(view: RoomView, { hasSide }: Place): string {
  const { me, name, verified, connection, closing, form } = view;
  const online = connection.state === "online" && !closing ? `   ${status.online}` : "";
  // Whoever was here before is not signed in.
  if (form) return drawableLine(name) + online;
  const trust = verified ? "" : `   ${hasSide ? status.uncheckedLong : status.unchecked}`;
  return `${me ? `${drawableLine(me.user)} @ ` : ""}${drawableLine(name)}${online}${trust}`;
}
