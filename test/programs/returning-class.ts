import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { realLan } from "classchat/client/lan";
import { RoomSession } from "classchat/client/session";
import type { SessionEvent } from "classchat/client/session-events";
import { SignIns } from "classchat/client/sign-ins";
import { Cable } from "../support/cable.ts";

// A class of the product's own sessions behind one cable. Each line on stdin is a task in JSON, and each is answered with a line.
interface Room {
  id: string;
  port: number;
  fingerprint: string;
}
type Task =
  | { do: "come"; room: Room; folder: string; tokens: string[] }
  | { do: "pull" }
  /** Plugs the cable in again, and waits until each was told all up to there. */
  | { do: "plug"; upTo: number };

/** One who is told what is said. */
interface View {
  session: RoomSession;
  /** All up to there was told. */
  told: number;
}

const lookEveryMs = 5;
// The host does not move, so that nobody need look for it.
const nothingFound = {
  rooms: () => [],
  onChange: () => () => {},
  query: () => {},
  close: () => {},
};
const views: View[] = [];
let cable: Cable | undefined;

for await (const line of createInterface(process.stdin)) {
  process.stdout.write(`${JSON.stringify(await run(JSON.parse(line) as Task))}\n`);
}
process.exit();

async function run(task: Task): Promise<object> {
  switch (task.do) {
    case "come":
      return come(task);
    case "pull":
      cable?.pull();
      return {};
    case "plug":
      return plug(task.upTo);
  }
}

async function come({ room, folder, tokens }: Task & { do: "come" }): Promise<object> {
  cable = await Cable.to(room.port);
  for (const [index, token] of tokens.entries()) {
    views.push(open({ ...room, port: cable.port }, join(folder, `pupil-${index}`), token));
  }
  await Promise.all(views.map((view) => complete(view, 0)));
  return {};
}

/** How long each took, and how busy this process was until the last was complete. */
async function plug(upTo: number): Promise<object> {
  const loop = performance.eventLoopUtilization();
  cable?.plug();
  const took = await Promise.all(views.map((view) => complete(view, upTo)));
  return { took, busy: performance.eventLoopUtilization(loop).utilization * 100 };
}

function open(room: Room, folder: string, token: string): View {
  const { fingerprint } = room;
  const onTrouble = (message: string) => void process.stderr.write(`${message}\n`);
  const user = { user: "pupil", login: "pupil", device: token };
  const session = new RoomSession({
    room: { ...room, address: "127.0.0.1" },
    signIn: { fingerprint, token, ...user },
    signIns: new SignIns(folder, onTrouble),
    lan: { ...realLan, find: () => nothingFound },
    ...{ folder, onTrouble },
    onEvent: (event) => hear(view, event),
  });
  const view: View = { session, told: Number.NEGATIVE_INFINITY };
  session.start();
  return view;
}

/** A session tells without gaps, so that the last one stands for all before it. */
function hear(view: View, event: SessionEvent): void {
  if (event.type === "entered") view.told = Math.max(view.told, event.messages.at(-1)?.seq ?? 0);
  if (event.type === "received") view.told = event.messages.at(-1)?.seq ?? view.told;
}

/** How long from now. */
async function complete(view: View, upTo: number): Promise<number> {
  const start = performance.now();
  while (view.told < upTo) await delay(lookEveryMs);
  return performance.now() - start;
}
