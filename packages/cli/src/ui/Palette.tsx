import { Line } from "./Line.tsx";
import type { PaletteRow } from "./palette-view.ts";

const styles = {
  plain: {},
  marked: { bold: true, inverse: true },
  more: { tone: "quiet" },
} as const satisfies Record<PaletteRow["tone"], object>;

/** The commands that fit what is typed, right above the field. */
export function Palette({ rows }: { rows: readonly PaletteRow[] }) {
  return rows.map(({ key, text, tone }) => (
    <Line key={key} {...styles[tone]}>
      {text}
    </Line>
  ));
}
