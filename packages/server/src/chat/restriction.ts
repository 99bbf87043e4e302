// Mutes and quiet mode end by comparison with the clock: nothing has to run at that moment, so that they end
// also while the host is away.

/** What holds until then (ms since 1970) or, with `null`, until it is taken back. */
interface Restriction {
  until: number | null;
}

/** The restriction, unless it is over. */
export function holds<R extends Restriction>(
  restriction: R | undefined,
  now: number,
): R | undefined {
  if (!restriction || restriction.until === null) return restriction;
  return restriction.until > now ? restriction : undefined;
}

export function untilAfter(forMs: number | undefined, now: number): number | null {
  return forMs === undefined ? null : now + forMs;
}

export function endsInMs({ until }: Restriction, now: number): number | null {
  return until === null ? null : Math.max(0, until - now);
}

/** For an error: when to ask again, where that is known. */
export function retryAfter(restriction: Restriction, now: number): { retryAfterMs?: number } {
  const retryAfterMs = endsInMs(restriction, now);
  return retryAfterMs === null ? {} : { retryAfterMs };
}

/** In words, for the audit log. */
export function forTime(forMs: number | undefined): string {
  if (forMs === undefined) return "until it is taken back";
  const { ms, name } = units.find(({ ms }) => forMs % ms === 0) ?? { ms: 1_000, name: "second" };
  const count = Math.round(forMs / ms);
  return `for ${count} ${name}${count === 1 ? "" : "s"}`;
}

const units = [
  { ms: 3_600_000, name: "hour" },
  { ms: 60_000, name: "minute" },
];
