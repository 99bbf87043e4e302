import { Box } from "ink";
import { type HelpRow, visibleHelp } from "./help-view.ts";
import { Line, type LineStyle } from "./Line.tsx";
import type { Size } from "./scroll.ts";

const styles = {
  title: { bold: true },
  plain: {},
  dim: { tone: "quiet" },
} as const satisfies Record<HelpRow["tone"], LineStyle>;

/** All commands and the keys, as much as fits from that row on. */
export function Help({ top, size }: { top: number; size: Size }) {
  return (
    <Box flexDirection="column" {...size} overflow="hidden">
      {visibleHelp(top, size).map(({ key, text, tone }) => (
        <Line key={key} {...styles[tone]}>
          {text}
        </Line>
      ))}
    </Box>
  );
}
