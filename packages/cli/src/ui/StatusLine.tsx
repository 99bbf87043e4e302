import { type ErrorCode, errors } from "@classchat/core";
import { Text } from "ink";
import { mentionsOf, type RoomView, unreadOf } from "../state/room-view.ts";
import { activeRoom, type State } from "../state/state.ts";
import { isCounting, isQuiet, orderWords } from "./countdown.ts";
import { diskWords } from "./desk-view.ts";
import { drawableAddress, drawableLine } from "./drawable.ts";
import { Toned } from "./Toned.tsx";
import { useNow } from "./use-now.ts";

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
        <Urgent key={tab.room}>{`? ${doubtWords(tab)} in ${drawableLine(tab.name)}`}</Urgent>
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
    orderWords(view, now) + (hasSide && isQuiet(view, now) ? ": only mentors write" : "");
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
  const words = room
    ? `${drawableLine(room.name)} at ${drawableAddress(room)}   ${drawableLine(room.title)}   Enter: join`
    : "";
  return words || "type a name, an address or four words";
}

/** The connection in words. */
function connectionWords({ connection, closing, form }: RoomView, now: number): string {
  if (form?.kind === "code") return "waiting for the room code";
  if (closing) return "the host closed the room";
  switch (connection.state) {
    case "online":
      return "online";
    case "connecting":
      return "connecting…";
    case "offline":
      return `${connection.code === "room-full" ? "no place left" : "offline"}: ${retryWords(connection.retryAt - now)}; what you send waits`;
    case "refused":
      return outWords[connection.code] ?? errors[connection.code].message;
  }
}

/** Short, for what to do stands above the field. */
const outWords: { [Code in ErrorCode]?: string } = { kicked: "put out", banned: "banned" };

function retryWords(ms: number): string {
  return ms > 0 ? `next try in ${Math.ceil(ms / 1_000)} s` : "trying again…";
}

function belowWords(view: RoomView): string {
  const unread = unreadOf(view);
  const doubts = view.doubtsBelow > 0 ? doubtWords(view) : "";
  const mentions = mentionsOf(view);
  const names = mentions > 0 ? ` (@${mentions})` : "";
  const news = [unread > 0 ? `${unread} new${names}` : "", doubts].filter(Boolean).join(", ");
  return `↓ ${news || "newer"} below (PgDn)`;
}

/** What students are told between themselves and the mentors are answers. */
function doubtWords({ doubtsBelow, me }: RoomView): string {
  const what = me?.role === "mentor" ? "doubt" : "answer";
  return `${doubtsBelow} ${what}${doubtsBelow === 1 ? "" : "s"}`;
}

function restWords(view: RoomView, hasSide: boolean): string {
  const { me, name, verified, connection, closing, form } = view;
  const online = connection.state === "online" && !closing ? "   online" : "";
  // A form takes no commands, and whoever was here before is not signed in.
  if (form) return drawableLine(name) + online;
  const trust = verified
    ? ""
    : `   ${hasSide ? "room code not checked" : "unchecked"}: /code WORDS`;
  return `${me ? `${drawableLine(me.user)} @ ` : ""}${drawableLine(name)}${online}${trust}   /help`;
}
