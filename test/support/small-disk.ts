import { execFileSync } from "node:child_process";
import { mkdir } from "node:fs/promises";

/** Makes a disk in memory at that path, with these options of tmpfs, for as long as the step takes. Needs root. */
export async function onSmallDisk<Result>(
  path: string,
  options: string,
  step: () => Promise<Result>,
): Promise<Result> {
  await mkdir(path, { recursive: true });
  execFileSync("mount", ["-t", "tmpfs", "-o", options, "classchat", path]);
  try {
    return await step();
  } finally {
    execFileSync("umount", ["--lazy", path]);
  }
}

/** Gives such a disk another size. */
export function resizeSmallDisk(path: string, bytes: number): void {
  execFileSync("mount", ["-o", `remount,size=${bytes}`, path]);
}
