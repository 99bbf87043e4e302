import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { bundled } from "../../support/bundled.ts";
import { drawn } from "../../support/demo-terminal.ts";
import { keys, Terminal } from "../../support/terminal.ts";
import { median, quantile } from "../figures.ts";
import { inFreshFolder } from "../own-host.ts";
import { type Part, plainRows } from "../part.ts";

// What the screen takes at 120×40 in a room where 50 messages a second come in: how long from a key to its letter on
// the screen of a real terminal, and how much of a core; with 10,000 and 100,000 messages by turns.
const size = { cols: 120, rows: 40 };
const perSecond = 50;
const rounds = 3;
const keysARound = 100;

interface Round {
  p50: number;
  p95: number;
  /** Of one core, in percent. */
  cpu: number;
  rssMiB: number;
}

export const screen: Part = {
  name: "screen",
  about: "how long a key takes to its letter on a busy screen",
  measure: () => inFreshFolder(async (folder) => plainRows(await typing(folder))),
};

async function typing(folder: string): Promise<Record<string, number>> {
  const busyScreen = await bundled("../programs/busy-screen");
  const round = (messages: number) => typeAll(messages, busyScreen.file, join(folder, "took.json"));
  const few: Round[] = [];
  const many: Round[] = [];
  for (let i = 0; i < rounds; i++) {
    few.push(await round(10_000));
    many.push(await round(100_000));
  }
  await busyScreen.remove();
  const of = (results: readonly Round[], what: keyof Round) => median(results.map((r) => r[what]));
  return {
    "key to screen p50 ms, 10,000 messages": of(few, "p50"),
    "key to screen p95 ms, 10,000 messages": of(few, "p95"),
    "% of a core, 10,000 messages": of(few, "cpu"),
    "MiB, 10,000 messages": of(few, "rssMiB"),
    "key to screen p50 ms, 100,000 messages": of(many, "p50"),
    "key to screen p95 ms, 100,000 messages": of(many, "p95"),
    "% of a core, 100,000 messages": of(many, "cpu"),
    "MiB, 100,000 messages": of(many, "rssMiB"),
    "CPU of 100,000 beside 10,000": of(many, "cpu") / of(few, "cpu"),
    "p50 of 100,000 beside 10,000": of(many, "p50") / of(few, "p50"),
  };
}

async function typeAll(messages: number, program: string, file: string): Promise<Round> {
  const args = [program, String(messages), String(perSecond), file];
  const terminal = Terminal.start(process.execPath, args, size);
  await drawn(terminal);
  await terminal.waitFor(`(${messages + perSecond})`, 60_000);
  const took: number[] = [];
  for (let i = 0; i < keysARound; i++) took.push(await typeOne(terminal, i % 60));
  terminal.type(`${keys.ctrl("u")}/quit${keys.enter}`);
  await terminal.exited;
  await terminal.close();
  const { cpuMs, wallMs, rss } = JSON.parse(await readFile(file, "utf8")) as Record<string, number>;
  const cpu = (100 * (cpuMs ?? Number.NaN)) / (wallMs ?? Number.NaN);
  return {
    p50: quantile(took, 0.5),
    p95: quantile(took, 0.95),
    cpu,
    rssMiB: (rss ?? Number.NaN) / 2 ** 20,
  };
}

/** Types a letter at any moment between two arrivals, and gives how long until it stood in the field. */
async function typeOne(terminal: Terminal, place: number): Promise<number> {
  if (place === 0) terminal.type(keys.ctrl("u"));
  const field = `› ${"x".repeat(place + 1)}`;
  await terminal.waitFor((screen) => fieldOf(screen) === field.slice(0, -1).trimEnd());
  await delay(20 + Math.random() * 130);
  const start = performance.now();
  terminal.type("x");
  await terminal.waitFor((screen) => fieldOf(screen) === field);
  return performance.now() - start;
}

function fieldOf(terminal: Terminal): string | undefined {
  return terminal.lines().findLast((line) => line.startsWith("›"));
}
