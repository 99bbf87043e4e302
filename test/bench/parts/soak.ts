import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { scryptHasher } from "@classchat/server/adapters/scrypt-hasher";
import { keepClass } from "../../support/kept-class.ts";
import { startWorker, Worker } from "../../support/workers.ts";
import { password } from "../../support/world.ts";
import { startOn } from "../cores.ts";
import { residentKiB } from "../crowd/process-time.ts";
import { median } from "../figures.ts";
import { inFreshFolder, type OwnHost, startOwnHost } from "../own-host.ts";
import { type Part, plainRows, type Row } from "../part.ts";

// A day of lessons in ten minutes, or in SOAK_MINUTES: each class comes by token and by password, talks, hands files in and fetches
// them, loses its connections and comes back, is cleared up after, and leaves. Between the lessons, when nobody is there
// and the host has collected its garbage, its memory and its open files are looked at: those of the last third of
// the day are to be those of the first.
const minutes = Number(process.env.SOAK_MINUTES ?? 10);
const lessons = 24;
const lessonMs = (minutes * 60_000) / lessons;
const byToken = 24;
const byPassword = 6;
const everyMs = 600;
const files = 3;
const fileBytes = 1024 * 1024;
const keep = 50;
const settleMs = 700;

interface Day {
  host: OwnHost;
  pupils: Worker;
  tokens: readonly string[];
}

interface Look {
  MiB: number;
  handles: number;
}

export const soak: Part = {
  name: "soak",
  about: `whether memory and open files stay as they are in ${lessons} lessons within ${minutes} minutes`,
  measure: () =>
    inFreshFolder(async (folder) => {
      const passwordHash = await scryptHasher().hash(password);
      const tokens = await keepClass(join(folder, "host"), byToken + byPassword, { passwordHash });
      const settings = { files: "any", "per-address": 1_000 } as const;
      const host = await startOwnHost(folder, settings, collecting());
      const pupils = new Worker(startOn("generator", "pupils"));
      try {
        return await day({ host, pupils, tokens: tokens.slice(0, byToken) });
      } finally {
        await pupils.end();
        await host.end();
      }
    }),
};

function collecting(): string[] {
  const program = new URL("../../programs/collect-on-signal.js", import.meta.url);
  return ["--expose-gc", "--import", program.href];
}

async function day(parties: Day): Promise<Row[]> {
  const looks: Look[] = [];
  let said = 0;
  for (let number = 0; number < lessons; number++) {
    said += await lesson(parties);
    looks.push(await look(parties.host));
  }
  return [
    row("a day of lessons: memory after one, MiB", looks, "MiB"),
    row("a day of lessons: open files after one", looks, "handles"),
    ...plainRows({
      "a day of lessons: messages": said,
      "a day of lessons: files moved": 2 * files * lessons,
    }),
  ];
}

/** Gives how much was said. */
async function lesson({ host, pupils, tokens }: Day): Promise<number> {
  const logins = Array.from({ length: byPassword }, (_, i) => `pupil.${byToken + i}`);
  await pupils.ask({ do: "come", room: host, tokens });
  await pupils.ask({ do: "knock", room: host, times: byPassword });
  await pupils.ask({ do: "signIn", logins });
  await pupils.ask({ do: "talk", everyMs });
  await Promise.all([moveFiles(host), delay(lessonMs / 2)]);
  const first = await pupils.ask<{ took: number[] }>({ do: "hush" });
  await pupils.ask({ do: "signOut" });
  await pupils.ask({ do: "breakOff" });
  await pupils.ask({ do: "come", room: host, tokens });
  await pupils.ask({ do: "talk", everyMs });
  await delay(lessonMs / 4);
  const second = await pupils.ask<{ took: number[] }>({ do: "hush" });
  await pupils.ask({ do: "clear", keep });
  await pupils.ask({ do: "leave" });
  return first.took.length + second.took.length;
}

async function moveFiles({ id, port, fingerprint }: OwnHost): Promise<void> {
  const mover = startWorker("move-files", id, String(port), fingerprint, "anu");
  for (let i = 0; i < files; i++) {
    const { file } = await mover.ask<{ file: string }>({ do: "upload", bytes: fileBytes });
    await mover.ask({ do: "downloadNowhere", file });
  }
  await mover.end();
}

async function look({ pid }: OwnHost): Promise<Look> {
  await delay(settleMs);
  process.kill(pid, "SIGUSR2");
  await delay(settleMs);
  return { MiB: residentKiB(pid) / 1024, handles: readdirSync(`/proc/${pid}/fd`).length };
}

function row(measure: string, looks: readonly Look[], figure: keyof Look): Row {
  const third = looks.length / 3;
  const of = (some: readonly Look[]) => median(some.map((one) => one[figure]));
  return {
    measure,
    ours: of(looks.slice(-third)),
    baselines: { "the first third": of(looks.slice(0, third)) },
    promises: [{ times: "the first third", atMost: 1.1 }],
  };
}
