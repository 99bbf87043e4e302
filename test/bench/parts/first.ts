import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { onLoopback, program } from "../../support/command.ts";
import { Terminal } from "../../support/terminal.ts";
import { inFreshFolder, withOwnHost } from "../own-host.ts";
import type { Part, Row } from "../part.ts";
import { byTurns } from "../rounds.ts";

// How long from a command to the first that is seen of it, beside a Node that does nothing: the version, the help, the
// first room that `rooms` finds on the network, and the first frame of the screen.
const rounds = 15;
const size = { cols: 120, rows: 40 };
const nothing = "node -e 0";

export const first: Part = {
  name: "first",
  about: "how long from a command to its first result or frame",
  measure: () =>
    inFreshFolder((folder) => withOwnHost({ folder }, () => measureIn(join(folder, "client")))),
};

async function measureIn(data: string): Promise<Row[]> {
  const seen = await byTurns(rounds, {
    [nothing]: timing(() => run("-e", "0")),
    "--version, ms": timing(() => run(program, "--version")),
    "--help, ms": timing(() => run(program, "--help")),
    "the first room of rooms --json, ms": timing(() => firstRoom(data)),
    "the first frame, ms": timing(() => firstFrame(data)),
  });
  const { [nothing]: bare, ...ours } = seen;
  return Object.entries(ours).map(([measure, { ms }]) => ({
    measure,
    ours: ms,
    baselines: { [nothing]: bare.ms },
  }));
}

function timing(work: () => Promise<() => Promise<void>>): () => Promise<{ ms: number }> {
  return async () => {
    const start = performance.now();
    const end = await work();
    const ms = performance.now() - start;
    await end();
    return { ms };
  };
}

async function run(...args: string[]): Promise<() => Promise<void>> {
  await promisify(execFile)(process.execPath, args);
  return async () => {};
}

async function firstRoom(data: string): Promise<() => Promise<void>> {
  const args = [program, "rooms", "--json", "--watch", "--data", data];
  const rooms = spawn(process.execPath, args, {
    env: { ...process.env, ...onLoopback },
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface(rooms.stdout))
    if ((JSON.parse(line) as unknown[]).length > 0) break;
  return async () => {
    rooms.kill();
    await once(rooms, "close");
  };
}

async function firstFrame(data: string): Promise<() => Promise<void>> {
  const args = [program, "rooms", "--data", data];
  const terminal = Terminal.start(process.execPath, args, { ...size, env: onLoopback });
  await terminal.waitFor((screen) => screen.alternate && screen.text().trim() !== "");
  return () => terminal.close();
}
