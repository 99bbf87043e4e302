import { createHash } from "node:crypto";
import { readdir, realpath, rename, rm, rmdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { HostRefusal } from "../host-refusal.ts";
import { ensureFolder, errorCode } from "./disk.ts";
import { askLockSocket, LockSocket } from "./lock-socket.ts";
import { systemSecrets } from "./system-secrets.ts";

export interface DirectoryLock {
  release(): Promise<void>;
}

/**
 * Takes the data directory for this process alone; a `HostRefusal` says that another one has it. The
 * lock is a listening local socket: a killed process loses it in the same moment, and no clock is asked. Another
 * `HostRefusal` says that nothing may be written there.
 */
export async function lockDirectory(folder: string): Promise<DirectoryLock> {
  try {
    await ensureFolder(folder);
    return await (process.platform === "win32" ? lockByPipe(folder) : lockBySocket(folder));
  } catch (error) {
    throw isForbidden(error) ? unwritable(folder, error) : error;
  }
}

/** Windows takes a pipe's name back with its process, so whoever can listen has the lock. */
async function lockByPipe(folder: string): Promise<DirectoryLock> {
  try {
    const socket = await LockSocket.listen(`\\\\.\\pipe\\classchat-${await digestOf(folder)}`);
    return { release: () => socket.close() };
  } catch (error) {
    if (["EADDRINUSE", "EACCES"].includes(errorCode(error))) throw inUse(folder);
    throw error;
  }
}

/**
 * Elsewhere a dead socket's name stays, and to clear a name that others use could take a live one away. So
 * each process has a name of its own, drawn at random and never used again: a dead one is cleared safely.
 * All of them listen first and look around then, so of any two at least one sees the other.
 */
async function lockBySocket(folder: string): Promise<DirectoryLock> {
  const name = `host-lock-${systemSecrets.code(8)}`;
  const { socket, place } = await listen(folder, name);
  const release = async () => {
    await rm(join(place, name), { force: true });
    await socket.close();
    if (place !== folder) await removeIfEmpty(place);
  };
  try {
    if (!(await isAlone(place, name))) throw inUse(folder);
    socket.hold();
    return { release };
  } catch (error) {
    await release();
    throw error;
  }
}

/** Listens in the folder; or, if its path is too long or its disk has no sockets, in a temporary one. */
async function listen(folder: string, name: string) {
  if (fits(folder, name)) {
    try {
      return { socket: await listenIn(folder, name), place: folder };
    } catch (error) {
      if (!["EPERM", "ENOTSUP", "EOPNOTSUPP", "EINVAL"].includes(errorCode(error))) throw error;
    }
  }
  const place = join(tmpdir(), `cc-${await digestOf(folder)}`);
  return { socket: await listenInTemporary(place, name), place };
}

async function listenInTemporary(place: string, name: string): Promise<LockSocket> {
  for (;;) {
    await ensureFolder(place);
    try {
      return await listenIn(place, name);
    } catch (error) {
      // Whoever released last has just removed the folder.
      if (errorCode(error) !== "ENOENT") throw error;
    }
  }
}

// Between its bind and its listen a socket refuses connections like a dead one, so it gets its proper name
// only when it listens.
async function listenIn(place: string, name: string): Promise<LockSocket> {
  const socket = await LockSocket.listen(join(place, `${name}.new`));
  try {
    await rename(join(place, `${name}.new`), join(place, name));
  } catch (error) {
    await socket.close();
    throw error;
  }
  return socket;
}

/** Waits until nobody else is there, or gives way: to a holder always, among those who try to the lower name. */
async function isAlone(place: string, name: string): Promise<boolean> {
  for (;;) {
    const others = await othersIn(place, name);
    if (others.length === 0) return true;
    if (others.some((other) => other.state === "held" || other.name < name)) return false;
    await delay(10);
  }
}

async function othersIn(place: string, name: string) {
  const names = (await readdir(place)).filter((other) => isLock(other) && other !== name);
  const others = await Promise.all(
    names.map(async (other) => ({ name: other, state: await askOrClear(join(place, other)) })),
  );
  return others.filter(({ state }) => state !== "gone");
}

async function askOrClear(path: string) {
  const state = await askLockSocket(path);
  if (state === "gone") await rm(path, { force: true });
  return state;
}

async function removeIfEmpty(place: string): Promise<void> {
  try {
    await rmdir(place);
  } catch (error) {
    if (!["ENOTEMPTY", "EEXIST", "ENOENT"].includes(errorCode(error))) throw error;
  }
}

function isLock(name: string): boolean {
  return /^host-lock-[0-9A-Z]{8}$/u.test(name);
}

// The address of a local socket holds 104 bytes on macOS and 108 on Linux, with the NUL at its end.
function fits(folder: string, name: string): boolean {
  return Buffer.byteLength(join(folder, `${name}.new`)) < 104;
}

async function digestOf(folder: string): Promise<string> {
  return createHash("sha256")
    .update(await realpath(folder))
    .digest("hex")
    .slice(0, 16);
}

function inUse(folder: string): HostRefusal {
  return new HostRefusal("data-in-use", { folder });
}

function isForbidden(error: unknown): boolean {
  return ["EROFS", "EACCES", "EPERM"].includes(errorCode(error));
}

function unwritable(folder: string, cause: unknown): HostRefusal {
  return new HostRefusal("data-unwritable", { folder, cause: errorCode(cause) }, { cause });
}
