import { createInterface } from "node:readline";
import { Crowd, type CrowdPlan } from "../bench/crowd/crowd.ts";
import { irc } from "../bench/crowd/irc-wire.ts";
import { mqtt } from "../bench/crowd/mqtt-wire.ts";
import {
  classchat,
  plainRelay,
  secureRelay,
  socketIoRelay,
} from "../bench/crowd/websocket-wire.ts";

// A whole class in one process. Each line on stdin is a task in JSON: `arrive` with the plan, `saturate`, `atRate`; each is answered
// with a line. Ends with stdin.
const wires = { classchat, plainRelay, secureRelay, socketIoRelay, irc, mqtt };

type Plan = Omit<CrowdPlan, "wire" | "isSpeaker"> & { wire: keyof typeof wires };
type Task =
  | { do: "arrive"; plan: Plan }
  | { do: "saturate"; window: number; ms: number }
  | { do: "atRate"; perSecond: number; ms: number };

let crowd: Crowd | undefined;
for await (const line of createInterface(process.stdin)) {
  const result = await run(JSON.parse(line) as Task);
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
process.exit();

async function run(task: Task): Promise<unknown> {
  if (task.do === "arrive") return arrive(task.plan);
  if (!crowd) throw new Error("Nobody came yet.");
  if (task.do === "saturate") return crowd.saturate(task.window, task.ms);
  return crowd.atRate(task.perSecond, task.ms);
}

async function arrive(plan: Plan) {
  // Students keep to a pace.
  const isSpeaker = (index: number) => index % 4 !== 3;
  crowd = new Crowd({ ...plan, wire: wires[plan.wire], isSpeaker });
  return { kiBEach: await crowd.arrive() };
}
