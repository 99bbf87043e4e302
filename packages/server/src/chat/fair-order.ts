import type { Applicant } from "./applicant.ts";

interface Place {
  turn: { who: Applicant };
}

const addressOf = ({ turn }: Place) => turn.who.address;

/**
 * Those who wait as their turns come: the first of each address, then the second of each, and so on; among those of
 * one address alike by connection. Who came first is first, and what was in this order stays so.
 */
export function inFairOrder<One extends Place>(waiting: readonly One[]): One[] {
  const lines = [...linesOf(waiting).values()];
  return inRounds(
    lines.flatMap((line) => inRounds(line, ({ turn }) => turn.who)),
    addressOf,
  );
}

/** Who gives way where too many wait: an address that has many of them harms itself alone. */
export function lastOfLongestLine<One extends Place>(waiting: readonly One[]): One | undefined {
  const lines = [...linesOf(waiting).values()];
  return lines.reduce((a, b) => (b.length >= a.length ? b : a), []).at(-1);
}

function linesOf<One extends Place>(waiting: readonly One[]): Map<string, One[]> {
  const lines = new Map<string, One[]>();
  for (const one of waiting) {
    const line = lines.get(addressOf(one));
    if (line) line.push(one);
    else lines.set(addressOf(one), [one]);
  }
  return lines;
}

function inRounds<One>(all: readonly One[], lineOf: (one: One) => unknown): One[] {
  const rounds = new Map<unknown, number>();
  const numbered = all.map((one) => {
    const round = rounds.get(lineOf(one)) ?? 0;
    rounds.set(lineOf(one), round + 1);
    return { one, round };
  });
  return numbered.toSorted((a, b) => a.round - b.round).map(({ one }) => one);
}
