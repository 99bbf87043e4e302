import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { cleanLine, codePoints, limits } from "@classchat/core";
import * as z from "zod";
import { mailFields } from "./mail-settings.ts";

/** How the host was asked to be. `docs/running.md` lists each setting. */
export const HostSettings = z.strictObject({
  title: z
    .string()
    .transform(cleanLine)
    .refine((title) => codePoints(title) <= limits.roomTitleLength, {
      error: `a title has at most ${limits.roomTitleLength} characters`,
    })
    .optional(),
  /** Of the first room; the others take the ones behind it. 0 takes any free one. */
  port: z.int().min(0).max(65_535).optional(),
  /** The only network interface to announce the rooms on. */
  interface: z.string().min(1).optional(),
  /** Whether only mentors get new accounts. */
  closed: z.boolean().optional(),
  ...mailFields,
});
export type HostSettings = z.output<typeof HostSettings>;

/** The settings in the data directory's `config.json`; none if there is no such file. */
export async function readHostSettings(dataFolder: string): Promise<HostSettings> {
  const file = join(dataFolder, "config.json");
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "{}";
    throw error;
  });
  const json = parseJson(text);
  if (json === undefined) throw unusable(file, "it is not JSON");
  const settings = HostSettings.safeParse(json);
  if (settings.success) return settings.data;
  throw unusable(file, firstComplaint(settings.error));
}

/** What is wrong with the first setting that is, behind its name. */
export function firstComplaint({ issues: [issue] }: z.ZodError): string {
  const where = issue?.path.length ? `${issue.path.join(".")}: ` : "";
  return `${where}${issue?.message}`;
}

function unusable(file: string, reason: string): Error {
  return new Error(`${file} cannot be used (${reason}): correct it or remove it.`);
}

function parseJson(text: string): unknown {
  try {
    // Windows' Notepad may put a byte order mark in front.
    return JSON.parse(text.replace(/^\uFEFF/u, ""));
  } catch {
    return undefined;
  }
}
