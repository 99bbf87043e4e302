import { limits, type Message } from "@classchat/core";
import type { ClearScope, Removals } from "../chat/ports.ts";

// What every log has to reckon alike when messages are taken out of it. Numbers are given out without a gap,
// so whatever lies above the cleared ones and was not deleted is there.

export interface RemovalState {
  clearedSeq: number;
  /** When the last message that was cleared had been said; ms since 1970. */
  clearedAt: number;
  /** In order. */
  deleted: number[];
}

export const noRemovals: RemovalState = { clearedSeq: 0, clearedAt: 0, deleted: [] };

/** How many messages there are up to that `seq`. */
export function countUpTo({ clearedSeq, deleted }: RemovalState, upTo: number): number {
  const numbers = Math.max(0, upTo - clearedSeq);
  return numbers - deleted.filter((seq) => seq <= upTo).length;
}

export function afterClear(
  { deleted }: RemovalState,
  clearedSeq: number,
  clearedAt: number,
): RemovalState {
  return { clearedSeq, clearedAt, deleted: deleted.filter((seq) => seq > clearedSeq) };
}

export function afterRemoval(removals: RemovalState, seq: number): RemovalState {
  return { ...removals, deleted: [...removals.deleted, seq].toSorted((a, b) => a - b) };
}

export function isRemoved({ clearedSeq, deleted }: RemovalState, seq: number): boolean {
  return seq <= clearedSeq || deleted.includes(seq);
}

/** As others are told it. */
export function told({ clearedSeq, deleted }: RemovalState): Removals {
  return { clearedSeq, deleted: deleted.slice(-limits.removedIds) };
}

interface Log {
  removals: RemovalState;
  head: number;
  /** Some of the messages after that `seq`, the oldest; none if there are none. */
  page(after: number): Promise<Message[]>;
  /** Up to there all messages are known to be older than was asked for. */
  olderUpTo?: number;
}

export async function measureClear(
  { olderThan, keep }: ClearScope,
  log: Log,
): Promise<{ upTo: number; count: number }> {
  const allOlder = olderThan === undefined ? log.head : await lastOlder(olderThan, log);
  const allBut = keep === undefined ? log.head : lastBeforeNewest(keep, log);
  const upTo = Math.min(allOlder, allBut);
  return { upTo, count: countUpTo(log.removals, upTo) };
}

/**
 * The end of the longest beginning of the log in which all messages are older. Clocks jump, so there may be
 * older ones behind it: they stay.
 */
async function lastOlder(
  olderThan: number,
  { removals, page, olderUpTo = 0 }: Log,
): Promise<number> {
  for (let upTo = Math.max(removals.clearedSeq, olderUpTo); ; ) {
    const messages = await page(upTo);
    const younger = messages.find(({ at }) => at >= olderThan);
    if (younger) return younger.seq - 1;
    const last = messages.at(-1);
    if (!last) return upTo;
    upTo = last.seq;
  }
}

/** Where the newest `keep` messages begin, less one: the deleted ones among their numbers do not count. */
function lastBeforeNewest(keep: number, { removals, head }: Log): number {
  let upTo = head - keep;
  for (const seq of removals.deleted.toReversed()) if (seq > upTo) upTo -= 1;
  return Math.max(removals.clearedSeq, upTo);
}
