import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { isMissing } from "./json-file.ts";

/**
 * Makes the folder, and those above it that are missing. One by one: Node's own `recursive` never ends where a
 * file system calls a folder missing that it does not let us make, as /proc and automounted homes do.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await makeOne(path);
  } catch (error) {
    const above = dirname(path);
    if (!isMissing(error) || above === path) throw error;
    await makeFolder(above);
    await makeOne(path);
  }
}

/** Whatever the system says of one that is there: a drive or a read-only disk is refused in words of its own. */
async function makeOne(path: string): Promise<void> {
  await mkdir(path).catch(async (error) => {
    const found = await stat(path).catch(() => undefined);
    if (!found?.isDirectory()) throw error;
  });
}
