import { Box } from "ink";
import type { State } from "../state/state.ts";
import { Line } from "./Line.tsx";
import type { Size } from "./scroll.ts";
import { type PlaceRow, placeRows } from "./switch-view.ts";

const styles = {
  head: { tone: "quiet" },
  plain: {},
  marked: { bold: true, inverse: true },
  warning: { tone: "error" },
} as const satisfies Record<PlaceRow["tone"], object>;

/** The rooms that one can go to, in front of the one that one is in. */
export function SwitchList({ state, size }: { state: State; size: Size }) {
  return (
    <Box flexDirection="column" {...size} overflow="hidden">
      {placeRows(state, size).map(({ key, text, tone }) => (
        <Line key={key} {...styles[tone]}>
          {text}
        </Line>
      ))}
    </Box>
  );
}
