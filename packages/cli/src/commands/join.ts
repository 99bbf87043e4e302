import type { CommandOptions } from "../input/command-line.ts";
import { chooseByAsking } from "../plain/choose-room.ts";
import { openClient } from "../plain/client.ts";
import { joinPlainly } from "../plain/join.ts";
import { wantsScreen } from "../plain/presentation.ts";

/** The chat: several rooms are tabs of one screen. */
export function run(options: CommandOptions): Promise<number> {
  return wantsScreen(options.flags) ? joinOnScreen(options) : joinPlainly(options);
}

async function joinOnScreen({ words, flags }: CommandOptions): Promise<number> {
  const client = openClient(flags);
  const choices = [];
  for (const word of words) choices.push(await chooseByAsking(word, flags.code, client));
  const { showScreen } = await import("../on-screen.ts");
  return showScreen({ client, flags, choices });
}
