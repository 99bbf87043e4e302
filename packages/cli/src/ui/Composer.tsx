import { Box, Text } from "ink";
import type { FieldView } from "../input/field-view.ts";

/** The field at the bottom. Each row has its own place, so the index is its key. */
export function Composer({ field }: { field: FieldView }) {
  const rows = field.rows.map((text, row) => ({
    key: `row:${row}`,
    text,
    start: row === 0 ? "› " : "  ",
  }));
  return (
    <Box flexDirection="column" flexShrink={0}>
      {rows.map(({ key, text, start }) => (
        <Text key={key} wrap="truncate">
          <Text bold>{start}</Text>
          {text}
        </Text>
      ))}
    </Box>
  );
}
