import { Box } from "ink";
import { commandHelp } from "../input/command.ts";
import { fit } from "./drawable.ts";
import { Line } from "./Line.tsx";
import type { Size } from "./scroll.ts";

const keys = [
  ["Enter", "send; Alt+Enter or Ctrl+J: a new line"],
  ["PgUp PgDn", "scroll; Ctrl+Home, Ctrl+End: to the top, to the end"],
  ["Ctrl+N Ctrl+P", "next and previous tab; Alt+1 to Alt+9: that tab"],
  ["↑ ↓", "what you sent before"],
  ["Ctrl+C", "leave"],
] as const;

/** All commands, from their table, and the keys. Any key closes it. */
export function Help({ size }: { size: Size }) {
  const rows = [...commandHelp.map(({ usage, help }) => [usage, help] as const), ...keys];
  return (
    <Box flexDirection="column" {...size} overflow="hidden">
      {rows.slice(0, size.height).map(([what, help]) => (
        <Line key={what}>{` ${fit(what, 14)} ${help}`}</Line>
      ))}
    </Box>
  );
}
