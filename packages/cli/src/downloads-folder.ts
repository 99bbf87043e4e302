import { readFile, realpath, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { makeFolder } from "./client/make-folder.ts";
import { CommandFailure } from "./plain/failure.ts";
import { words } from "./words/words.ts";

/** What decides where files are saved; given by tests, the real surroundings otherwise. */
export interface Surroundings {
  env: Readonly<Record<string, string | undefined>>;
  home: string;
}

const here: Surroundings = { env: process.env, home: homedir() };

/**
 * Where files and transcripts are saved: CLASSCHAT_DOWNLOADS, else where downloads go, else the home directory. Refuses a
 * place inside the data directory: what is cleared has to be gone from there.
 */
export async function downloadsFolder(
  data: string,
  surroundings: Surroundings = here,
): Promise<string> {
  const folder = await chosenFolder(surroundings);
  if (!isWithin(await realPath(data), await realPath(folder))) return folder;
  throw new CommandFailure(words.files.inDataDirectory(folder));
}

async function chosenFolder({ env, home }: Surroundings): Promise<string> {
  if (env.CLASSCHAT_DOWNLOADS) return made(resolve(env.CLASSCHAT_DOWNLOADS));
  const named = env.XDG_DOWNLOAD_DIR ?? (await userDirectory(env, home)) ?? "";
  for (const folder of [named, join(home, "Downloads")]) {
    if (isAbsolute(folder) && (await isFolder(folder))) return folder;
  }
  return home;
}

// https://www.freedesktop.org/wiki/Software/xdg-user-dirs: how a desktop in another language names it.
async function userDirectory(env: Surroundings["env"], home: string): Promise<string | undefined> {
  const config = env.XDG_CONFIG_HOME || join(home, ".config");
  const lines = await readFile(join(config, "user-dirs.dirs"), "utf8").catch(() => "");
  const [, folder] = /^XDG_DOWNLOAD_DIR="(.+)"$/mu.exec(lines) ?? [];
  return folder?.replace(/^\$HOME/u, home);
}

async function made(folder: string): Promise<string> {
  await makeFolder(folder);
  return folder;
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** Links lead elsewhere than they seem to. */
function realPath(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}

function isWithin(outer: string, inner: string): boolean {
  const way = relative(outer, inner);
  return way === "" || !(way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way));
}
