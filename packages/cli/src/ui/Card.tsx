import { Box, Text } from "ink";
import { useMemo } from "react";
import { cardView, type Shown } from "./card-view.ts";
import { Line } from "./Line.tsx";
import type { Window } from "./room-lines.ts";

interface Props {
  shown: Shown;
  window: Window;
}

/** For the projector: where the room is found and what proves it, and nothing that anybody says. */
export function Card({ shown, window }: Props) {
  const { rows, qr, isBeside } = useCardView(shown, window);
  return (
    <Box
      width={window.columns}
      height={window.rows}
      overflow="hidden"
      flexDirection={isBeside ? "row" : "column"}
      alignItems="center"
      justifyContent="center"
      gap={isBeside ? 3 : 0}
    >
      <Box flexDirection="column" flexShrink={0}>
        {rows.map(({ key, text, tone }) => (
          <Line key={key} bold {...(tone === "code" ? { color: "green" } : {})}>
            {text}
          </Line>
        ))}
      </Box>
      <Qr rows={qr} />
    </Box>
  );
}

// Behind it messages come in; drawing the code anew for each of them would cost more than all the rest.
function useCardView({ name, addresses, port, code }: Shown, { columns, rows }: Window) {
  return useMemo(
    () => cardView({ name, addresses, port, code }, { columns, rows }),
    [name, addresses, port, code, columns, rows],
  );
}

/** Light on dark whatever the colours of the terminal: cameras want the dark points dark. */
function Qr({ rows }: { rows: readonly string[] }) {
  if (rows.length === 0) return null;
  return (
    <Box flexShrink={0}>
      <Text color="whiteBright" backgroundColor="black">
        {rows.join("\n")}
      </Text>
    </Box>
  );
}
