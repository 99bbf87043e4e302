import { Box, Text } from "ink";
import type { HostRow } from "./host-panel-view.ts";
import { Line, type LineStyle } from "./Line.tsx";
import { Toned } from "./Toned.tsx";

const styles = {
  name: { bold: true },
  plain: {},
  quiet: { tone: "quiet" },
  code: { tone: "proof" },
} as const satisfies Record<Exclude<HostRow["tone"], "qr">, LineStyle>;

/** Where the students find the room, and what they prove it with: large enough to be read out. */
export function HostPanel({ rows }: { rows: readonly HostRow[] }) {
  return (
    <Box flexDirection="column" flexShrink={0}>
      {rows.map(({ key, text, tone }) =>
        tone === "qr" ? (
          <QrLine key={key} text={text} />
        ) : (
          <Line key={key} {...styles[tone]}>
            {text}
          </Line>
        ),
      )}
    </Box>
  );
}

/** The space before it is not of the code. */
function QrLine({ text }: { text: string }) {
  return (
    <Text>
      {" "}
      <Toned tone="qr">{text.slice(1)}</Toned>
    </Text>
  );
}
