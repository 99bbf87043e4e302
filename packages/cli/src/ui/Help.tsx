import { Box, Text } from "ink";
import { type HelpRow, visibleHelp } from "./help-view.ts";
import { Line, type LineStyle } from "./Line.tsx";
import type { Size } from "./scroll.ts";
import { Toned } from "./Toned.tsx";

const styles = {
  title: { bold: true },
  plain: {},
  dim: { tone: "quiet" },
} as const satisfies Record<HelpRow["tone"], LineStyle>;

/** All commands and the keys, as much as fits from that row on. */
export function Help({ top, size }: { top: number; size: Size }) {
  return (
    <Box flexDirection="column" {...size} overflow="hidden">
      {visibleHelp(top, size).map((row) => (
        <HelpLine key={row.key} row={row} />
      ))}
    </Box>
  );
}

function HelpLine({ row: { usage, text, tone } }: { row: HelpRow }) {
  if (usage === "") return <Line {...styles[tone]}>{text}</Line>;
  return (
    <Text wrap="truncate">
      <Toned tone="info">{usage}</Toned>
      {text}
    </Text>
  );
}
