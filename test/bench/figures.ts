// What all benches do with what they measured.

/** The value below which that share of them lies; 0.5 is the median. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Prints them as a table, or with `--json` as one object. */
export function report(figures: Readonly<Record<string, number | undefined>>): void {
  if (process.argv.includes("--json")) console.log(JSON.stringify(figures));
  else
    console.table(
      Object.entries(figures).map(([what, value]) => ({ what, value: value?.toFixed(2) })),
    );
}
