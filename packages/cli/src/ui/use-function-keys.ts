import { useStdin } from "ink";
import { useEffect, useEffectEvent } from "react";
import { functionKey, type Keystroke } from "./keystroke.ts";

interface Source {
  on(event: "input", listen: (input: string) => void): unknown;
  off(event: "input", listen: (input: string) => void): unknown;
}

/** Ink's `useInput` does not say which function key was pressed, so these are taken where it gets its input from. */
export function useFunctionKeys(press: (keystroke: Keystroke) => void): void {
  // It is there, but not in the types:
  const { internal_eventEmitter: source } = useStdin() as unknown as {
    internal_eventEmitter: Source;
  };
  const listen = useEffectEvent((input: string) => {
    const keystroke = functionKey(input);
    if (keystroke) press(keystroke);
  });
  useEffect(() => {
    const listener = (input: string) => listen(input);
    source.on("input", listener);
    return () => void source.off("input", listener);
  }, [source]);
}
