import { resolve } from "node:path";
import { dataFolder } from "../client/data-folder.ts";
import type { CommandOptions } from "../input/command-line.ts";
import { printLine } from "../plain/output.ts";

/** Copies this host's data into a new directory. */
export async function run({ words, flags }: CommandOptions): Promise<number> {
  const target = resolve(words[0] ?? "");
  const { backupData } = await import("@classchat/server");
  await backupData(dataFolder(flags.data), target);
  printLine(`backed up to ${target}`);
  return 0;
}
