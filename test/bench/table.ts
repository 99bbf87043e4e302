import { readable } from "./figures.ts";
import { isKept, type Promised, type Row } from "./part.ts";

const titles = ["measured", "ours", "beside", "ratio", "promised", "kept"] as const;

/** One line for each figure, with the names of what stands in its columns above. */
export function tableOf(rows: readonly Row[]): string[][] {
  return [[...titles], ...rows.map(cells)];
}

/** For a terminal. */
export function aligned(table: readonly (readonly string[])[]): string {
  const widths = titles.map((_, i) => Math.max(...table.map((line) => (line[i] ?? "").length)));
  return table
    .map((line) => line.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  "))
    .map((line) => line.trimEnd())
    .join("\n");
}

/** For a page. */
export function markdown([head = [], ...lines]: readonly (readonly string[])[]): string {
  const rule = head.map(() => "---");
  return [head, rule, ...lines].map((line) => `| ${line.join(" | ")} |`).join("\n");
}

function cells(row: Row): string[] {
  const { measure, ours, baselines = {}, promises = [] } = row;
  const others = Object.entries(baselines);
  return [
    measure,
    readable(ours),
    others.map(([name, value]) => `${name} ${readable(value)}`).join("; "),
    others.map(([, value]) => readable(ours / value)).join("; "),
    promises.map(promiseText).join("; "),
    promises.map((promised) => keptText(isKept(row, promised))).join("; "),
  ];
}

function promiseText({ times, atLeast, atMost }: Promised): string {
  const of = times === undefined ? "" : ` × ${times}`;
  if (atLeast !== undefined) return `≥ ${readable(atLeast)}${of}`;
  return `≤ ${readable(atMost ?? Number.NaN)}${of}`;
}

function keptText(kept: boolean | undefined): string {
  if (kept === undefined) return "–";
  return kept ? "yes" : "no";
}
