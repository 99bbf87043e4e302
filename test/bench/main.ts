import { writeFile } from "node:fs/promises";
import { cpus, loadavg, totalmem } from "node:os";
import { isKept, type Part, type Row } from "./part.ts";
import { parts } from "./parts.ts";
import { aligned, tableOf } from "./table.ts";

// `npm run bench` measures everything, `npm run bench -- fan-out files:disk` those parts or subjects of parts. It prints a table;
// with `--json` an object instead, with `--json FILE.json` it writes that beside the table. Figures do not make it fail, but
// with `--strict` those that do not keep what is promised of them.
const { named, json, isStrict } = readArguments(process.argv.slice(2));
const unknown = [...named.keys()].filter((name) => !parts.some((part) => part.name === name));
if (unknown.length > 0) {
  const lines = parts.map(({ name, about }) => `  ${name}: ${about}`).join("\n");
  console.error(`There is no part ${unknown.join(", ")}. There are:\n${lines}`);
  process.exit(2);
}

const machine = {
  node: process.version,
  platform: process.platform,
  cpu: cpus()[0]?.model,
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  load: loadavg()[0],
  at: new Date().toISOString(),
};
const results: { part: string; rows: Row[] }[] = [];
for (const part of parts) {
  const subjects = named.get(part.name);
  if (named.size === 0 || subjects) await run(part, subjects ?? []);
}
if (json !== undefined) await writeJson(json);

async function run(part: Part, subjects: readonly string[]): Promise<void> {
  if (json !== "") console.log(`\n${part.name}: ${part.about}`);
  try {
    const rows = await part.measure(subjects);
    results.push({ part: part.name, rows });
    if (isStrict && rows.some(isBroken)) process.exitCode = 1;
    if (json !== "") console.log(aligned(tableOf(rows)));
  } catch (error) {
    // The others can still be measured.
    console.error(`${part.name} could not be measured.`, error);
    process.exitCode = 1;
  }
}

function isBroken(row: Row): boolean {
  return (row.promises ?? []).some((promised) => isKept(row, promised) === false);
}

async function writeJson(file: string): Promise<void> {
  const withKept = ({ promises = [], ...row }: Row) => ({
    ...row,
    promises: promises.map((promised) => ({
      ...promised,
      kept: isKept({ promises, ...row }, promised),
    })),
  });
  const all = results.map(({ part, rows }) => ({ part, rows: rows.map(withKept) }));
  const text = JSON.stringify({ machine, parts: all }, undefined, 2);
  if (file === "") console.log(text);
  else await writeFile(file, `${text}\n`);
}

/** The subjects by the part that is named; `json` is the file, or empty where it is to be printed. */
function readArguments(args: readonly string[]) {
  const named = new Map<string, string[]>();
  let json: string | undefined;
  let isStrict = false;
  for (const argument of args) {
    const [name = "", subject] = argument.split(":");
    if (argument === "--json") json = "";
    else if (argument === "--strict") isStrict = true;
    else if (argument.endsWith(".json")) json = argument;
    else named.set(name, [...(named.get(name) ?? []), ...(subject ? [subject] : [])]);
  }
  return { named, json, isStrict };
}
