import { randomUUID } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";

const retryMs = 10;
// What is done under the lock takes milliseconds, so whoever holds it this long was killed meanwhile.
const usualPatienceMs = 2_000;

/** Runs the work while no other process, and nobody else here, runs work under the lock of that file. */
export async function withFileLock<Value>(
  path: string,
  work: () => Promise<Value>,
  { patienceMs = usualPatienceMs }: { patienceMs?: number } = {},
): Promise<Value> {
  const lock = `${path}.lock`;
  await take(lock, patienceMs);
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function take(lock: string, patienceMs: number): Promise<void> {
  let holder: string | undefined;
  let since = performance.now();
  while (!(await tryTake(lock))) {
    const current = await holderOf(lock);
    if (current !== holder) {
      holder = current;
      since = performance.now();
    } else if (performance.now() - since > patienceMs) {
      await breakLock(lock);
    }
    await delay(retryMs);
  }
}

async function tryTake(lock: string): Promise<boolean> {
  try {
    await writeFile(lock, randomUUID(), { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Windows says EPERM or EBUSY while another process is just removing the file.
    if (
      code === "EEXIST" ||
      (process.platform === "win32" && (code === "EPERM" || code === "EBUSY"))
    )
      return false;
    throw error;
  }
}

async function holderOf(lock: string): Promise<string | undefined> {
  return readFile(lock, "utf8").catch(() => undefined);
}

/** Renaming first: of several that lost patience, one alone removes the old lock. */
async function breakLock(lock: string): Promise<void> {
  const broken = `${lock}.${randomUUID()}`;
  await rename(lock, broken).catch(() => undefined);
  await rm(broken, { force: true });
}
