import { resolve } from "node:path";
import { dataFolder } from "../client/data-folder.ts";
import type { CommandOptions } from "../input/command-line.ts";
import { printJson, printLine } from "../plain/output.ts";
import { words } from "../words/words.ts";

/** Brings a backup back where there is no host's data. */
export async function run({ words: [folder = ""], flags }: CommandOptions): Promise<number> {
  const source = resolve(folder);
  const { restoreData } = await import("@classchat/server");
  await restoreData(source, dataFolder(flags.data));
  if (flags.json) printJson({ type: "restored", folder: source });
  else printLine(words.commands.restore.done(source));
  return 0;
}
