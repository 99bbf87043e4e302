import type { State } from "../state/state.ts";
import type { Tone } from "./colour.ts";
import { Toned } from "./Toned.tsx";

type HintTone = NonNullable<State["hint"]>["tone"] | "question";

interface Props {
  rows: readonly string[];
  tone: HintTone | undefined;
}

const tones = {
  info: "info",
  error: "error",
  held: "warning",
  question: "pinned",
} as const satisfies Record<HintTone, Tone>;

/** What the program itself has to say, or to ask, above the field. */
export function Hint({ rows, tone = "info" }: Props) {
  if (rows.length === 0) return null;
  return <Toned tone={tones[tone]}>{rows.map((row) => ` ${row}`).join("\n")}</Toned>;
}
