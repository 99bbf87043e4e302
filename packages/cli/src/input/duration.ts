import { limits } from "@classchat/core";

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
