import { Box } from "ink";
import { useMemo } from "react";
import { cardView, type Shown } from "./card-view.ts";
import { Line } from "./Line.tsx";
import type { Window } from "./room-lines.ts";
import { Toned } from "./Toned.tsx";

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
          <Line key={key} bold {...(tone === "code" ? { tone: "proof" as const } : {})}>
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

function Qr({ rows }: { rows: readonly string[] }) {
  if (rows.length === 0) return null;
  return (
    <Box flexShrink={0}>
      <Toned tone="qr">{rows.join("\n")}</Toned>
    </Box>
  );
}
