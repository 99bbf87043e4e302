import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { ownMdns } from "./mdns.ts";

/** The program as users run it. */
export const program = fileURLToPath(
  new URL("../../../packages/cli/bin/classchat.cjs", import.meta.url),
);

/** On loopback and away from the usual mDNS port, so that no real room is met. */
export const onLoopback = mdnsEnvironment(ownMdns());

/** How a program is told to use that network. */
export function mdnsEnvironment(network: ReturnType<typeof ownMdns>): Record<string, string> {
  return {
    CLASSCHAT_INTERFACE: network.interface,
    CLASSCHAT_MDNS_PORT: String(network.mdnsPort),
  };
}

interface CommandOptions {
  /** Its data directory. */
  data: string;
  env?: Record<string, string>;
}

export interface Outcome {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

/** A running `classchat` on loopback, with its own data directory and nobody at a terminal. */
export class Command {
  readonly process: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Outcome>;
  stdout = "";
  stderr = "";

  constructor(args: readonly string[], { data, env = {} }: CommandOptions) {
    const { CLASSCHAT_PASSWORD: _, ...outer } = process.env;
    this.process = spawn(process.execPath, [program, ...args, "--data", data], {
      env: { ...outer, ...onLoopback, ...env },
    });
    this.process.stdout.setEncoding("utf8").on("data", (text) => {
      this.stdout += text;
    });
    this.process.stderr.setEncoding("utf8").on("data", (text) => {
      this.stderr += text;
    });
    this.process.stdin.on("error", () => {});
    this.ended = new Promise((resolve) => {
      this.process.on("close", (exitCode) =>
        resolve({ exitCode, stdout: this.stdout, stderr: this.stderr }),
      );
    });
  }

  write(text: string): void {
    this.process.stdin.write(text);
  }

  /** What came of it, after this last input. */
  finish(input = ""): Promise<Outcome> {
    this.process.stdin.end(input);
    return this.ended;
  }

  get objects(): Record<string, unknown>[] {
    return this.stdout
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  }
}
