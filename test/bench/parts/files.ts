import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { RawClient } from "../../support/raw-client.ts";
import { startWorker, type Worker } from "../../support/workers.ts";
import { password, say } from "../../support/world.ts";
import { median } from "../figures.ts";
import { isWanted, type Part, plainRows } from "../part.ts";
import { disk } from "./files/disk.ts";

// What transfers can do, each beside a baseline of the same run and machine: bytes over TLS beside one raw stream of
// Node, chat beside uploads and alone, memory for 1 GiB, from disk to disk beside scp. WS_NO_BUFFER_UTIL=1
// is what a computer does for which bufferutil is not built.
const MiB = 1024 * 1024;
const settings = JSON.stringify({ files: "any", "max-file": "2GiB" });
const rounds = 5;
const talkSeconds = 4;

interface Room {
  id: string;
  port: number;
  fingerprint: string;
  mentorCode: string;
}
interface Moved {
  ms: number;
  file: string;
}

export const files: Part = {
  name: "files",
  about: "how fast files move beside raw TLS and scp, and chat beside them",
  measure: async (subjects) =>
    plainRows({
      ...(isWanted("throughput", subjects) && (await throughput("memory", "nowhere"))),
      ...(isWanted("throughput", subjects) && (await throughput("hashed and in /dev/shm", ""))),
      ...(isWanted("chat", subjects) && (await chat())),
      ...(isWanted("memory", subjects) && (await memory())),
      ...(isWanted("disk", subjects) && (await disk())),
    }),
};

async function throughput(name: string, blobs: string) {
  const folder = await emptyFolder(existsSync("/dev/shm") ? "/dev/shm" : tmpdir());
  const raw = startWorker("raw-tls", folder);
  const { port } = await raw.heard<{ port: number }>();
  const ratios = { up: [] as number[], down: [] as number[] };
  const host = startWorker("serve-room", folder, settings, blobs);
  const room = await host.heard<Room>();
  const bytes = 256 * MiB;
  // The first round warms up. Each has an account of its own, for what one may have is bounded.
  for (let i = 0; i <= rounds; i++) {
    const mover = moverOf(room, `anu-${i}`);
    const rawUp = await mover.ask<Moved>({ do: "rawUp", port, bytes });
    const up = await mover.ask<Moved>({ do: blobs ? "uploadNowhere" : "upload", bytes });
    const rawDown = await mover.ask<Moved>({ do: "rawDown", port, bytes });
    const down = await mover.ask<Moved>({ do: "downloadNowhere", file: up.file });
    await mover.end();
    if (i === 0) continue;
    ratios.up.push(rawUp.ms / up.ms);
    ratios.down.push(rawDown.ms / down.ms);
  }
  await Promise.all([host.end(), raw.end()]);
  await rm(folder, { recursive: true });
  return {
    [`upload of raw TLS, ${name}`]: median(ratios.up),
    [`download of raw TLS, ${name}`]: median(ratios.down),
  };
}

async function chat() {
  const folder = await emptyFolder(tmpdir());
  const host = startWorker("serve-room", folder, settings);
  const room = await host.heard<Room>();
  const talkers = await Promise.all(
    Array.from({ length: 60 }, (_, i) => talkerOf(room, `ben-${i}`)),
  );
  const movers = Array.from({ length: 4 }, (_, i) => moverOf(room, `anu-${i}`));
  const alone: number[] = [];
  const beside: number[] = [];
  await p99(talkers);
  for (let i = 0; i < rounds; i++) {
    alone.push(await p99(talkers));
    const uploads = Promise.all(movers.map((mover) => uploadFor(mover, talkSeconds)));
    beside.push(await p99(talkers));
    await uploads;
  }
  for (const talker of talkers) talker.close();
  await Promise.all(movers.map((mover) => mover.end()));
  await host.end();
  await rm(folder, { recursive: true });
  const [idle, busy] = [median(alone), median(beside)];
  return { "chat p99 ms": idle, "chat p99 ms, 4 uploads": busy, "chat ratio": busy / idle };
}

async function uploadFor(mover: Worker, seconds: number): Promise<void> {
  const end = performance.now() + seconds * 1_000;
  while (performance.now() < end) await mover.ask({ do: "upload", bytes: 16 * MiB });
}

/** Everyone says something once a second, slower than the pace that students have; how long the slowest hundredth waited until it was stored. */
async function p99(talkers: readonly RawClient[]): Promise<number> {
  const sends = talkers.flatMap((talker) =>
    Array.from({ length: talkSeconds }, async () => {
      await delay(Math.random() * talkSeconds * 1_000);
      const start = performance.now();
      await say(talker, "my answer to the question");
      return performance.now() - start;
    }),
  );
  const took = (await Promise.all(sends)).toSorted((a, b) => a - b);
  return took[Math.floor(took.length * 0.99)] ?? Number.NaN;
}

async function memory() {
  const folder = await emptyFolder(tmpdir());
  const host = startWorker("serve-room", folder, settings);
  const mover = moverOf(await host.heard<Room>(), "anu");
  const path = join(folder, "large.bin");
  await writeFile(path, Buffer.alloc(1024 * MiB, "x"));
  // What code and buffers take once is there before a large file comes.
  await mover.ask({ do: "upload", bytes: 4 * MiB });
  const idle = { host: await host.memory(), client: await mover.memory() };
  const most = { host: 0, client: 0 };
  let isDone = false;
  const watching = (async () => {
    while (!isDone) {
      most.host = Math.max(most.host, await host.memory());
      most.client = Math.max(most.client, await mover.memory());
      await delay(20);
    }
  })();
  const up = await mover.ask<Moved>({ do: "uploadFile", path });
  await mover.ask({ do: "download", file: up.file, folder });
  isDone = true;
  await watching;
  await Promise.all([host.end(), mover.end()]);
  await rm(folder, { recursive: true });
  return {
    "host MiB above idle": (most.host - idle.host) / MiB,
    "client MiB above idle": (most.client - idle.client) / MiB,
  };
}

function moverOf({ id, port, fingerprint, mentorCode }: Room, user: string): Worker {
  // The first one becomes a mentor; a code that was used is none, and students may hand in too.
  return startWorker("move-files", id, String(port), fingerprint, user, mentorCode);
}

async function talkerOf(room: Room, user: string): Promise<RawClient> {
  const client = new RawClient(room);
  await client.request("account:register", { user, email: user, password });
  await client.request("account:signIn", { login: user, password });
  client.socket.offAny();
  return client;
}

function emptyFolder(parent: string): Promise<string> {
  return mkdtemp(join(parent, "classchat-"));
}
