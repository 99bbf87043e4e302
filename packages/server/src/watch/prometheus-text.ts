import type { Histogram } from "./histogram.ts";

/** What is measured under one name. A histogram's samples follow from it. */
export interface Family {
  /** Without `classchat_`; the unit is its end, and `_total` that of a counter. */
  name: string;
  type: "counter" | "gauge" | "histogram";
  help: string;
  samples: readonly Sample[];
}

interface Sample {
  /** Nothing, `_bucket`, `_sum`, `_count`. */
  part?: string;
  labels?: Readonly<Record<string, string>>;
  value: number;
}

export const contentType = "text/plain; version=0.0.4; charset=utf-8";

/** The text format 0.0.4 of Prometheus. */
export function prometheusText(families: readonly Family[]): string {
  return families.flatMap(linesOf).join("");
}

export function histogramSamples(
  { buckets, sum, count }: Histogram,
  labels: Readonly<Record<string, string>> = {},
): Sample[] {
  return [
    ...buckets.map(({ bound, count }) => {
      return { part: "_bucket", labels: { ...labels, le: numberText(bound) }, value: count };
    }),
    { part: "_sum", labels, value: sum },
    { part: "_count", labels, value: count },
  ];
}

function linesOf({ name: given, type, help, samples }: Family): string[] {
  const name = `classchat_${given}`;
  return [
    `# HELP ${name} ${help.replaceAll("\\", "\\\\").replaceAll("\n", "\\n")}\n`,
    `# TYPE ${name} ${type}\n`,
    ...samples.map(({ part = "", labels = {}, value }) => {
      return `${name}${part}${labelsText(labels)} ${numberText(value)}\n`;
    }),
  ];
}

function labelsText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escaped(value)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

function escaped(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}

function numberText(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return "+Inf";
  return String(value);
}
