import { mkdir } from "node:fs/promises";
import { homedir } from "node:os";
import { posix, win32 } from "node:path";

/** What decides where the state lies; given by tests, the real surroundings otherwise. */
export interface Surroundings {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  home: string;
}

const here: Surroundings = { platform: process.platform, env: process.env, home: homedir() };

/** The one directory under which all state lies: the given one, else CLASSCHAT_HOME, else the platform's. */
export function dataFolder(given: string | undefined, surroundings: Surroundings = here): string {
  const { platform, env } = surroundings;
  const chosen = given ?? (env.CLASSCHAT_HOME || undefined);
  const path = platform === "win32" ? win32 : posix;
  return chosen === undefined
    ? path.join(platformFolder(surroundings), "classchat")
    : path.resolve(chosen);
}

/** Pinned hosts, sign-ins and drafts. */
export function clientFolder(data: string): string {
  return pathOf(data, "client");
}

/** Makes the folder, and those above it, so that only its owner may look inside. */
export async function ensureFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
}

function platformFolder({ platform, env, home }: Surroundings): string {
  if (platform === "win32") return env.APPDATA || win32.join(home, "AppData", "Roaming");
  if (platform === "darwin") return posix.join(home, "Library", "Application Support");
  // A relative XDG_DATA_HOME is to be ignored (XDG Base Directory Specification).
  const xdg = env.XDG_DATA_HOME ?? "";
  return posix.isAbsolute(xdg) ? xdg : posix.join(home, ".local", "share");
}

function pathOf(data: string, folder: string): string {
  return (process.platform === "win32" ? win32 : posix).join(data, folder);
}
