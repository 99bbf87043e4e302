import { readFileSync } from "node:fs";

/** A tick of Linux's accounts of processes, in ms; `getconf CLK_TCK` is 100 everywhere. */
const tickMs = 10;

/** What that process has had of a core, in ms, in its own code and in the system's; NaN where there is no /proc. */
export function cpuMsOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The name, in brackets, may have spaces.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) * tickMs;
  } catch {
    return Number.NaN;
  }
}

/** What it holds of the computer's memory, in KiB. */
export function residentKiB(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "latin1");
    return Number(/VmRSS:\s+(\d+)/u.exec(status)?.[1] ?? Number.NaN);
  } catch {
    return Number.NaN;
  }
}
