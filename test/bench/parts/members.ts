import { Worker } from "../../support/workers.ts";
import { type Contender, contenders, ours } from "../contenders.ts";
import { startOn } from "../cores.ts";
import type { Seen } from "../crowd/crowd.ts";
import { residentKiB } from "../crowd/process-time.ts";
import type { Part, Row } from "../part.ts";

// A school hall: all are connected, and somebody says something ten times a second. The crowd fails where not everyone
// was told everything, so that who is dropped cannot be overlooked. The same hall comes to servers that do less.
const members = 1_000;
const perSecond = 10;
const watchedMs = 20_000;
const beside = ["ws, each", "socket.io + NeDB"];

type Hall = Seen & { kiBEach: number; residentMiB: number };

export const hall: Part = {
  name: "members",
  about: `memory and waiting with ${members} connected and ${perSecond} messages a second`,
  measure: async () => {
    const seen = new Map<string, Hall>();
    for (const name of [ours, ...beside]) {
      const contender = await contenders[name]?.(members);
      if (contender) seen.set(name, await filled(contender));
    }
    return rows(seen);
  },
};

async function filled(contender: Contender): Promise<Hall> {
  const crowd = new Worker(startOn("generator", "crowd"));
  const { wire, port, pid, room = "", tokens = [] } = contender;
  const plan = { wire, port, pid, room, tokens, members };
  try {
    const { kiBEach } = await crowd.ask<{ kiBEach: number }>({ do: "arrive", plan });
    const seen = await crowd.ask<Seen>({ do: "atRate", perSecond, ms: watchedMs });
    return { ...seen, kiBEach, residentMiB: residentKiB(pid) / 1024 };
  } finally {
    await crowd.end();
    await contender.end();
  }
}

function rows(seen: ReadonlyMap<string, Hall>): Row[] {
  const hall = `${members.toLocaleString("en")} members`;
  return [
    {
      ...row(`${hall}: memory of the host, MiB`, seen, "residentMiB"),
      promises: [{ atMost: 1_024 }],
    },
    row(`${hall}: memory of each, KiB`, seen, "kiBEach"),
    row(`${hall}: p50, ms`, seen, "p50"),
    row(`${hall}: p99, ms`, seen, "p99"),
    row(`${hall}: server, % of its core`, seen, "serverCpu"),
    row(`${hall}: generator, % of its loop`, seen, "generatorBusy"),
  ];
}

function row(measure: string, seen: ReadonlyMap<string, Hall>, figure: keyof Hall): Row {
  const value = (name: string) => seen.get(name)?.[figure] ?? Number.NaN;
  const baselines = Object.fromEntries(beside.map((name) => [name, value(name)]));
  return { measure, ours: value(ours), baselines };
}
