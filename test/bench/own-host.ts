import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { HostSettings } from "@classchat/server";
import { onLoopback, program } from "../support/command.ts";
import { firstLine, startCommand } from "../support/programs.ts";
import { pidOf, pinned } from "./cores.ts";

/** A host with one room, in a process and on a core of its own. */
export interface OwnHost {
  id: string;
  port: number;
  fingerprint: string;
  pid: number;
  /** From its start until the room could be reached, in ms. */
  openAfterMs: number;
  end(): Promise<void>;
}

/** Starts the program as users run it, with everything on, in a folder that may hold what an earlier run left. */
export async function startOwnHost(
  folder: string,
  settings: HostSettings = {},
  nodeOptions: readonly string[] = [],
): Promise<OwnHost> {
  await writeFile(join(folder, "config.json"), JSON.stringify({ port: 0, ...settings }));
  const host = ["host", "--name", "physics", "--headless", "--json", "--data", folder];
  const command = pinned("server", [process.execPath, ...nodeOptions, program, ...host]);
  const startedAt = performance.now();
  const started = startCommand(command, onLoopback);
  const { id, port, fingerprint } = JSON.parse(await firstLine(started)) as OwnHost;
  const openAfterMs = performance.now() - startedAt;
  const end = async () => {
    started.process.kill();
    await once(started.process, "close");
  };
  return { id, port, fingerprint, pid: pidOf(started), openAfterMs, end };
}

/** What is done there, with a host that ends when it is done. */
export async function withOwnHost<Result>(
  { folder, settings = {} }: { folder: string; settings?: HostSettings },
  work: (host: OwnHost) => Promise<Result>,
): Promise<Result> {
  const host = await startOwnHost(folder, settings);
  try {
    return await work(host);
  } finally {
    await host.end();
  }
}

/** Does it in a folder of its own, which goes when it is done. */
export async function inFreshFolder<Result>(
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "classchat-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
