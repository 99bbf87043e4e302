import { cp, mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Mutant } from "./mutants.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const own = { classchat: "cli", core: "core", server: "server" };

/** Makes a copy of what was compiled, with the libraries of the original. */
export async function copyCompiled(to: string): Promise<void> {
  for (const name of Object.values(own)) await copyPackage(join("packages", name), to);
  await copyPackage("test", to);
  await cp(join(root, ".mocharc.json"), join(to, ".mocharc.json"));
  await cp(join(root, "package.json"), join(to, "package.json"));
  await linkLibraries(to);
}

async function copyPackage(folder: string, to: string): Promise<void> {
  await mkdir(join(to, folder), { recursive: true });
  for (const name of ["package.json", "dist", "lan/dist"]) {
    const copy = cp(join(root, folder, name), join(to, folder, name), { recursive: true });
    await copy.catch(ignoreMissing);
  }
  const libraries = join(folder, "node_modules");
  await symlink(join(root, libraries), join(to, libraries), "junction");
}

/** The packages of the workspace lead to the copy, all others to the original. */
async function linkLibraries(to: string): Promise<void> {
  const libraries = join(to, "node_modules");
  await mkdir(join(libraries, "@classchat"), { recursive: true });
  for (const name of await readdir(join(root, "node_modules"))) {
    if (name === "classchat" || name === "@classchat") continue;
    await symlink(join(root, "node_modules", name), join(libraries, name), "junction");
  }
  const { classchat, ...others } = own;
  await symlink(join(to, "packages", classchat), join(libraries, "classchat"), "junction");
  for (const [name, folder] of Object.entries(others)) {
    await symlink(join(to, "packages", folder), join(libraries, "@classchat", name), "junction");
  }
}

/** The file that the bug is planted in, as it is; throws where the bug has not one place there. */
export async function readPlace({ file, text }: Mutant, from = root): Promise<string> {
  const before = await readFile(join(from, file), "utf8");
  if (before.split(text).length === 2) return before;
  throw new Error(`"${text}" stands not once in ${file}: mend test/mutants`);
}

/** Plants the bug, gives back how to take it out again. */
export async function plant(copy: string, mutant: Mutant): Promise<() => Promise<void>> {
  const file = join(copy, mutant.file);
  const before = await readPlace(mutant, copy);
  await writeFile(
    file,
    before.replace(mutant.text, () => mutant.planted),
  );
  return () => writeFile(file, before);
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error;
}
