import { Box } from "ink";
import type { State } from "../state/state.ts";
import { words } from "../words/words.ts";
import { Line, type LineStyle } from "./Line.tsx";
import { type ListRow, listRows } from "./list-view.ts";
import type { Size } from "./scroll.ts";

const styles = {
  head: { tone: "quiet" },
  plain: {},
  selected: { bold: true, inverse: true },
  warning: { tone: "error" },
} as const satisfies Record<ListRow["tone"], LineStyle>;

/** The rooms of the network as they come and go. */
export function RoomsList({ state, size }: { state: State; size: Size }) {
  const { found = [], selected } = state;
  const rows = found.length > 0 ? listRows(found, selected, size) : searching;
  return (
    <Box flexDirection="column" {...size} overflow="hidden">
      {rows.map(({ key, text, tone }) => (
        <Line key={key} {...styles[tone]}>
          {text}
        </Line>
      ))}
    </Box>
  );
}

const searching: readonly ListRow[] = [
  { key: "searching", text: ` ${words.screen.list.looking}`, tone: "plain" },
  { key: "advice", text: ` ${words.screen.list.noneYet}`, tone: "head" },
];
