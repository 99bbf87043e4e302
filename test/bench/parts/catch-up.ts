import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { keepClass } from "../../support/kept-class.ts";
import { Worker } from "../../support/workers.ts";
import { startOn } from "../cores.ts";
import { median, quantile } from "../figures.ts";
import { inFreshFolder, type OwnHost, withOwnHost } from "../own-host.ts";
import type { Part, Row } from "../part.ts";

// A class loses its network, and the talk goes on elsewhere: how long after the network is back each view is complete.
// Clients are the product's own, with their pauses between attempts; what they wait for on purpose is in it. A cut
// that is over before anybody gave up shows the same without that.
const members = 300;
const talkers = 5;
const everyMs = 1_000;
const cuts = { "10 s": 10_000, "2 s": 2_000 };
const rounds = 3;
/** All have settled down by then. */
const betweenMs = 5_000;

interface Parties {
  host: OwnHost;
  chat: Worker;
  lost: Worker;
}

/** When the median of them, the slowest hundredth, and all were complete, in ms. */
interface Seen {
  p50: number;
  p99: number;
  all: number;
  /** What the class itself used of its event loop until then, in percent. */
  busy: number;
}

export const catchUp: Part = {
  name: "catch-up",
  about: `how long ${members} take until they know all that was said during a cut`,
  measure: () =>
    inFreshFolder(async (folder) => {
      const tokens = await keepClass(join(folder, "host"), members + talkers);
      const settings = { "max-members": tokens.length, "per-address": 4 * tokens.length };
      return withOwnHost({ folder, settings }, (host) => measureAt(host, folder, tokens));
    }),
};

async function measureAt(host: OwnHost, folder: string, tokens: readonly string[]): Promise<Row[]> {
  const chat = new Worker(startOn("generator", "pupils"));
  const lost = new Worker(startOn("generator", "returning-class"));
  try {
    await chat.ask({ do: "come", room: host, tokens: tokens.slice(0, talkers) });
    await lost.ask({ do: "come", room: host, folder, tokens: tokens.slice(talkers) });
    await chat.ask({ do: "talk", everyMs });
    const rows: Row[] = [];
    for (const [name, ms] of Object.entries(cuts))
      rows.push(...rowsOf(name, await seenAfter({ host, chat, lost }, ms)));
    await chat.ask({ do: "hush" });
    return rows;
  } finally {
    await Promise.all([chat.end(), lost.end()]);
  }
}

async function seenAfter({ chat, lost }: Parties, cutMs: number): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (let round = 0; round < rounds; round++) {
    await delay(betweenMs);
    await lost.ask({ do: "pull" });
    await delay(cutMs);
    const { seq: upTo } = await chat.ask<{ seq: number }>({ do: "lastSeq" });
    const { took, busy } = await lost.ask<{ took: number[]; busy: number }>({ do: "plug", upTo });
    seen.push({
      p50: quantile(took, 0.5),
      p99: quantile(took, 0.99),
      all: quantile(took, 1),
      busy,
    });
  }
  return seen;
}

function rowsOf(cut: string, seen: readonly Seen[]): Row[] {
  const row = (what: string, figure: keyof Seen): Row => ({
    measure: `after ${cut}: ${what}`,
    ours: median(seen.map((one) => one[figure])),
  });
  return [
    row("the median is complete after, ms", "p50"),
    row("99 of 100 are complete after, ms", "p99"),
    row("all are complete after, ms", "all"),
    row("generator, % of its loop", "busy"),
  ];
}
