import { Box, Text } from "ink";
import { memo } from "react";
import type { RoomView } from "../state/room-view.ts";
import { Line } from "./Line.tsx";
import type { Row } from "./row.ts";
import { type Size, visibleRows } from "./scroll.ts";

type SaidRow = Extract<Row, { kind: "said" }>;

interface Props {
  view: RoomView;
  size: Size;
}

/** What was said, as much as fits: Ink sees only the rows that are on the screen. */
export function Timeline({ view, size }: Props) {
  const rows = visibleRows(view, size);
  return (
    <Box flexDirection="column" {...size} overflow="hidden" justifyContent="flex-end">
      {rows.map((row) => (
        <TimelineRow key={row.key} row={row} width={size.width} />
      ))}
    </Box>
  );
}

const TimelineRow = memo(function TimelineRow({ row, width }: { row: Row; width: number }) {
  switch (row.kind) {
    case "said":
      return <Said row={row} />;
    case "failure":
      return <Line color="red">{row.text}</Line>;
    case "note":
      return row.tone === "doubt" ? (
        <Line color="cyan">{row.text}</Line>
      ) : (
        <Line dimColor>{row.text}</Line>
      );
    case "line":
      return row.tone === "day" ? (
        <Line dimColor>{ruled(row.label, width)}</Line>
      ) : (
        <Line color="yellow">{ruled(row.label, width)}</Line>
      );
  }
});

const tones = {
  plain: {},
  file: { bold: true },
  marked: { bold: true, inverse: true },
  preview: { dimColor: true },
} as const satisfies Record<SaidRow["tone"], object>;

function Said({ row }: { row: SaidRow }) {
  return (
    <Text wrap="truncate">
      <Text dimColor>{row.time}</Text>
      {row.star}
      <Text bold color={row.name.colour}>
        {row.name.text}
      </Text>
      <Text dimColor={row.mark !== "!"} {...(row.mark === "!" ? { color: "red" } : {})}>
        {` ${row.mark} `}
      </Text>
      <Text {...tones[row.tone]}>{row.text}</Text>
      {row.hint ? <Text dimColor>{row.hint}</Text> : null}
    </Text>
  );
}

function ruled(label: string, width: number): string {
  const free = Math.max(2, width - label.length - 2);
  const before = Math.min(8, Math.floor(free / 2));
  return `${"─".repeat(before)} ${label} ${"─".repeat(free - before)}`;
}
