import { Worker } from "../../support/workers.ts";
import { type Contender, contenders, ours } from "../contenders.ts";
import { startOn } from "../cores.ts";
import type { Seen } from "../crowd/crowd.ts";
import { isWanted, type Part, type Promised, type Row } from "../part.ts";
import { byTurns } from "../rounds.ts";

// How many deliveries a second the host makes, and how long one takes: the real program on the real disk, with TLS, all
// checks, fsync, history and rates, beside servers in plaintext that do less. All are there at the same time, and
// take turns; each has a crowd of its own, of which one at a time says something.
const populations = [200, 500];
const rates = [20, 100];
const rounds = 3;
const saturationMs = 2_000;
const rateMs = 5_000;
/** Said and not yet heard, at saturation. */
const window = 500;

/** Of a hall that chats. */
const promisedAt: Readonly<Record<string, Partial<Record<keyof Seen, Promised[]>>>> = {
  "500x20": {
    p99: [{ times: "ws, each", atMost: 2 }],
    cpuPer1000: [{ times: "socket.io + NeDB", atMost: 1.5 }],
  },
};

const relayed = ["ws, each", "ws, batches", "socket.io + NeDB"];

interface Filled extends Contender {
  crowd: Worker;
  kiBEach: number;
}

export const fanOut: Part = {
  name: "fan-out",
  about: "deliveries a second, and how long one takes, beside servers that do less",
  measure: async (subjects) => {
    const rows: Row[] = [];
    for (const members of populations) rows.push(...(await measureWith(members, subjects)));
    return rows;
  },
};

/** Its subjects are as 200, at saturation, and as 200x20, at a rate. */
async function measureWith(members: number, subjects: readonly string[]): Promise<Row[]> {
  const wantedRates = rates.filter((rate) => isWanted(`${members}x${rate}`, subjects));
  const isSaturated = isWanted(String(members), subjects);
  if (wantedRates.length === 0 && !isSaturated) return [];
  const filled = await fillAll(members, isSaturated ? Object.keys(contenders) : [ours, ...relayed]);
  const rows: Row[] = [];
  try {
    if (isSaturated) rows.push(...(await saturation(members, filled)), memory(members, filled));
    for (const rate of wantedRates) rows.push(...(await atRate(members, rate, filled)));
  } finally {
    for (const { crowd, end } of filled.values()) {
      await crowd.end();
      await end();
    }
  }
  return rows;
}

async function fillAll(members: number, names: readonly string[]): Promise<Map<string, Filled>> {
  const filled = new Map<string, Filled>();
  for (const name of names) {
    const contender = await contenders[name]?.(members);
    if (contender) filled.set(name, await fill(contender, members));
    else console.error(`  ${name} is not installed, and left out.`);
  }
  return filled;
}

async function fill(contender: Contender, members: number): Promise<Filled> {
  const crowd = new Worker(startOn("generator", "crowd"));
  const { wire, port, pid, room = "", tokens = [] } = contender;
  const plan = { wire, port, pid, room, tokens, members };
  const { kiBEach } = await crowd.ask<{ kiBEach: number }>({ do: "arrive", plan });
  return { ...contender, crowd, kiBEach };
}

async function saturation(members: number, filled: ReadonlyMap<string, Filled>): Promise<Row[]> {
  const seen = await turns(filled, { do: "saturate", window, ms: saturationMs });
  const at = `${members} at saturation`;
  return [
    row(`${at}: deliveries a second`, seen, "perSecond", [
      { times: "socket.io + NeDB", atLeast: 8 },
      { times: "ws, batches", atLeast: 0.3 },
    ]),
    row(`${at}: CPU of 1,000 deliveries, ms`, seen, "cpuPer1000"),
    row(`${at}: bytes of a message`, seen, "messageBytes"),
    row(`${at}: server, % of its core`, seen, "serverCpu"),
    row(`${at}: generator, % of its core`, seen, "generatorCpu"),
    row(`${at}: generator, % of its loop`, seen, "generatorBusy"),
  ];
}

async function atRate(
  members: number,
  perSecond: number,
  filled: ReadonlyMap<string, Filled>,
): Promise<Row[]> {
  const some = new Map([...filled].filter(([name]) => [ours, ...relayed].includes(name)));
  const seen = await turns(some, { do: "atRate", perSecond, ms: rateMs });
  const at = `${members} × ${perSecond}/s`;
  const promised = promisedAt[`${members}x${perSecond}`];
  return [
    row(`${at}: p50, ms`, seen, "p50"),
    row(`${at}: p99, ms`, seen, "p99", promised?.p99),
    row(`${at}: CPU of 1,000 deliveries, ms`, seen, "cpuPer1000", promised?.cpuPer1000),
    row(`${at}: server, % of its core`, seen, "serverCpu"),
    row(`${at}: generator, % of its loop`, seen, "generatorBusy"),
  ];
}

function memory(members: number, filled: ReadonlyMap<string, Filled>): Row {
  const each = new Map([...filled].map(([name, { kiBEach }]) => [name, kiBEach]));
  return beside(`${members} connected: memory of one, KiB`, each);
}

async function turns(
  filled: ReadonlyMap<string, Filled>,
  task: object,
): Promise<Map<string, Seen>> {
  const entries = [...filled].map(([name, { crowd }]) => [name, () => crowd.ask<Seen>(task)]);
  return new Map(
    Object.entries(await byTurns<string, keyof Seen>(rounds, Object.fromEntries(entries))),
  );
}

function row(
  measure: string,
  seen: ReadonlyMap<string, Seen>,
  figure: keyof Seen,
  promises: readonly Promised[] = [],
): Row {
  const values = new Map([...seen].map(([name, figures]) => [name, figures[figure]]));
  return { ...beside(measure, values), promises };
}

function beside(measure: string, values: ReadonlyMap<string, number>): Row {
  const others = [...values].filter(([name]) => name !== ours);
  return { measure, ours: values.get(ours) ?? Number.NaN, baselines: Object.fromEntries(others) };
}
