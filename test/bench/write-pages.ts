import { readFile, writeFile } from "node:fs/promises";
import { type Costs, costsOf, gainOfSecond, limitsOf } from "./campus.ts";
import { readable } from "./figures.ts";
import type { Row } from "./part.ts";
import { type Machine, type Results, readResults } from "./results.ts";
import { markdown, tableOf } from "./table.ts";

// Writes what `npm run bench -- --json FILE.json` measured into the README and docs/campus.md, each between its two marks. Takes the
// names of the files.
const results = await readResults(process.argv.slice(2));
const costs = costsOf(results);
await replaceIn("README.md", "speed", speed(results));
await replaceIn("docs/campus.md", "measured", measured(results.machine, costs));
await replaceIn("docs/campus.md", "limits", limits(costs));
await replaceIn("docs/campus.md", "second", second(costs));

/** What is promised, with what it is promised of. How the host stands attacks is told in docs/security.md. */
function speed({ machine, rows }: Results): string {
  const promised = rows.filter(
    ({ part, row }) => part !== "attacks" && (row.promises ?? []).length > 0,
  );
  const table = tableOf(promised.map(({ row }) => ({ ...row, baselines: promisedOf(row) })));
  return `${markdown(table)}\n\n${on(machine)}`;
}

/** Of the baselines those that something is promised of, and the same over TLS. */
function promisedOf({ baselines = {}, promises = [] }: Row): Record<string, number> {
  const names = promises.flatMap(({ times = "" }) => [times, `${times}, TLS`]);
  return Object.fromEntries(Object.entries(baselines).filter(([name]) => names.includes(name)));
}

function on({ node, cpu, cores, at }: Machine): string {
  return `Measured on ${at.slice(0, 10)}: ${cpu}, ${cores} cores, Node ${node.slice(1)}.`;
}

function measured(machine: Machine, costs: Costs): string {
  const lines = [
    ["a message, by itself", `${readable(costs.messageMs * 1_000)} µs of a core`],
    ["telling it to one member, where it goes out alone", us(costs.deliveryMs)],
    ["telling it to one member, where a busy room gathers hundreds", us(costs.gatheredMs)],
    ["a member who is there", `${readable(costs.memberKiB)} KiB of memory`],
    ["a message of 100 bytes, as it is told", `${readable(costs.messageBytes)} bytes`],
  ];
  return `${markdown([["cost of", ""], ...lines])}\n\n${on(machine)}`;
}

function us(ms: number): string {
  return `${readable(ms * 1_000)} µs of a core`;
}

function limits(costs: Costs): string {
  const head = [
    "members",
    "messages/s, each alone",
    "messages/s, gathered",
    "first to last, ms",
    "memory, MiB",
    "Mbit/s at 20 messages/s",
  ];
  const lines = limitsOf(costs).map((limit) =>
    [
      limit.members,
      limit.aloneAtMost,
      limit.gatheredAtMost,
      limit.spreadMs,
      limit.memoryMiB,
      limit.megabits,
    ].map(readable),
  );
  return markdown([head, ...lines]);
}

function second(costs: Costs): string {
  const lines = [30, 300, 1_000].map((members) => [
    readable(members),
    readable(gainOfSecond(costs, members)),
  ]);
  return markdown([["members", "two hosts carry, times what one does"], ...lines]);
}

async function replaceIn(page: string, mark: string, text: string): Promise<void> {
  const file = new URL(`../../../${page}`, import.meta.url);
  const [begin, end] = [`<!-- ${mark} -->`, `<!-- /${mark} -->`];
  const old = await readFile(file, "utf8");
  const [from, to] = [old.indexOf(begin), old.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${page} has no place for ${mark}.`);
  const next = `${old.slice(0, from)}${begin}\n${text}\n${old.slice(to)}`;
  await writeFile(file, next);
}
