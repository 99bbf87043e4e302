import { Line } from "./Line.tsx";
import type { TransferRow } from "./transfer-view.ts";

const styles = {
  running: { color: "cyan" },
  waiting: { dimColor: true },
  over: { dimColor: true },
  failed: { color: "red" },
} as const satisfies Record<TransferRow["tone"], object>;

/** The files on their way, above the field. */
export function Transfers({ rows }: { rows: readonly TransferRow[] }) {
  return rows.map(({ key, text, tone }) => (
    <Line key={key} {...styles[tone]}>
      {text}
    </Line>
  ));
}
