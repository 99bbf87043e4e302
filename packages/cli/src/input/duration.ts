import { limits } from "@classchat/core";
import { words } from "../words/words.ts";

const unitsMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 24 * 3_600_000 };

/** Reads `30s`, `10m`, `2h`, `7d`; a bare number means minutes. */
export function readDuration(text: string): number | undefined {
  const [, number, unit = "m"] = /^(\d{1,6})([smhd])?$/u.exec(text.toLowerCase()) ?? [];
  return number === undefined ? undefined : Number(number) * unitsMs[unit as keyof typeof unitsMs];
}

/** Whether a mute or quiet mode may last so long. */
export function isRestriction(durationMs: number): boolean {
  const { minMs, maxMs } = limits.restriction;
  return durationMs >= minMs && durationMs <= maxMs;
}

/** How long something lasts, in the largest unit that says it well: `45 s`, `10 min`, `2 h`, `7 days`. */
export function durationWords(durationMs: number): string {
  const { s, m, h, d } = unitsMs;
  const lasting = words.screen.duration;
  const seconds = Math.max(1, Math.ceil(durationMs / s));
  if (seconds < 90 && seconds !== 60) return lasting.seconds(seconds);
  if (durationMs < 90 * m) return lasting.minutes(Math.round(durationMs / m));
  if (durationMs < 2 * d) return lasting.hours(Math.round(durationMs / h));
  return lasting.days(Math.round(durationMs / d));
}
