import { errors } from "@classchat/core";
import { Text } from "ink";
import { type RoomView, unreadOf } from "../state/room-view.ts";
import { activeRoom, type State } from "../state/state.ts";
import { isCounting, isQuiet, orderWords } from "./countdown.ts";
import { diskWords } from "./desk-view.ts";
import { drawableAddress, drawableLine } from "./drawable.ts";
import { Line } from "./Line.tsx";
import { useNow } from "./use-now.ts";

interface Props {
  state: State;
  /** Whether the column on the right is shown. */
  hasSide: boolean;
}

/** Who is where, whether the host is there, and how much is below. */
export function StatusLine({ state, hasSide }: Props) {
  const view = activeRoom(state);
  return view ? <RoomStatus view={view} hasSide={hasSide} /> : <ListStatus state={state} />;
}

function RoomStatus({ view, hasSide }: { view: RoomView; hasSide: boolean }) {
  const now = useNow((now) => isCounting(view, now));
  const waiting = hasSide ? undefined : view.order.desk?.resetRequests[0];
  const disk = hasSide || !view.order.desk ? "" : diskWords(view.order.desk);
  const order =
    orderWords(view, now) + (hasSide && isQuiet(view, now) ? ": only mentors write" : "");
  const trouble =
    view.connection.state === "online" && !view.closing ? "" : connectionWords(view, now);
  return (
    <Text wrap="truncate">
      {view.anchor ? <Text color="yellow">{` ${belowWords(unreadOf(view))} `}</Text> : null}
      {trouble ? <Text bold color="yellow">{` ${trouble} `}</Text> : null}
      {order ? <Text bold color="yellow">{` ${order} `}</Text> : null}
      {disk ? <Text bold color="yellow">{` ! ${disk} `}</Text> : null}
      {waiting ? (
        <Text bold color="yellow">{` ● /reset-code ${drawableLine(waiting)} `}</Text>
      ) : null}
      <Text dimColor>{` ${restWords(view)}`}</Text>
    </Text>
  );
}

function ListStatus({ state }: { state: State }) {
  const room = state.found?.find(({ id }) => id === state.selected);
  const words = room
    ? `${drawableLine(room.name)} at ${drawableAddress(room)}   ${drawableLine(room.title)}   Enter: join`
    : "";
  return <Line dimColor>{` ${words || "type a name, an address or four words"}`}</Line>;
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
      return `offline: ${retryWords(connection.retryAt - now)}; what you send waits`;
    case "refused":
      return errors[connection.code].message;
  }
}

function retryWords(ms: number): string {
  return ms > 0 ? `next try in ${Math.ceil(ms / 1_000)} s` : "trying again…";
}

function belowWords(unread: number): string {
  return unread > 0 ? `↓ ${unread} new below (PgDn)` : "↓ newer below (PgDn)";
}

function restWords({ me, name, verified, connection, closing }: RoomView): string {
  const online = connection.state === "online" && !closing ? "   online" : "";
  const trust = verified ? "" : "   room code not checked: /code WORDS";
  return `${me ? `${drawableLine(me.user)} @ ` : ""}${drawableLine(name)}${online}${trust}   /help`;
}
