import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { cleanLine, limits } from "@classchat/core";
import * as z from "zod";

/** How the host was asked to be. `docs/running.md` lists each setting. */
export const HostSettings = z.strictObject({
  title: z
    .string()
    .transform(cleanLine)
    .refine((title) => title.length <= limits.roomTitleLength)
    .optional(),
  /** Of the first room; the others take the ones behind it. 0 takes any free one. */
  port: z.int().min(0).max(65_535).optional(),
  /** The only network interface to announce the rooms on. */
  interface: z.string().min(1).optional(),
  /** Whether only mentors get new accounts. */
  closed: z.boolean().optional(),
});
export type HostSettings = z.output<typeof HostSettings>;

/** The settings in the data directory's `config.json`; none if there is no such file. */
export async function readHostSettings(dataFolder: string): Promise<HostSettings> {
  const file = join(dataFolder, "config.json");
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "{}";
    throw error;
  });
  const settings = HostSettings.safeParse(parseJson(text));
  if (settings.success) return settings.data;
  const [issue] = settings.error.issues;
  const where = issue?.path.length ? `${issue.path.join(".")}: ` : "";
  throw new Error(`${file} cannot be used (${where}${issue?.message}): correct it or remove it.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
