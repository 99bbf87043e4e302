import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface Program {
  process: ChildProcess;
  onLine(listener: (line: string) => void): void;
}

/** Starts a program of `test/programs` as a process of its own. What it says on stderr is shown. */
export function startProgram(name: string, ...args: string[]): Program {
  return startCommand(programCommand(name, ...args));
}

/** How it is started. */
export function programCommand(name: string, ...args: string[]): string[] {
  const file = fileURLToPath(new URL(`../programs/${name}.js`, import.meta.url));
  return [process.execPath, file, ...args];
}

/** Starts any program that speaks in lines. */
export function startCommand(
  [command = "", ...args]: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Program {
  const stdio = ["pipe", "pipe", "inherit"] as const;
  const child = spawn(command, args, { stdio: [...stdio], env: { ...process.env, ...env } });
  const lines = createInterface(child.stdout);
  return { process: child, onLine: (listener) => lines.on("line", listener) };
}

/** What such a program says first, as where it can be reached. */
export function firstLine(program: Program): Promise<string> {
  return new Promise((resolve) => {
    program.onLine(resolve);
  });
}
