import { setPriority } from "node:os";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { connect } from "node:tls";
import { unwrap } from "@classchat/core";
import { classroomTiming, retryDelay } from "classchat/client/timing";
import { RawClient } from "../support/raw-client.ts";
import { password, say } from "../support/world.ts";

// Many pupils in one process. Each line on stdin is a task in JSON, and each is answered with a line. With a number above zero they
// give way to other processes of this computer, so that a storm of them does not hold up those who look at the clock.
interface Room {
  id: string;
  port: number;
}
type Task =
  | { do: "come"; room: Room; tokens: string[] }
  /** So many connect, and do not sign in. */
  | { do: "knock"; room: Room; times: number }
  /** Those who knocked sign in. */
  | { do: "signIn"; logins: string[] }
  | { do: "talk"; everyMs: number }
  | { do: "hush" }
  /** The number of what was stored last of all that these said. */
  | { do: "lastSeq" }
  /** Those who came by password end their sessions. */
  | { do: "signOut" }
  /** Their connections break. */
  | { do: "breakOff" }
  /** A mentor among them takes away all but the newest messages. */
  | { do: "clear"; keep: number }
  | { do: "leave" }
  | { do: "shakeHands"; port: number; times: number };

interface Pupil {
  client: RawClient;
  isMentor: boolean;
  by: "token" | "password";
}

const attempts = 20;
const longestMs = 300_000;

const [nice = "0"] = process.argv.slice(2);
setPriority(Number(nice));
let pupils: Pupil[] = [];
let guests: RawClient[] = [];
let places = 0;
let isTalking = false;
let lastSeq = 0;
let talking: Promise<number[][]> = Promise.resolve([]);

for await (const line of createInterface(process.stdin)) {
  process.stdout.write(`${JSON.stringify(await run(JSON.parse(line) as Task))}\n`);
}
process.exit();

async function run(task: Task): Promise<object> {
  switch (task.do) {
    case "come":
      return timed(task.tokens.map((token) => () => enter(task.room, { token })));
    case "knock":
      guests = await Promise.all(Array.from({ length: task.times }, () => knock(task.room)));
      return {};
    case "signIn":
      return { ...(await timed(signIns(task.logins))), places };
    case "shakeHands":
      return timed(Array.from({ length: task.times }, () => () => shakeHands(task.port)));
    case "talk":
      isTalking = true;
      talking = Promise.all(pupils.map(({ client }) => talk(client, task.everyMs)));
      return {};
    case "hush":
      isTalking = false;
      return { took: (await talking).flat() };
    case "lastSeq":
      return { seq: lastSeq };
    case "signOut":
      return signOut();
    case "breakOff":
      for (const { client } of pupils.splice(0)) client.socket.io.engine.close();
      return {};
    case "clear":
      return clear(task.keep);
    case "leave":
      for (const { client } of pupils.splice(0)) client.close();
      return {};
  }
}

/** All at once: how long until the last is done, and how busy this process was. */
async function timed(works: readonly (() => Promise<unknown>)[]) {
  const [start, loop] = [performance.now(), performance.eventLoopUtilization()];
  await Promise.all(works.map((work) => work()));
  const { utilization } = performance.eventLoopUtilization(loop);
  return { ms: performance.now() - start, busy: utilization * 100 };
}

/** As clients do: with the token and a look at the room, and where the host is too busy, again a moment later. */
async function enter(room: Room, auth: { token: string }): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const client = new RawClient(room, auth);
    try {
      await client.connected();
      return await settle(client, "token");
    } catch (error) {
      client.close();
      if (attempt === attempts) throw error;
      await delay(retryDelay(attempt, classroomTiming));
    }
  }
}

function knock(room: Room): Promise<RawClient> {
  return new RawClient(room).connected();
}

function signIns(logins: readonly string[]): (() => Promise<void>)[] {
  const clients = guests.splice(0);
  return logins.flatMap((login, i) => {
    const client = clients[i];
    return client ? [() => signIn(client, login)] : [];
  });
}

async function signIn(client: RawClient, login: string): Promise<void> {
  client.socket.on("account:waiting", () => {
    places += 1;
  });
  const asked = client.socket.timeout(longestMs);
  unwrap(await asked.emitWithAck("account:signIn", { login, password }));
  await settle(client, "password");
}

async function settle(client: RawClient, by: Pupil["by"]): Promise<void> {
  const { me } = await client.request("room:enter", {});
  // What others say is of no interest here, and remembering it would fill this process.
  client.socket.offAny();
  pupils.push({ client, isMentor: me.role === "mentor", by });
}

async function signOut(): Promise<object> {
  const leaving = pupils.filter(({ by }) => by === "password");
  pupils = pupils.filter((pupil) => !leaving.includes(pupil));
  await Promise.all(leaving.map(({ client }) => endSession(client)));
  return {};
}

/** The host hangs up on a session that it ends, perhaps before the answer is there. */
async function endSession(client: RawClient): Promise<void> {
  const gone = new Promise((resolve) => client.socket.once("disconnect", resolve));
  await Promise.race([client.request("account:signOut", {}), gone]);
  client.close();
}

async function clear(keep: number): Promise<object> {
  const mentor = pupils.find(({ isMentor }) => isMentor)?.client;
  if (!mentor) throw new Error("No mentor is there.");
  const { upTo } = await mentor.request("room:measureClear", { keep });
  return mentor.request("room:clear", { upTo });
}

function shakeHands(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false }, () => {
      socket.destroy();
      resolve();
    });
    socket.once("error", reject);
  });
}

/** Says something again and again, and gives how long each took until it was stored. */
async function talk(client: RawClient, everyMs: number): Promise<number[]> {
  const took: number[] = [];
  await delay(Math.random() * everyMs);
  while (isTalking) {
    const startedAt = performance.now();
    const { seq } = await say(client, "what the class talks about");
    lastSeq = Math.max(lastSeq, seq);
    took.push(performance.now() - startedAt);
    await delay(everyMs);
  }
  return took;
}
