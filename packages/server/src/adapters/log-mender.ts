import type { LogBook } from "./log-book.ts";
import { type LogDamage, mendSegment } from "./log-mending.ts";
import type { LogRemovals } from "./log-removals.ts";
import type { NewestSegment, SealedSegment } from "./segment-folder.ts";

interface MenderParts {
  book: LogBook;
  removals: LogRemovals;
  /** The last `seq` that is known to have been there. */
  furthestRead: () => Promise<number>;
  /** Told what is lost. */
  onDamage: (damage: LogDamage) => void;
}

/** Mends the segments of a log whose files are damaged, each once, whoever found it. */
export class LogMender {
  readonly #parts: MenderParts;
  readonly #underWay = new Map<string, Promise<void>>();

  constructor(parts: MenderParts) {
    this.#parts = parts;
  }

  mend(segment: SealedSegment | NewestSegment): Promise<void> {
    return this.#underWay.get(segment.path) ?? this.#begin(segment);
  }

  #begin(segment: SealedSegment | NewestSegment): Promise<void> {
    const { path } = segment;
    const mending = this.#mend(segment).finally(() => this.#underWay.delete(path));
    this.#underWay.set(path, mending);
    return mending;
  }

  async #mend(segment: SealedSegment | NewestSegment): Promise<void> {
    const { book, removals, furthestRead, onDamage } = this.#parts;
    const damage = await mendSegment(segment, {
      isRemoved: (seq) => removals.has(seq),
      furthestRead: await furthestRead(),
      giveUp: (seqs) => removals.giveUp(seqs),
    });
    if (!damage) return;
    // Clients may know more than the log does now.
    await book.renewEpoch();
    onDamage(damage);
  }
}
