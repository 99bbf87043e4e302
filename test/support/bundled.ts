import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/**
 * The program, by its path from this folder, in one file, which starts three times as fast: tests start it dozens of times. Gives the
 * file and how to remove it.
 */
export async function bundled(
  name: string,
): Promise<{ file: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "classchat-bundle-"));
  const file = join(folder, `${basename(name)}.mjs`);
  await build({
    entryPoints: [fileURLToPath(new URL(`${name}.js`, import.meta.url))],
    outfile: file,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
    define: { "process.env.NODE_ENV": '"production"' },
    alias: {
      // Ink loads it only for its developers, and it is not installed:
      "react-devtools-core": "react",
      // As in the program that users run.
      "string-width": fromProgram("string-width"),
    },
    banner: {
      js: 'import { createRequire as from } from "node:module"; const require = from(import.meta.url);',
    },
  });
  return { file, remove: () => rm(folder, { recursive: true }) };
}

/** Where the program itself finds a library; tests may find another version of it. */
function fromProgram(library: string): string {
  return createRequire(import.meta.resolve("classchat/main")).resolve(library);
}
