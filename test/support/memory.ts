import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** What a process holds of the computer's memory; asked of `ps`, which Windows has not. */
export async function residentMiB(pid: number | undefined): Promise<number> {
  const { stdout } = await promisify(execFile)("ps", ["-o", "rss=", "-p", String(pid)]);
  return Number(stdout) / 1024;
}
