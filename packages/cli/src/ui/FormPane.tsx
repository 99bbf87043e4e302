import { Box, Text } from "ink";
import type { FormLine, FormView } from "./form-view.ts";
import type { Size } from "./scroll.ts";

const styles = {
  title: { bold: true },
  plain: {},
  focus: { bold: true },
  error: { color: "red" },
  dim: { dimColor: true },
} as const satisfies Record<FormLine["tone"], object>;

/** A form: its rows, and what was refused below the row that is to blame. */
export function FormPane({ form, size }: { form: FormView; size: Size }) {
  return (
    <Box flexDirection="column" {...size} overflow="hidden">
      {form.lines.map(({ key, text, tone }) => (
        <Text key={key} wrap="truncate" {...styles[tone]}>
          {text === "" ? " " : text}
        </Text>
      ))}
    </Box>
  );
}
