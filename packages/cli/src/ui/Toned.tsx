import { Text } from "ink";
import type { Tone } from "./colour.ts";
import { useTones } from "./theme.ts";
import { useOrder } from "./use-order.ts";

/** A piece of a row, or rows, in that tone. */
export function Toned({ tone, children }: { tone: Tone; children: string }) {
  const order = useOrder();
  return (
    <Text wrap="truncate" {...useTones()[tone]}>
      {order(children)}
    </Text>
  );
}
