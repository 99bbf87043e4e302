import { resolve } from "node:path";
import { dataFolder } from "../client/data-folder.ts";
import type { CommandOptions } from "../input/command-line.ts";
import { printJson, printLine } from "../plain/output.ts";
import { words } from "../words/words.ts";

/** Copies this host's data into a new directory. */
export async function run({ words: [folder = ""], flags }: CommandOptions): Promise<number> {
  const target = resolve(folder);
  const { backupData } = await import("@classchat/server");
  await backupData(dataFolder(flags.data), target);
  if (flags.json) printJson({ type: "backed-up", folder: target });
  else printLine(words.commands.backup.done(target));
  return 0;
}
