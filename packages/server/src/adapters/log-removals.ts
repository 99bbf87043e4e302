import type { Removals } from "../chat/ports.ts";
import type { KeptRemovals, LogBook } from "./log-book.ts";
import { afterClear, afterRemoval, countUpTo, isRemoved, told } from "./removal-rules.ts";

/**
 * What is taken out of a log. One line of its book decides it, and from there on nobody is shown it. That its text goes
 * from the disk, too, is done by `scrubLog`.
 */
export class LogRemovals {
  readonly #book: LogBook;
  #deleted: ReadonlySet<number>;

  constructor(book: LogBook) {
    this.#book = book;
    this.#deleted = new Set(book.removals.deleted);
  }

  get told(): Removals {
    return told(this.#book.removals);
  }

  get clearedSeq(): number {
    return this.#book.removals.clearedSeq;
  }

  has(seq: number): boolean {
    return seq <= this.clearedSeq || this.#deleted.has(seq);
  }

  /** All messages up to that `seq`; `lastAt` is when the last of them was said. Gives how many there still were. */
  async clear(upTo: number, lastAt: number | undefined): Promise<number> {
    const { before } = await this.#change((removals) =>
      upTo > removals.clearedSeq ? cleared(removals, upTo, lastAt) : removals,
    );
    return countUpTo(before, upTo);
  }

  /** One message; false where it was removed before. */
  async remove(seq: number): Promise<boolean> {
    const { before, after } = await this.#change((removals) =>
      isRemoved(removals, seq) ? removals : deleted(removals, seq),
    );
    return before !== after;
  }

  /** The text of all that was ever taken out may lie on the disk again. */
  async doubt(): Promise<void> {
    await this.#change((removals) => ({ ...removals, scrubbedSeq: 0, toScrub: removals.deleted }));
  }

  /** These numbers have no messages any more. */
  async giveUp(seqs: readonly number[]): Promise<void> {
    await this.#change((removals) => ({
      ...removals,
      deleted: [...removals.deleted, ...seqs].toSorted((a, b) => a - b),
    }));
  }

  async #change(change: (removals: KeptRemovals) => KeptRemovals) {
    const changed = await this.#book.changeRemovals(change);
    this.#deleted = new Set(this.#book.removals.deleted);
    return changed;
  }
}

function cleared(removals: KeptRemovals, upTo: number, lastAt = removals.clearedAt): KeptRemovals {
  const toScrub = removals.toScrub.filter((seq) => seq > upTo);
  return { ...removals, ...afterClear(removals, upTo, lastAt), toScrub };
}

function deleted(removals: KeptRemovals, seq: number): KeptRemovals {
  return {
    ...removals,
    ...afterRemoval(removals, seq),
    toScrub: [...removals.toScrub, seq],
  };
}
