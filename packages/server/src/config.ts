import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { cleanLine, codePoints, limits } from "@classchat/core";
import * as z from "zod";
import { HostRefusal, type SettingName, type SettingsFault } from "./host-refusal.ts";
import { mailFields } from "./mail-settings.ts";

const units = { "": 1, B: 1, KB: 1e3, MB: 1e6, GB: 1e9, KIB: 2 ** 10, MIB: 2 ** 20, GIB: 2 ** 30 };

/** `5MB`, `1.5 GiB`, or a number of bytes. */
const fileSize = z
  .union([z.int().nonnegative(), z.string()])
  .transform((given) => (typeof given === "number" ? given : bytesOf(given)))
  .refine((bytes) => Number.isSafeInteger(bytes) && bytes >= 0);

/** How the host was asked to be. `docs/running.md` lists each setting. */
export const HostSettings = z.strictObject({
  title: z
    .string()
    .transform(cleanLine)
    .refine((title) => codePoints(title) <= limits.roomTitleLength)
    .optional(),
  /** Of the first room; the others take the ones behind it. 0 takes any free one. */
  port: z.int().min(0).max(65_535).optional(),
  /** The only network interface to announce the rooms on. */
  interface: z.string().min(1).optional(),
  /** Whether only mentors get new accounts. */
  closed: z.boolean().optional(),
  /** What may be handed in: text only, or anything. */
  files: z.enum(["text", "any"]).optional(),
  /** The largest file, in bytes or like `5MB`. */
  "max-file": fileSize.optional(),
  /** Students who may be present in a room; mentors come in beside them. */
  "max-members": z.int().min(1).max(limits.mostMembers).optional(),
  /** Chat connections that one address may have: more where many sit behind one router. */
  "per-address": z.int().min(1).max(limits.mostPerAddress).optional(),
  /** Where programs on this computer may watch the host: 0 takes any free one. Without it nowhere. */
  "metrics-port": z.int().min(0).max(65_535).optional(),
  ...mailFields,
} satisfies Record<SettingName, z.ZodType>);
export type HostSettings = z.output<typeof HostSettings>;

/** The settings in the data directory's `config.json`; none if there is no such file. */
export async function readHostSettings(dataFolder: string): Promise<HostSettings> {
  const file = join(dataFolder, "config.json");
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "{}";
    throw error;
  });
  const json = parseJson(text);
  if (json === undefined) throw unusable(file, { type: "not-json" });
  const settings = HostSettings.safeParse(json);
  if (settings.success) return settings.data;
  throw unusable(file, settingsFault(settings.error));
}

/** The first setting that is wrong. */
export function settingsFault({ issues: [issue] }: z.ZodError): SettingsFault {
  if (issue?.code === "unrecognized_keys") return { type: "unknown", name: issue.keys[0] ?? "" };
  const setting = issue?.path[0];
  return isSetting(setting) ? { type: "unusable", setting } : { type: "no-settings" };
}

function isSetting(name: PropertyKey | undefined): name is SettingName {
  return name !== undefined && Object.hasOwn(HostSettings.shape, name);
}

function bytesOf(given: string): number {
  const [, number = "", unit = ""] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/iu.exec(given.trim()) ?? [];
  const factor = units[unit.toUpperCase() as keyof typeof units];
  return factor === undefined || number === "" ? Number.NaN : Math.round(Number(number) * factor);
}

function unusable(file: string, fault: SettingsFault): HostRefusal {
  return new HostRefusal("settings-unusable", { file, fault });
}

function parseJson(text: string): unknown {
  try {
    // Windows' Notepad may put a byte order mark in front.
    return JSON.parse(text.replace(/^\uFEFF/u, ""));
  } catch {
    return undefined;
  }
}
