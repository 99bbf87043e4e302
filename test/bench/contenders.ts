import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keepClass } from "../support/kept-class.ts";
import { firstLine, type Program } from "../support/programs.ts";
import { pidOf, startOn } from "./cores.ts";
import { foreignServers } from "./foreign-servers.ts";
import { startOwnHost } from "./own-host.ts";

/** A server that passes on to all what one says, in a process and on a core of its own. */
export interface Contender {
  /** How a crowd speaks to it, see `programs/crowd.ts`. */
  wire: string;
  port: number;
  pid: number;
  /** Where it asks for them. */
  room?: string;
  tokens?: readonly string[];
  end(): Promise<void>;
}

export const ours = "classchat";

/** Starts each of them, by name, for so many members; undefined where it is not installed. */
export const contenders: Readonly<
  Record<string, (members: number) => Promise<Contender | undefined>>
> = {
  [ours]: startClasschat,
  "ws, each": () => startRelay("plainRelay", "relay-ws", "each"),
  "ws, batches": () => startRelay("plainRelay", "relay-ws", "batch"),
  "ws, batches, TLS": () =>
    inFolder((folder) => startRelay("secureRelay", "relay-ws", "batch", folder)),
  "socket.io + NeDB": () =>
    inFolder((folder) => startRelay("socketIoRelay", "relay-socketio", folder)),
  ...foreignServers,
};

/** In a folder where the class has accounts. */
function startClasschat(members: number): Promise<Contender> {
  return inFolder(async (folder) => {
    const tokens = await keepClass(join(folder, "host"), members);
    // All come from one address.
    const settings = { "per-address": 2 * members, "max-members": members };
    const { id: room, port, pid, end } = await startOwnHost(folder, settings);
    return { wire: "classchat", port, room, tokens, pid, end };
  });
}

async function startRelay(wire: string, name: string, ...args: string[]): Promise<Contender> {
  const relay = startOn("server", name, ...args);
  const { port } = JSON.parse(await firstLine(relay)) as { port: number };
  return { wire, port, ...ending(relay) };
}

function ending(started: Program): Pick<Contender, "pid" | "end"> {
  const end = async () => {
    started.process.kill();
    await once(started.process, "close");
  };
  return { pid: pidOf(started), end };
}

/** With a folder that goes when it ends. */
async function inFolder(start: (folder: string) => Promise<Contender>): Promise<Contender> {
  const folder = await mkdtemp(join(tmpdir(), "classchat-"));
  await mkdir(join(folder, "host"));
  const contender = await start(folder);
  const end = async () => {
    await contender.end();
    await rm(folder, { recursive: true });
  };
  return { ...contender, end };
}
