import { limits } from "@classchat/core";
import { isMessage, type LogRow } from "./log-rows.ts";
import type { LogSegments } from "./log-segments.ts";
import { allRows } from "./segment-file.ts";

interface Given {
  seq: number;
  /** When it was said, in ms since 1970. */
  at: number;
}

/** So many more than have to be remembered are let go of at once, for that is not done for free. */
const goneAtOnce = 5_000;

/**
 * Which ids were given which number, so that what is handed in again is known. Bounded by number and by time: the newest
 * ones always, and beyond them those that are not old, up to a bound.
 */
export class RecentIds {
  /** By key, in order of `seq`. */
  readonly #given = new Map<string, Given>();
  #newestAt = Number.NEGATIVE_INFINITY;
  #trimmedAbove: number = limits.rememberedIds.numbers + goneAtOnce;

  /** Reads them from the newest segments, as far as they reach. */
  static async of(segments: LogSegments): Promise<RecentIds> {
    const ids = new RecentIds();
    for (const [key, given] of await readKeys(segments)) ids.add(key, given);
    return ids;
  }

  /** The number that the key was given, if that is not too long ago. */
  find(key: string): number | undefined {
    return this.#given.get(key)?.seq;
  }

  /** Of one that has the highest number so far. */
  add(key: string, { seq, at }: Given): void {
    this.#given.set(key, { seq, at });
    this.#newestAt = Math.max(this.#newestAt, at);
    if (this.#given.size > this.#trimmedAbove) this.#trim();
  }

  #trim(): void {
    let newer = this.#given.size;
    for (const [oldest, { at }] of this.#given) {
      newer -= 1;
      if (!isTooOld(at, { newer, newestAt: this.#newestAt })) break;
      this.#given.delete(oldest);
    }
    this.#trimmedAbove = this.#given.size + goneAtOnce;
  }
}

/** Whether one that old need not be remembered, with so many that are newer. */
function isTooOld(at: number, { newer, newestAt }: { newer: number; newestAt: number }): boolean {
  const { numbers, mostNumbers, ms } = limits.rememberedIds;
  return newer >= mostNumbers || (newer >= numbers && at < newestAt - ms);
}

type Keys = [key: string, given: Given][];

/** Of the live segment, and of as many before it as have some that are to be remembered. */
async function readKeys(segments: LogSegments): Promise<Keys> {
  const everywhere = { above: 0, below: Number.MAX_SAFE_INTEGER };
  const { live, sealed } = await segments.live.read(async (rows) => ({
    live: await rows.between("seq", everywhere),
    sealed: segments.sealed,
  }));
  let keys = live.map(keyOf);
  for (const segment of sealed.toReversed()) {
    if (reachesBack(keys)) break;
    keys = [...(await segments.whole(segment, () => keysIn(segment.path))), ...keys];
  }
  return keys;
}

/** Whether what comes before these need not be remembered. */
function reachesBack(keys: Keys): boolean {
  const [first, last] = [keys[0]?.[1], keys.at(-1)?.[1]];
  if (!first || !last) return false;
  return isTooOld(first.at, { newer: keys.length, newestAt: last.at });
}

async function keysIn(path: string): Promise<Keys> {
  const keys: Keys = [];
  for await (const row of allRows(path)) keys.push(keyOf(row));
  return keys;
}

function keyOf(row: LogRow): [key: string, given: Given] {
  return [row.key, { seq: row.seq, at: isMessage(row) ? row.at : Number.NEGATIVE_INFINITY }];
}
