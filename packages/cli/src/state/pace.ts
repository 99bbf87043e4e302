import type { Message } from "@classchat/core";

/** How much is said in a room: messages a minute at that time, smoothed. */
export interface Pace {
  perMinute: number;
  at: number;
}

export const noPace: Pace = { perMinute: 0, at: 0 };

/** The pace forgets about two thirds of what it was in this time. */
const smoothMs = 60_000;

/** The pace when these have come in: what is older than the newest of them was caught up on, and counts for less. */
export function paceAfter(pace: Pace, messages: readonly Message[], now: number): Pace {
  const newest = messages.at(-1)?.at ?? 0;
  const weights = messages.map(({ at }) => Math.exp(Math.min(0, at - newest) / smoothMs));
  return { perMinute: weights.reduce((sum, weight) => sum + weight, paceAt(pace, now)), at: now };
}

export function paceAt({ perMinute, at }: Pace, now: number): number {
  return perMinute * Math.exp(-Math.max(0, now - at) / smoothMs);
}
