import { resolve } from "node:path";
import { dataFolder } from "../client/data-folder.ts";
import type { CommandOptions } from "../input/command-line.ts";
import { printLine } from "../plain/output.ts";

/** Brings a backup back where there is no host's data. */
export async function run({ words, flags }: CommandOptions): Promise<number> {
  const source = resolve(words[0] ?? "");
  const { restoreData } = await import("@classchat/server");
  await restoreData(source, dataFolder(flags.data));
  printLine(`restored from ${source}`);
  return 0;
}
