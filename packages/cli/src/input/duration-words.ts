import { words } from "../words/words.ts";

interface Unit {
  ms: number;
  words: (count: number) => string;
}

const { duration } = words.screen;
const second: Unit = { ms: 1_000, words: duration.seconds };
const minute: Unit = { ms: 60_000, words: duration.minutes };
const hour: Unit = { ms: 3_600_000, words: duration.hours };
const day: Unit = { ms: 24 * 3_600_000, words: duration.days };

/**
 * How long something lasts, as people say it: `90 s`, `2 min 30 s`, `10 min`, `1 h 30 min`, `7 days`. It is rounded a
 * little, for a moment may have gone by since it was set.
 */
export function durationWords(durationMs: number): string {
  const seconds = Math.max(1, Math.ceil(durationMs / second.ms));
  const ms = seconds * second.ms;
  if (seconds < 100 && seconds !== 60) return second.words(seconds);
  if (ms < 10 * minute.ms) return inTwo([minute, second], 5 * second.ms, ms);
  if (ms < hour.ms) return minute.words(Math.round(ms / minute.ms));
  if (ms < 2 * day.ms) return inTwo([hour, minute], minute.ms, ms);
  return inTwo([day, hour], hour.ms, ms);
}

function inTwo([large, small]: readonly [Unit, Unit], stepMs: number, durationMs: number): string {
  const ms = Math.round(durationMs / stepMs) * stepMs;
  const rest = Math.round((ms % large.ms) / small.ms);
  const whole = large.words(Math.floor(ms / large.ms));
  return rest === 0 ? whole : `${whole} ${small.words(rest)}`;
}
