import { Text } from "ink";
import type { State } from "../state/state.ts";

type Tone = NonNullable<State["hint"]>["tone"] | "question";

interface Props {
  rows: readonly string[];
  tone: Tone | undefined;
}

const styles = {
  info: { color: "cyan" },
  error: { color: "red" },
  held: { color: "yellow" },
  question: { color: "yellow", bold: true },
} as const satisfies Record<Tone, object>;

/** What the program itself has to say, or to ask, above the field. */
export function Hint({ rows, tone = "info" }: Props) {
  if (rows.length === 0) return null;
  return <Text {...styles[tone]}>{rows.map((row) => ` ${row}`).join("\n")}</Text>;
}
