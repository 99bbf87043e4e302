import { Text } from "ink";
import type { ReactNode } from "react";
import type { Tone } from "./colour.ts";
import { useTones } from "./theme.ts";

/** One row that is never wrapped. An empty one keeps its place. */
export function Line({ children, tone, ...style }: LineStyle & { children: ReactNode }) {
  const tones = useTones();
  return (
    <Text wrap="truncate" {...(tone ? tones[tone] : {})} {...style}>
      {children === "" ? " " : children}
    </Text>
  );
}

export interface LineStyle {
  tone?: Tone;
  bold?: boolean;
  inverse?: boolean;
}
