import { Line, type LineStyle } from "./Line.tsx";
import type { TransferRow } from "./transfer-view.ts";

const styles = {
  running: { tone: "running" },
  waiting: { tone: "quiet" },
  over: { tone: "quiet" },
  failed: { tone: "error" },
} as const satisfies Record<TransferRow["tone"], LineStyle>;

/** The files on their way, above the field. */
export function Transfers({ rows }: { rows: readonly TransferRow[] }) {
  return rows.map(({ key, text, tone }) => (
    <Line key={key} {...styles[tone]}>
      {text}
    </Line>
  ));
}
