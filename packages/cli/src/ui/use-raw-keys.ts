import { useStdin } from "ink";
import { useEffect, useEffectEvent } from "react";
import { type Keystroke, rawKey } from "./keystroke.ts";

interface Source {
  on(event: "input", listen: (input: string) => void): unknown;
  off(event: "input", listen: (input: string) => void): unknown;
}

/** What Ink's `useInput` does not tell of a key is taken where it gets its input from. */
export function useRawKeys(press: (keystroke: Keystroke) => void): void {
  // It is there, but not in the types:
  const { internal_eventEmitter: source } = useStdin() as unknown as {
    internal_eventEmitter: Source;
  };
  const listen = useEffectEvent((input: string) => {
    const keystroke = rawKey(input);
    if (keystroke) press(keystroke);
  });
  useEffect(() => {
    const listener = (input: string) => listen(input);
    source.on("input", listener);
    return () => void source.off("input", listener);
  }, [source]);
}
