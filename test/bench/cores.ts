import { spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { type Program, programCommand, startCommand } from "../support/programs.ts";

// What is measured has a core of its own, and so has what measures it, where the computer has two and Linux's taskset.
const cores = { server: 0, generator: 1 } as const;

const canPin =
  cpus().length > 1 && spawnSync("taskset", ["-c", "0", process.execPath, "-e", "0"]).status === 0;

/** The command, held to the core of that side. */
export function pinned(side: keyof typeof cores, command: readonly string[]): string[] {
  return canPin ? ["taskset", "-c", String(cores[side]), ...command] : [...command];
}

/** Starts a program of `test/programs` on that side. */
export function startOn(side: keyof typeof cores, name: string, ...args: string[]): Program {
  return startCommand(pinned(side, programCommand(name, ...args)));
}

/** Its process is then the program itself: taskset becomes it. */
export function pidOf({ process }: Program): number {
  return process.pid ?? 0;
}
