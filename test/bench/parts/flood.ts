import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { firstLine, startProgram } from "../../support/programs.ts";
import { RawClient } from "../../support/raw-client.ts";
import { password, say } from "../../support/world.ts";
import { median, quantile } from "../figures.ts";
import type { Part, Row } from "../part.ts";

// A class of 300 answers within two seconds, twice each, alone and beside one who sends a hundred messages a
// second: how long until each answer is stored. Host, class and flooder are processes of their own. The rounds
// take turns, because the machine has other things to do.
const students = 300;
const messagesEach = 2;
const withinMs = 2_000;
const rounds = 9;

interface Round {
  flooded: boolean;
  p50: number;
  p99: number;
  most: number;
}

export const flood: Part = {
  name: "flood",
  about: `how long a class of ${students} waits beside one who floods the room`,
  measure: async () => {
    const folder = await mkdtemp(join(tmpdir(), "classchat-"));
    const host = startProgram("serve-room", folder);
    try {
      return await bench(JSON.parse(await firstLine(host)) as { id: string; port: number });
    } finally {
      host.process.stdin?.end();
      await once(host.process, "close");
      await rm(folder, { recursive: true });
    }
  },
};

async function bench(room: { id: string; port: number }): Promise<Row[]> {
  const members = await classOf(room);
  // The first round warms up, and counts for nothing.
  await round(members);
  const results: Round[] = [];
  for (let i = 0; i < rounds; i++) {
    results.push({ flooded: false, ...(await round(members)) });
    results.push({ flooded: true, ...(await floodedRound(room, members, `zoe-${i}`)) });
  }
  for (const member of members) member.close();
  return rowsOf(results);
}

async function classOf(room: { id: string; port: number }): Promise<RawClient[]> {
  const names = Array.from({ length: students }, (_, i) => `student-${i}`);
  return Promise.all(
    names.map(async (user, i) => {
      await delay(i * 10);
      const client = new RawClient(room);
      await client.request("account:register", { user, email: user, password });
      await client.request("account:signIn", { login: user, password });
      // What others say is of no interest here, and remembering it would slow the class down.
      client.socket.offAny();
      return client;
    }),
  );
}

async function floodedRound(
  room: { id: string; port: number },
  members: readonly RawClient[],
  flooder: string,
): Promise<Omit<Round, "flooded">> {
  const program = startProgram("flood-room", room.id, String(room.port), flooder);
  await firstLine(program);
  const result = await round(members);
  program.process.stdin?.end();
  await once(program.process, "close");
  return result;
}

async function round(members: readonly RawClient[]): Promise<Omit<Round, "flooded">> {
  const sends = members.flatMap((member) =>
    Array.from({ length: messagesEach }, async () => {
      await delay(Math.random() * withinMs);
      const start = performance.now();
      await say(member, "my answer to the question");
      return performance.now() - start;
    }),
  );
  const took = await Promise.all(sends);
  return { p50: median(took), p99: quantile(took, 0.99), most: quantile(took, 1) };
}

function rowsOf(results: readonly Round[]): Row[] {
  const of = (flooded: boolean, what: "p50" | "p99" | "most") =>
    median(results.filter((round) => round.flooded === flooded).map((round) => round[what]));
  return (["p50", "p99", "most"] as const).map((what) => ({
    measure: `${what} beside the flooder, ms`,
    ours: of(true, what),
    baselines: { "without one": of(false, what) },
  }));
}
