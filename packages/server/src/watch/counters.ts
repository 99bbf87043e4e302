import type { Counted, Counts } from "../chat/ports.ts";

/** Counts by name and labels, in memory: a restart begins at 0. */
export class Counters implements Counts {
  readonly #counts = new Map<keyof Counted, Map<string, number>>();

  add<N extends keyof Counted>(name: N, labels: Counted[N], by = 1): void {
    const counts = this.#countsOf(name);
    const key = labels.join(separator);
    counts.set(key, (counts.get(key) ?? 0) + by);
  }

  /** All that was counted under that name. */
  list(name: keyof Counted): { labels: string[]; count: number }[] {
    return [...this.#countsOf(name)].map(([key, count]) => ({
      labels: key.split(separator),
      count,
    }));
  }

  total(name: keyof Counted): number {
    return this.list(name).reduce((sum, { count }) => sum + count, 0);
  }

  #countsOf(name: keyof Counted): Map<string, number> {
    const counts = this.#counts.get(name) ?? new Map<string, number>();
    this.#counts.set(name, counts);
    return counts;
  }
}

// No label has one: they are words of ours, and names of rooms, which are one line.
const separator = "\n";
