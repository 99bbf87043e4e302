import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { scryptHasher } from "@classchat/server/adapters/scrypt-hasher";
import { keepClass } from "../../support/kept-class.ts";
import { Worker } from "../../support/workers.ts";
import { password } from "../../support/world.ts";
import { startOn } from "../cores.ts";
import { median, quantile } from "../figures.ts";
import { inFreshFolder, type OwnHost, withOwnHost } from "../own-host.ts";
import { isWanted, type Part, type Promised, type Row } from "../part.ts";

// A school comes in at once while some talk: how long until all are in, and how long the talk waits beside it. By token
// that begins with the connections; who signs in by password is connected already, for a form was filled in. Idle is the
// same talk once all are in, for what is said goes to everyone. Those who talk and those who come are processes of their
// own, on one core, where those who come give way; the host has the other one.
const byToken = 500;
const byPassword = 200;
const talkers = 10;
/** Slower than the pace that students have. */
const everyMs = 600;
const idleMs = 24_000;
const settleMs = 1_000;
const rounds = { token: 5, password: 2 };
const nice = "15";

interface Storm {
  ms: number;
  busy: number;
  places?: number;
}

interface Scene {
  host: OwnHost;
  /** Those who talk, and those who come. */
  chat: Worker;
  storm: Worker;
  /** Where nothing but TLS listens, on the core of the host. */
  tlsPort: number;
  tokens: readonly string[];
}

/** All storms of a kind, and how long the talk waited during them, and once all were in. */
interface Seen {
  storms: Storm[];
  during: number[];
  idle: number[];
}

export const storms: Part = {
  name: "storms",
  about: `how long ${byToken} by token and ${byPassword} by password take to come in, and chat beside them`,
  measure: (subjects) =>
    inFreshFolder(async (folder) => {
      const passwordHash = await scryptHasher().hash(password);
      const members = talkers + byToken;
      const tokens = await keepClass(join(folder, "host"), members, { passwordHash });
      const settings = { "max-members": members, "per-address": 2 * members };
      return withOwnHost({ folder, settings }, (host) =>
        withScene({ host, tokens, folder }, async (scene) => [
          ...(isWanted("tokens", subjects) ? await tokenStorm(scene) : []),
          ...(isWanted("passwords", subjects) ? await passwordStorm(scene) : []),
        ]),
      );
    }),
};

async function withScene(
  { host, tokens, folder }: Pick<Scene, "host" | "tokens"> & { folder: string },
  work: (scene: Scene) => Promise<Row[]>,
): Promise<Row[]> {
  const chat = new Worker(startOn("generator", "pupils"));
  const storm = new Worker(startOn("generator", "pupils", nice));
  const hands = new Worker(startOn("server", "raw-tls", join(folder, "host")));
  try {
    const { port: tlsPort } = await hands.heard<{ port: number }>();
    await chat.ask({ do: "come", room: host, tokens: tokens.slice(0, talkers) });
    return await work({ host, chat, storm, tlsPort, tokens: tokens.slice(talkers) });
  } finally {
    await Promise.all([chat.end(), storm.end(), hands.end()]);
  }
}

async function tokenStorm(scene: Scene): Promise<Row[]> {
  const { host, tlsPort: port, storm, tokens } = scene;
  const shaken: number[] = [];
  const seen = await weather(scene, rounds.token, {
    before: async () => {
      const { ms } = await storm.ask<Storm>({ do: "shakeHands", port, times: byToken });
      shaken.push(ms);
    },
    task: { do: "come", room: host, tokens },
  });
  const all = `${byToken} by token`;
  return [
    {
      measure: `${all}: all are in after, ms`,
      ours: median(seen.storms.map(({ ms }) => ms)),
      baselines: { "TLS alone": median(shaken) },
    },
    busyRow(all, seen),
    ...waiting(all, seen),
  ];
}

async function passwordStorm(scene: Scene): Promise<Row[]> {
  const { host: room, storm } = scene;
  const logins = Array.from({ length: byPassword }, (_, i) => `pupil.${talkers + i}`);
  const seen = await weather(scene, rounds.password, {
    before: () => storm.ask({ do: "knock", room, times: byPassword }),
    task: { do: "signIn", logins },
  });
  const all = `${byPassword} by password`;
  return [
    {
      measure: `${all}: all are in after, s`,
      ours: median(seen.storms.map(({ ms }) => ms)) / 1_000,
    },
    busyRow(all, seen),
    { measure: `${all}: places told`, ours: seen.storms.at(-1)?.places ?? Number.NaN },
    ...waiting(all, seen, { p99: [{ times: "idle", atMost: 3 }] }),
  ];
}

/** A storm and calm, by turns; the first round warms up, and counts for nothing. */
async function weather(
  { chat, storm }: Scene,
  rounds: number,
  { before, task }: { before: () => Promise<unknown>; task: object },
): Promise<Seen> {
  const seen: Seen = { storms: [], during: [], idle: [] };
  for (let round = 0; round <= rounds; round++) {
    await before();
    await delay(settleMs);
    const { during, result } = await talkWhile(chat, () => storm.ask<Storm>(task));
    const calm = await talkWhile(chat, () => delay(round === 0 ? settleMs : idleMs / rounds));
    await storm.ask({ do: "leave" });
    await delay(settleMs);
    if (round === 0) continue;
    seen.storms.push(result);
    seen.during.push(...during);
    seen.idle.push(...calm.during);
  }
  return seen;
}

async function talkWhile<Result>(
  chat: Worker,
  work: () => Promise<Result>,
): Promise<{ during: number[]; result: Result }> {
  await chat.ask({ do: "talk", everyMs });
  const result = await work();
  const { took } = await chat.ask<{ took: number[] }>({ do: "hush" });
  return { during: took, result };
}

function waiting(
  all: string,
  { during, idle }: Seen,
  promises: { p99?: readonly Promised[] } = {},
): Row[] {
  const row = (share: number): Row => ({
    measure: `${all}: p${share * 100} of chat beside them, ms`,
    ours: quantile(during, share),
    baselines: { idle: quantile(idle, share) },
  });
  return [row(0.5), { ...row(0.99), promises: promises.p99 ?? [] }];
}

function busyRow(all: string, { storms }: Seen): Row {
  return {
    measure: `${all}: generator, % of its loop`,
    ours: median(storms.map(({ busy }) => busy)),
  };
}
