import { execFile } from "node:child_process";
import { type FileHandle, mkdir, mkdtemp, open, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Command, type Outcome } from "../../../support/command.ts";
import { eventually } from "../../../support/eventually.ts";
import { password } from "../../../support/world.ts";
import { median } from "../../figures.ts";
import { type Sshd, startSshd } from "./sshd.ts";

// From disk to disk as users do it: `classchat send --file` and `classchat get` beside `scp`, each from its start to
// its exit, in turns. Ours compare a hash, and a host waits until its disk has the file. scp does neither: how long it
// takes until the disk has its copy as well is a figure of its own.
const MiB = 1024 * 1024;
const sizeMiB = 1024;
const rounds = 3;

interface Bench {
  folder: string;
  file: string;
  sshd: Sshd | undefined;
  /** Where the room is. */
  room: string;
}
type Seconds = Record<"scp" | "scpOnDisk" | "send" | "get", number>;

export async function disk(): Promise<Record<string, number>> {
  const folder = await mkdtemp(join(tmpdir(), "classchat-"));
  await mkdir(join(folder, "host"));
  const settings = { files: "any", "max-file": "2GiB" };
  await writeFile(join(folder, "host", "config.json"), JSON.stringify(settings));
  const host = new Command(["host", "--name", "physics", "--headless", "--json"], {
    data: join(folder, "host"),
  });
  const sshd = await startSshd(folder);
  try {
    await eventually(() => {
      if (host.objects[0]?.event !== "listening") throw new Error(host.stderr);
    });
    const file = join(folder, "large.bin");
    await fill(file);
    const bench = { folder, file, sshd, room: `127.0.0.1:${host.objects[0]?.port}` };
    const all: Seconds[] = [];
    // The first round warms up.
    for (let i = 0; i <= rounds; i++) all.push(await oneRound(bench, `anu-${i}`));
    return summary(all.slice(1));
  } finally {
    host.process.kill();
    await host.ended;
    await sshd?.end();
    await rm(folder, { recursive: true });
  }
}

async function oneRound({ folder, file, sshd, room }: Bench, user: string): Promise<Seconds> {
  const run = (...args: string[]) => succeed(args, join(folder, user));
  await run("register", room, "--user", user, "--email", user);
  await run("login", room, "--user", user, "--remember");
  const copy = join(folder, "copy.bin");
  const copying = { scp: Number.NaN, scpOnDisk: Number.NaN };
  if (sshd) {
    copying.scpOnDisk = await seconds(folder, async () => {
      copying.scp = await timed(() =>
        promisify(execFile)("scp", [...sshd.options, file, sshd.there(copy)]),
      );
      await toDisk(copy);
    });
  }
  await rm(copy, { force: true });
  let seq = "";
  const send = await seconds(folder, async () => {
    seq = (await run("send", room, "--file", file, "--as", user)).stdout.trim();
  });
  const saved = join(folder, "saved");
  const get = await seconds(folder, () => run("get", room, seq, "--to", saved, "--as", user));
  await rm(saved, { recursive: true });
  await removeKept(join(folder, "host", "host", "rooms"));
  return { ...copying, send, get };
}

async function succeed(args: readonly string[], data: string): Promise<Outcome> {
  const env = { CLASSCHAT_PASSWORD: password };
  const outcome = await new Command(args, { data, env }).finish();
  if (outcome.exitCode !== 0) throw new Error(outcome.stderr);
  return outcome;
}

/** A computer that gives memory back finds it slowly again: each has as much of it at hand. */
async function seconds(folder: string, work: () => Promise<unknown>): Promise<number> {
  const warm = join(folder, "warm.bin");
  await fill(warm);
  await rm(warm);
  return timed(work);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}

async function toDisk(path: string): Promise<void> {
  const file = await open(path, "r+");
  await file.sync();
  await file.close();
}

async function fill(path: string): Promise<void> {
  const piece = Buffer.alloc(MiB, "the quick brown fox\n");
  const file: FileHandle = await open(path, "w");
  for (let i = 0; i < sizeMiB; i++) await file.write(piece);
  await file.sync();
  await file.close();
}

/** The host keeps what was handed in; here that would fill the disk and the memory. */
async function removeKept(rooms: string): Promise<void> {
  for (const room of await readdir(rooms)) {
    const files = join(rooms, room, "files");
    for (const name of await readdir(files)) await rm(join(files, name));
  }
}

function summary(all: readonly Seconds[]): Record<string, number> {
  const of = (value: (one: Seconds) => number) => median(all.map(value));
  return {
    "disk to disk, scp s": of(({ scp }) => scp),
    "disk to disk, scp until the disk has it s": of(({ scpOnDisk }) => scpOnDisk),
    "disk to disk, send s": of(({ send }) => send),
    "disk to disk, get s": of(({ get }) => get),
    "send, of the time of scp": of(({ send, scp }) => send / scp),
    "send, of the time of scp until the disk has it": of(({ send, scpOnDisk }) => send / scpOnDisk),
    "get, of the time of scp": of(({ get, scp }) => get / scp),
  };
}
