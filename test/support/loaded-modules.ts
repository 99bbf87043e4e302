import { readdir, readFile } from "node:fs/promises";

/** Makes Node itself note in that folder every script that it runs, from whatever module system. */
export function notingLoads(folder: string): Record<string, string> {
  return { NODE_V8_COVERAGE: folder };
}

/**
 * What programs that have ended loaded, as noted there: libraries by their names, our own modules by folder, as
 * `cli/ui`. What is bundled counts as loaded with all that its file has inside.
 */
export async function loadedModules(folder: string): Promise<string[]> {
  const files = await notedFiles(folder);
  const inside = await Promise.all(files.map(modulesInside));
  const paths = [...files.map(({ pathname }) => pathname), ...inside.flat()];
  return [...new Set(paths.flatMap(nameOf))].sort();
}

async function notedFiles(folder: string): Promise<URL[]> {
  const names = await readdir(folder);
  const reports = await Promise.all(names.map((name) => readFile(`${folder}/${name}`, "utf8")));
  const urls = reports.flatMap((report) =>
    (JSON.parse(report) as { result: { url: string }[] }).result.map(({ url }) => url),
  );
  return urls.filter((url) => url.startsWith("file:")).map((url) => new URL(url));
}

/** Where each begins, esbuild writes the path it came from. */
async function modulesInside(file: URL): Promise<string[]> {
  const bundled = await readFile(file, "utf8");
  return [...bundled.matchAll(/^\/\/ (?:\S+:)?((?:\S+\/)?(?:node_modules|packages)\/\S+)$/gmu)].map(
    ([, path = ""]) => path,
  );
}

function nameOf(path: string): string[] {
  const library = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//u.exec(path)?.[1];
  if (library) return [/\.development\.js$/u.test(path) ? `${library} for developers` : library];
  const [, name = "", inside = ""] = /packages\/(\w+)\/(\S+)/u.exec(path) ?? [];
  const folders = inside.split("/").slice(0, -1);
  const [part] = folders.filter((folder) => !["src", "dist", "bundle", "bin"].includes(folder));
  return name ? [part ? `${name}/${part}` : name] : [];
}
