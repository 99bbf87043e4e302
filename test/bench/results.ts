import { readFile } from "node:fs/promises";
import type { Row } from "./part.ts";

/** On what it was measured. */
export interface Machine {
  node: string;
  platform: string;
  cpu: string;
  cores: number;
  memoryGiB: number;
  at: string;
}

export interface Results {
  machine: Machine;
  rows: { part: string; row: Row }[];
}

interface ResultsFile {
  machine: Machine;
  parts: { part: string; rows: Row[] }[];
}

/** What `npm run bench -- --json …` wrote; of a figure that is in several files the last one counts. */
export async function readResults(files: readonly string[]): Promise<Results> {
  const read = await Promise.all(
    files.map(async (file) => JSON.parse(await readFile(file, "utf8")) as ResultsFile),
  );
  const [first] = read;
  if (!first) throw new Error("No file of results was named.");
  const rows = new Map<string, { part: string; row: Row }>();
  for (const { part, rows: some } of read.flatMap(({ parts }) => parts))
    for (const row of some) rows.set(`${part} ${row.measure}`, { part, row });
  return { machine: first.machine, rows: [...rows.values()] };
}

/** Our figure of that name. */
export function figure({ rows }: Results, measure: string): number {
  const found = rows.find(({ row }) => row.measure === measure);
  if (!found) throw new Error(`The results have no figure "${measure}".`);
  return found.row.ours;
}
