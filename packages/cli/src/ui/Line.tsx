import { Text } from "ink";
import type { Tone } from "./colour.ts";
import { useTones } from "./theme.ts";
import { useOrder } from "./use-order.ts";

/** One row that is never wrapped. An empty one keeps its place. */
export function Line({ children, tone, ...style }: LineStyle & { children: string }) {
  const tones = useTones();
  const order = useOrder();
  return (
    <Text wrap="truncate" {...(tone ? tones[tone] : {})} {...style}>
      {children === "" ? " " : order(children)}
    </Text>
  );
}

export interface LineStyle {
  tone?: Tone;
  bold?: boolean;
  inverse?: boolean;
}
