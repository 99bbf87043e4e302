import { readFileSync } from "node:fs";

type Running = Mocha.Context;

/** Bits of the rights that Linux knows: to make networks, and to mount disks (`linux/capability.h`). */
const rightsOfRoot = [12n, 21n];

/** Skips the test that runs, and says in its title why, and what would let it run. */
export function skipBecause(running: Running, reason: string): never {
  if (running.test) running.test.title += ` (skipped: ${reason})`;
  return running.skip();
}

/** Skips the test that runs where there is a reason to. */
export function skipIf(running: Running, reason: string | undefined): void {
  if (reason !== undefined) skipBecause(running, reason);
}

/** Why networks and disks of one's own cannot be made here, and what to do about it; nothing if they can. */
export function whyNoRoot(script: string): string | undefined {
  if (process.platform !== "linux") return "needs Linux";
  if (process.getuid?.() !== 0) return `needs root: sudo npm run ${script}`;
  return hasRightsOfRoot() ? undefined : "needs all rights of root: in a container, --privileged";
}

/** Root of a container often may do less than root. */
function hasRightsOfRoot(): boolean {
  const status = readFileSync("/proc/self/status", "utf8");
  const [, mask = "0"] = /^CapEff:\s*([0-9a-f]+)$/mu.exec(status) ?? [];
  return rightsOfRoot.every((bit) => (BigInt(`0x${mask}`) >> bit) & 1n);
}
