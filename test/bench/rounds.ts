import { median } from "./figures.ts";

type Figures<Name extends string> = Record<Name, number>;

/**
 * Measures the contenders in turns, A B A B, so that what the computer does beside them meets all alike; gives the
 * median of each figure. The first round warms up, and counts for nothing.
 */
export async function byTurns<Contender extends string, Figure extends string>(
  rounds: number,
  contenders: Readonly<Record<Contender, () => Promise<Figures<Figure>>>>,
): Promise<Record<Contender, Figures<Figure>>> {
  const names = Object.keys(contenders) as Contender[];
  const taken = new Map(names.map((name) => [name, [] as Figures<Figure>[]]));
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const figures = await contenders[name]();
      if (round > 0) taken.get(name)?.push(figures);
    }
  }
  const entries = names.map((name) => [name, medians(taken.get(name) ?? [])]);
  return Object.fromEntries(entries);
}

/** Of each figure, over all rounds. */
function medians<Figure extends string>(rounds: readonly Figures<Figure>[]): Figures<Figure> {
  const names = Object.keys(rounds[0] ?? {}) as Figure[];
  const entries = names.map((name) => [name, median(rounds.map((round) => round[name]))]);
  return Object.fromEntries(entries);
}
