import type { CommandOptions } from "../input/command-line.ts";
import { CommandFailure } from "../plain/failure.ts";

/** Opens rooms on this computer. */
export async function run(_options: CommandOptions): Promise<number> {
  throw new CommandFailure("this build cannot open rooms: install one that can");
}
