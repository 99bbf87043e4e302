import { constants, type Dirent } from "node:fs";
import { chmod, copyFile, open, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { RoomId } from "@classchat/core";
import * as z from "zod";
import { lockDirectory } from "./adapters/directory-lock.ts";
import { diskError, ensureFolder, errorCode, fileMode, syncFolder } from "./adapters/disk.ts";
import { openNedbStore } from "./adapters/nedb-store.ts";
import { HostRefusal } from "./host-refusal.ts";

// A data directory holds `host` (the store, the key), `config.json`, and `client`, which is not the host's.
const hostFolder = "host";
const configFile = "config.json";
const label = "backup.json";

/** Written last: a copy without it is not whole. */
const Label = z.object({ classchat: z.literal("backup"), format: z.literal(1), at: z.int() });

/** Copies what the host keeps to an empty folder, whether the host runs or not. Torn tails heal when opened. */
export async function backupData(dataDir: string, target: string): Promise<void> {
  const source = join(dataDir, hostFolder);
  const files = await hostFiles(source, (file) => !isHandedIn(file));
  if (files.length === 0) throw new HostRefusal("nothing-to-back-up", { folder: dataDir });
  if (isWithin(source, target)) throw new HostRefusal("backup-inside", { folder: source });
  await requireEmpty(target);
  try {
    await copyAll(files, source, join(target, hostFolder));
    // Looked for now, so that those are among them which the copied logs announce.
    await copyAll(await hostFiles(source, isHandedIn), source, join(target, hostFolder));
    await copyIfThere(join(dataDir, configFile), join(target, configFile));
    await writeLabel(target);
  } catch (error) {
    throw diskError(error);
  }
}

/**
 * Brings a backup back to a data directory without a host of its own. Each room's log gets a new epoch, so
 * that clients who know more than it does notice.
 */
export async function restoreData(source: string, dataDir: string): Promise<void> {
  await requireBackup(source);
  const lock = await lockDirectory(dataDir);
  try {
    await requireNoHost(dataDir);
    await restoreHost(join(source, hostFolder), dataDir);
    await copyIfThere(join(source, configFile), join(dataDir, configFile));
  } catch (error) {
    throw diskError(error);
  } finally {
    await lock.release();
  }
}

// Under a name of its own until it is whole: a restore that was cut off leaves no half of a host.
async function restoreHost(source: string, dataDir: string): Promise<void> {
  const unfinished = join(dataDir, `${hostFolder}.restoring`);
  await rm(unfinished, { recursive: true, force: true });
  await copyAll(await hostFiles(source, () => true), source, unfinished);
  await renewEpochs(unfinished);
  await rename(unfinished, join(dataDir, hostFolder));
  await syncFolder(dataDir);
}

async function renewEpochs(folder: string): Promise<void> {
  const store = await openNedbStore(folder);
  try {
    for (const room of await roomsIn(folder)) await store.messages.renewEpoch(room);
  } finally {
    await store.close();
  }
}

async function roomsIn(folder: string): Promise<RoomId[]> {
  const names = await readdir(join(folder, "rooms")).catch(emptyIfMissing);
  return names.filter((name) => RoomId.safeParse(name).success);
}

/** The files that make a host, by their path from `folder`, in the order in which they are to be copied. */
async function hostFiles(folder: string, isMeant: (file: string) => boolean): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    emptyIfMissing,
  );
  const files = entries
    .filter(isKept)
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter(isMeant);
  return files.toSorted((a, b) => (copiedAt(a) < copiedAt(b) ? -1 : 1));
}

// Sockets, files that are being written anew, cut-off tails and damaged logs; one-time codes, for one that was spent since must not
// open again; and the log, which may be renamed meanwhile.
function isKept(entry: Dirent): boolean {
  const isPassing =
    /~$|\.part$|\.new$|\.(?:torn|damaged)-\d+$|^(?:mentor-codes|challenges)\.db$|^classchat\.log/u.test(
      entry.name,
    );
  return entry.isFile() && !isPassing;
}

/** `rooms/ID/files/ID`: the bytes of a file that somebody handed in. */
function isHandedIn(file: string): boolean {
  const [rooms, , files] = file.split(sep);
  return rooms === "rooms" && files === "files";
}

/**
 * A running host goes on writing, so what refers to something is copied before it: sessions and members name
 * accounts, and members must not have read further than the log goes. Segments of logs come in their order, so that the
 * copy is a beginning of the log, and before its book, which says what was taken out of them meanwhile. Logs announce
 * files, so these and what is known about them come last.
 */
function copiedAt(file: string): string {
  const [name = "", , part] = file.split(sep);
  const order =
    name === "rooms" && part === "log.db"
      ? 3
      : ["sessions.db", "members.db", "rooms"].indexOf(name);
  return `${order < 0 ? 4 : order} ${file}`;
}

async function copyAll(files: readonly string[], from: string, to: string): Promise<void> {
  for (const file of files) await copyIfThere(join(from, file), join(to, file));
}

async function copy(from: string, to: string): Promise<void> {
  await ensureFolder(dirname(to));
  await copyFile(from, to, constants.COPYFILE_EXCL);
  await chmod(to, fileMode);
  await syncFile(to);
  await syncFolder(dirname(to));
}

async function copyIfThere(from: string, to: string): Promise<void> {
  try {
    await copy(from, to);
  } catch (error) {
    // There is none, a running host has just removed it, or the target has one of its own, which stays.
    if (!["ENOENT", "EEXIST"].includes(errorCode(error))) throw error;
  }
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function writeLabel(target: string): Promise<void> {
  const text = JSON.stringify({ classchat: "backup", format: 1, at: Date.now() });
  await writeFile(join(target, label), `${text}\n`, { mode: fileMode });
  await syncFile(join(target, label));
  await syncFolder(target);
}

async function requireEmpty(target: string): Promise<void> {
  await ensureFolder(target);
  if ((await readdir(target)).length > 0) {
    throw new HostRefusal("backup-not-empty", { folder: target });
  }
}

async function requireBackup(source: string): Promise<void> {
  const text = await readFile(join(source, label), "utf8").catch(() => "");
  if (!Label.safeParse(parseJson(text)).success) {
    throw new HostRefusal("not-a-backup", { folder: source, label });
  }
}

async function requireNoHost(dataDir: string): Promise<void> {
  const names = await readdir(dataDir);
  if (!names.includes(hostFolder)) return;
  throw new HostRefusal("host-exists", { folder: join(dataDir, hostFolder) });
}

function isWithin(folder: string, path: string): boolean {
  return `${resolve(path)}${sep}`.startsWith(`${resolve(folder)}${sep}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function emptyIfMissing(error: unknown): never[] {
  if (["ENOENT", "ENOTDIR"].includes(errorCode(error))) return [];
  throw error;
}
