import { Box } from "ink";
import type { DeskRow } from "./desk-view.ts";
import { Line } from "./Line.tsx";

const styles = {
  head: { dimColor: true },
  urgent: { bold: true, color: "yellow" },
  plain: {},
} as const satisfies Record<DeskRow["tone"], object>;

/** What mentors alone see: who waits for them, and whom they stopped. */
export function DeskPanel({ rows }: { rows: readonly DeskRow[] }) {
  return (
    <Box flexDirection="column" flexShrink={0}>
      {rows.map(({ key, text, tone }) => (
        <Line key={key} {...styles[tone]}>
          {text}
        </Line>
      ))}
    </Box>
  );
}
