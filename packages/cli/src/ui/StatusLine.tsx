import type { ErrorCode } from "@classchat/core";
import { Text } from "ink";
import type { ListedRoom } from "../state/events.ts";
import { mentionsOf, type RoomView, unreadOf } from "../state/room-view.ts";
import { activeRoom, type State } from "../state/state.ts";
import { words } from "../words/words.ts";
import { isCounting, isQuiet, orderWords } from "./countdown.ts";
import { diskWords } from "./desk-view.ts";
import { drawableAddress, drawableLine } from "./drawable.ts";
import { Toned } from "./Toned.tsx";
import { useNow } from "./use-now.ts";

const { status } = words.screen;

interface Props {
  state: State;
  /** Whether the column on the right is shown. */
  hasSide: boolean;
}

/** Who is where, whether the host is there, and how much is below. */
export function StatusLine({ state, hasSide }: Props) {
  const view = activeRoom(state);
  const elsewhere = state.tabs.filter((tab) => tab !== view && tab.doubtsBelow > 0);
  return (
    <Text wrap="truncate">
      {view ? <RoomNews view={view} hasSide={hasSide} /> : null}
      {elsewhere.map((tab) => (
        <Urgent
          key={tab.room}
        >{`? ${status.inRoom(doubtWords(tab), drawableLine(tab.name))}`}</Urgent>
      ))}
      <Toned tone="quiet">{` ${view ? restWords(view, hasSide) : listWords(state)}`}</Toned>
    </Text>
  );
}

/** What is not as usual in the room in front. A guest is told of none of what concerns its members. */
function RoomNews({ view, hasSide }: { view: RoomView; hasSide: boolean }) {
  const now = useNow((now) => isCounting(view, now));
  const waiting = hasSide ? undefined : view.order.desk?.resetRequests[0];
  const disk = hasSide || !view.order.desk ? "" : diskWords(view.order.desk);
  const order =
    orderWords(view, now) + (hasSide && isQuiet(view, now) ? `: ${status.onlyMentors}` : "");
  const trouble =
    view.connection.state === "online" && !view.closing ? "" : connectionWords(view, now);
  if (view.form) return trouble ? <Urgent>{trouble}</Urgent> : null;
  return (
    <>
      {view.anchor ? <Toned tone="warning">{` ${belowWords(view)} `}</Toned> : null}
      {trouble ? <Urgent>{trouble}</Urgent> : null}
      {order ? <Urgent>{order}</Urgent> : null}
      {disk ? <Urgent>{`! ${disk}`}</Urgent> : null}
      {waiting ? <Urgent>{`● /reset-code ${drawableLine(waiting)}`}</Urgent> : null}
    </>
  );
}

function Urgent({ children }: { children: string }) {
  return <Toned tone="pinned">{` ${children} `}</Toned>;
}

function listWords(state: State): string {
  const room = state.found?.find(({ id }) => id === state.selected);
  if (!room) return status.typeRoom;
  const where = status.roomAt(drawableLine(room.name), drawableAddress(room));
  const title = room.title === room.name ? "" : drawableLine(room.title);
  return [where, title, enterWords(room)].filter(Boolean).join("   ");
}

function enterWords({ trust, joined }: ListedRoom): string {
  if (trust === "changed") return status.enterExplains;
  return joined ? status.enterGoes : status.enterJoins;
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
      return offlineWords(connection.retryAt - now);
    case "refused":
      return outWords[connection.code] ?? words.errors[connection.code];
  }
}

/** Short, for what to do stands above the field. */
const outWords: { [Code in ErrorCode]?: string } = {
  kicked: status.kicked,
  banned: status.banned,
};

function offlineWords(ms: number): string {
  return ms > 0 ? status.offlineUntil(Math.ceil(ms / 1_000)) : status.offlineTrying;
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

function restWords(view: RoomView, hasSide: boolean): string {
  const { me, name, verified, connection, closing, form } = view;
  const online = connection.state === "online" && !closing ? `   ${status.online}` : "";
  // A form takes no commands, and whoever was here before is not signed in.
  if (form) return drawableLine(name) + online;
  const trust = verified ? "" : `   ${hasSide ? status.uncheckedLong : status.unchecked}`;
  return `${me ? `${drawableLine(me.user)} @ ` : ""}${drawableLine(name)}${online}${trust}   /help`;
}
