import { Text } from "ink";
import stringWidth from "string-width";
import { mentionsOf, unreadOf } from "../state/room-view.ts";
import { activeRoom, roomsTab, type State, tabIds } from "../state/state.ts";
import { words } from "../words/words.ts";
import { cut, drawableLine } from "./drawable.ts";
import { answersTo, questionOf } from "./question.ts";
import { roomTitle } from "./room-title.ts";
import { Toned } from "./Toned.tsx";
import { useOrder } from "./use-order.ts";

interface Props {
  state: State;
  columns: number;
}

interface Tab {
  room: string;
  text: string;
}

/** The tabs, and behind them the title of the room in front. The brackets are for screens without colours. */
export function Tabs({ state, columns }: Props) {
  const order = useOrder();
  const tabs = fitting(allTabs(state), state.active, columns);
  const used = tabs.reduce((sum, { text }) => sum + stringWidth(text), 0);
  const room = activeRoom(state);
  const title = room ? roomTitle(room) : "";
  return (
    <Text wrap="truncate">
      {tabs.map(({ room, text }) => (
        <Text key={room} bold={room === state.active} inverse={room === state.active}>
          {order(text)}
        </Text>
      ))}
      <Toned tone="quiet">
        {title && columns - used > 8 ? `  ${cut(title, columns - used - 3)}` : ""}
      </Toned>
    </Text>
  );
}

function allTabs(state: State): Tab[] {
  return tabIds(state).map((room, index) => {
    const label = `${index + 1} ${labelOf(state, room)}`;
    return { room, text: room === state.active ? `[${label}]` : ` ${label} ` };
  });
}

function labelOf(state: State, room: string): string {
  if (room === roomsTab) return words.screen.list.tab;
  const view = state.tabs.find((tab) => tab.room === room);
  if (!view) return room;
  const unread = room === state.active ? 0 : unreadOf(view);
  const doubts = view.doubtsBelow > 0 ? ` ?${view.doubtsBelow}` : "";
  const asks = questionOf(view) === undefined ? "" : ` ${answersTo(view).join("/")}`;
  const mentions = room === state.active ? 0 : mentionsOf(view);
  const news = (unread > 0 ? ` ●${unread}` : "") + (mentions > 0 ? ` @${mentions}` : "");
  return cut(drawableLine(view.name), 16) + news + doubts + asks;
}

/** As many as fit, beginning where the active one can still be seen. */
function fitting(tabs: Tab[], active: string, columns: number): Tab[] {
  let from = tabs.findIndex(({ room }) => room === active);
  let width = widthOf(tabs[from]);
  while (from > 0 && width + widthOf(tabs[from - 1]) <= columns) {
    from--;
    width += widthOf(tabs[from]);
  }
  return tabs.slice(Math.max(0, from));
}

function widthOf(tab: Tab | undefined): number {
  return stringWidth(tab?.text ?? "");
}
