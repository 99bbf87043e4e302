import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { firstLine, startProgram } from "../../support/programs.ts";
import { RawClient } from "../../support/raw-client.ts";
import { password, say } from "../../support/world.ts";
import { median, quantile } from "../figures.ts";
import { type Part, plainRows, type Row } from "../part.ts";

// Ten members talk while 200 sign in by password with the scrypt of the product, and then once all are in: how long until
// what is said is stored, and how long the class waits. The host is a process of its own.
const pupils = 200;
const talkers = 10;
const everyMs = 600;
const idleMs = 12_000;

interface Room {
  id: string;
  port: number;
}

export const signIns: Part = {
  name: "sign-ins",
  about: `how long chat waits beside ${pupils} who sign in by password at once`,
  measure: async () => {
    const folder = await mkdtemp(join(tmpdir(), "classchat-"));
    const host = startProgram("serve-room", folder, "{}", "", "scrypt");
    try {
      return await bench(JSON.parse(await firstLine(host)) as Room);
    } finally {
      host.process.stdin?.end();
      await once(host.process, "close");
      await rm(folder, { recursive: true });
    }
  },
};

async function bench(room: Room): Promise<Row[]> {
  const members = await arrive(room, "talker", talkers);
  await Promise.all(members.map((member, i) => signIn(member, `talker-${i}`)));
  const others = await arrive(room, "pupil", pupils);
  // The first words warm up, and count for nothing.
  await talk(members, delay(2_000));

  const startedAt = performance.now();
  const storm = await talk(
    members,
    Promise.all(others.map((other, i) => signIn(other, `pupil-${i}`))),
  );
  const stormMs = performance.now() - startedAt;
  // Only now, for what is said goes to everyone who is in.
  const idle = await talk(members, delay(idleMs));
  const told = others.flatMap((other) => other.heard("account:waiting")).length;
  for (const client of [...members, ...others]) client.close();
  return [
    { measure: "p50, ms", ours: median(storm), baselines: { idle: median(idle) } },
    {
      measure: "p99, ms",
      ours: quantile(storm, 0.99),
      baselines: { idle: quantile(idle, 0.99) },
      promises: [{ times: "idle", atMost: 3 }],
    },
    ...plainRows({ "all signed in after, s": stormMs / 1_000, "places told": told }),
  ];
}

/** So many who are registered and not signed in. */
function arrive(room: Room, name: string, count: number): Promise<RawClient[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, i) => {
      const client = new RawClient(room);
      const user = `${name}-${i}`;
      await patiently(client, "account:register", { user, email: user, password });
      return client;
    }),
  );
}

async function signIn(client: RawClient, login: string): Promise<void> {
  await patiently(client, "account:signIn", { login, password });
}

/** The line takes longer than a test waits for anything. */
async function patiently(client: RawClient, name: string, input: object): Promise<void> {
  const reply: { ok: boolean } = await client.socket.timeout(300_000).emitWithAck(name, input);
  if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply)}`);
}

/** How long each message took, said until that is over. */
async function talk(members: readonly RawClient[], over: Promise<unknown>): Promise<number[]> {
  let isOver = false;
  const end = over.then(() => {
    isOver = true;
  });
  const took: number[] = [];
  const talkers = members.map(async (member) => {
    await delay(Math.random() * everyMs);
    while (!isOver) {
      const startedAt = performance.now();
      await say(member, "what the class talks about");
      took.push(performance.now() - startedAt);
      await delay(everyMs);
    }
  });
  await Promise.all([end, ...talkers]);
  return took;
}
