import { Box } from "ink";
import type { DeskRow } from "./desk-view.ts";
import { Line, type LineStyle } from "./Line.tsx";

const styles = {
  head: { tone: "quiet" },
  urgent: { tone: "warning", bold: true },
  plain: {},
} as const satisfies Record<DeskRow["tone"], LineStyle>;

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
