import { Box, Text } from "ink";
import type { FormLine, FormView } from "./form-view.ts";
import { Line, type LineStyle } from "./Line.tsx";
import type { Size } from "./scroll.ts";

const styles = {
  title: { bold: true },
  plain: {},
  focus: { bold: true },
  error: { tone: "error" },
  dim: { tone: "quiet" },
} as const satisfies Record<FormLine["tone"], LineStyle>;

/** A form: its rows, and what was refused below the row that is to blame. */
export function FormPane({ form, size }: { form: FormView; size: Size }) {
  return (
    <Box flexDirection="column" {...size} overflow="hidden">
      {form.lines.map(({ key, text, tone, isTyped }) =>
        isTyped ? (
          <Text key={key} wrap="truncate" {...styles[tone]}>
            {text}
          </Text>
        ) : (
          <Line key={key} {...styles[tone]}>
            {text}
          </Line>
        ),
      )}
    </Box>
  );
}
