import { Text } from "ink";
import type { ReactNode } from "react";

/** One row that is never wrapped. An empty one keeps its place. */
export function Line({ children, ...style }: LineStyle & { children: ReactNode }) {
  return (
    <Text wrap="truncate" {...style}>
      {children === "" ? " " : children}
    </Text>
  );
}

interface LineStyle {
  bold?: boolean;
  dimColor?: boolean;
  inverse?: boolean;
  color?: string;
}
