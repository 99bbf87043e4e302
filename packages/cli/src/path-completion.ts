import { readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { completePath, type FolderEntry } from "./input/completion.ts";
import { readPath } from "./input/path.ts";
import type { Completion } from "./state/actions.ts";

const mostChoices = 12;

/**
 * Completes the path behind `/file`; nothing for other lines, or where nothing fits. All that stands behind the
 * command is one path, so it needs neither quotes nor escapes.
 */
export async function completePathIn(line: string): Promise<Completion | undefined> {
  const [, command, typed = ""] = /^(\/file\s+)["']?(.*)$/iu.exec(line) ?? [];
  if (command === undefined) return undefined;
  const path = readPath(typed);
  const { text, candidates } = await completePath(path, entriesOf);
  if (text === path && candidates.length === 0) return undefined;
  return { line: command + text, choices: candidates.slice(0, mostChoices) };
}

async function entriesOf(folder: string): Promise<FolderEntry[]> {
  const path = folder.replace(/^~(?=[\\/])/u, () => homedir());
  const entries = await readdir(path || ".", { withFileTypes: true }).catch(() => []);
  return entries.map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }));
}
