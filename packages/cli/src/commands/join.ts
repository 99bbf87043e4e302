import type { CommandOptions } from "../input/command-line.ts";
import { joinPlainly } from "../plain/join.ts";

/** The chat. */
export function run(options: CommandOptions): Promise<number> {
  return joinPlainly(options);
}
