import { readdir, readFile } from "node:fs/promises";

/** What only these libraries contain, however they are bundled. */
export const marks = {
  react: "react.transitional.element",
  reactForDevelopers: "Each child in a list",
  zod: "invalid_type",
  socketIo: "io server disconnect",
  socketIoServer: "UNKNOWN_TRANSPORT",
  nedb: "compaction.done",
  nodemailer: "REQUIRETLS",
} as const;

/** Makes Node itself note in that folder every script that it runs, from whatever module system. */
export function notingLoads(folder: string): Record<string, string> {
  return { NODE_V8_COVERAGE: folder };
}

/** The text of all scripts that were noted there by programs that have ended. */
export async function loadedSources(folder: string): Promise<string> {
  const names = await readdir(folder);
  const reports = await Promise.all(names.map((name) => readFile(`${folder}/${name}`, "utf8")));
  const urls = reports.flatMap((report) =>
    (JSON.parse(report) as { result: { url: string }[] }).result.map(({ url }) => url),
  );
  const files = urls.filter((url) => url.startsWith("file:")).map((url) => new URL(url));
  const sources = await Promise.all(files.map((file) => readFile(file, "utf8")));
  return sources.join("\n");
}
