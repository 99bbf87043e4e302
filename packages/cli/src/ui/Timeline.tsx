import { Box, Text } from "ink";
import { memo } from "react";
import stringWidth from "string-width";
import type { RoomView } from "../state/room-view.ts";
import type { Style, Tone } from "./colour.ts";
import { Line } from "./Line.tsx";
import type { NoteTone, Row } from "./row.ts";
import { type Size, visibleRows } from "./scroll.ts";
import { Toned } from "./Toned.tsx";
import { useNames, useTones } from "./theme.ts";
import { useOrder } from "./use-order.ts";

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
      return <Line tone="error">{row.text}</Line>;
    case "note":
      return <Line tone={notes[row.tone]}>{row.text}</Line>;
    case "line":
      return row.tone === "day" ? (
        <Line tone="quiet">{ruled(row.label, width)}</Line>
      ) : (
        <Line tone="warning">{ruled(row.label, width)}</Line>
      );
  }
});

const notes = {
  program: "quiet",
  doubt: "doubt",
  code: "proof",
} as const satisfies Record<NoteTone, Tone>;

const marks: Readonly<Partial<Record<SaidRow["mark"], Tone>>> = { "!": "error", "@": "mention" };

function Said({ row }: { row: SaidRow }) {
  const nameStyle = useNames();
  const order = useOrder();
  return (
    <Text wrap="truncate">
      <Toned tone="quiet">{row.time}</Toned>
      {row.star}
      <Text {...nameStyle(row.name.of)}>{order(row.name.text)}</Text>
      <Toned tone={marks[row.mark] ?? "quiet"}>{` ${row.mark} `}</Toned>
      <Words row={row} />
      {row.hint ? <Toned tone="quiet">{row.hint}</Toned> : null}
    </Text>
  );
}

function Words({ row }: { row: SaidRow }) {
  const tones = useTones();
  const order = useOrder();
  const styles: Record<SaidRow["tone"], Style> = {
    plain: {},
    mention: tones.mention,
    file: { bold: true },
    marked: { bold: true, inverse: true },
    preview: tones.quiet,
  };
  if (!row.spans || row.tone === "marked")
    return <Text {...styles[row.tone]}>{order(row.text)}</Text>;
  return row.spans.map(({ text, tone }, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a row never changes, and its pieces are told apart by their place.
    <Text key={place} {...(tone ? tones[tone] : styles[row.tone])}>
      {order(text)}
    </Text>
  ));
}

function ruled(label: string, width: number): string {
  const free = Math.max(2, width - stringWidth(label) - 2);
  const before = Math.min(8, Math.floor(free / 2));
  return `${"─".repeat(before)} ${label} ${"─".repeat(free - before)}`;
}
