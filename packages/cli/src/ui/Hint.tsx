import { Text } from "ink";

interface Props {
  rows: readonly string[];
  tone: "info" | "error" | undefined;
}

/** What the program itself has to say, above the field. */
export function Hint({ rows, tone }: Props) {
  if (rows.length === 0) return null;
  return (
    <Text color={tone === "error" ? "red" : "cyan"}>{rows.map((row) => ` ${row}`).join("\n")}</Text>
  );
}
