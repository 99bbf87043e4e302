import type { FlagValues } from "../input/command-line.ts";

/** Whether there is a terminal for the full screen, and nothing speaks against it. */
export function wantsScreen({ json, plain, headless }: FlagValues): boolean {
  if (json || plain || headless || process.env.TERM === "dumb") return false;
  return process.stdin.isTTY === true && process.stdout.isTTY === true;
}
