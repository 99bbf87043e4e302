import { lasts, type Until } from "../state/order.ts";
import { heldBy, putOut, type RoomView } from "../state/room-view.ts";
import { words } from "../words/words.ts";
import { drawableLine } from "./drawable.ts";

const { held } = words.screen;
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** What remains, as `4:59`, `1:04:59` or `3 days`. */
export function countdown(ms: number): string {
  if (ms > 2 * day) return words.screen.duration.days(Math.ceil(ms / day));
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = seconds < 3_600 ? parts.slice(1) : parts;
  return shown.map((part, index) => (index === 0 ? part : String(part).padStart(2, "0"))).join(":");
}

/** What keeps everyone but mentors, or this member, from writing, for the status line; nothing where nothing does. */
export function orderWords(view: RoomView, now: number): string {
  const { quiet, muted } = view.order;
  const { status } = words.screen;
  const order = [
    muted && lasts(muted, now) ? status.muted + timeLeft(muted.until, now) : "",
    quiet && lasts(quiet, now) ? status.quiet + timeLeft(quiet.until, now) : "",
  ];
  return order.filter(Boolean).join("  ");
}

export function isQuiet({ order: { quiet } }: RoomView, now: number): boolean {
  return quiet !== undefined && lasts(quiet, now);
}

/** Why the message in the field waits, and for how long. */
export function heldWords(view: RoomView, now: number): string {
  const by = heldBy(view, now);
  if (!by) return held.free;
  const left = by.until === null ? undefined : countdown(by.until - now);
  switch (by.why) {
    case "muted":
      return left === undefined ? held.mutedForNow : held.muted(left);
    case "quiet":
      return left === undefined ? held.quietForNow : held.quiet(left);
    default:
      return `${held.waits} ${outWords(view)}`;
  }
}

/** What to do for somebody whom a mentor has put out of the room; nothing for all others. */
export function outWords(view: RoomView): string {
  const back = `/join ${drawableLine(view.name)}`;
  switch (putOut(view)) {
    case "kicked":
      return held.kicked(back);
    case "banned":
      return held.banned(back);
    default:
      return "";
  }
}

/** Whether something on the screen of this room counts down at that time. */
export function isCounting(
  { order: { quiet, muted }, connection }: RoomView,
  now: number,
): boolean {
  return connection.state === "offline" || isRunning(quiet, now) || isRunning(muted, now);
}

export function isRunning(thing: { until: Until } | undefined, now: number): boolean {
  return typeof thing?.until === "number" && lasts(thing, now);
}

export function timeLeft(until: Until, now: number): string {
  return until === null ? "" : ` ${countdown(until - now)}`;
}
