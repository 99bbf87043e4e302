import { Text } from "ink";
import type { ReactNode } from "react";
import type { Tone } from "./colour.ts";
import { useTones } from "./theme.ts";

/** A piece of a row, or rows, in that tone. */
export function Toned({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <Text wrap="truncate" {...useTones()[tone]}>
      {children}
    </Text>
  );
}
