/** More than any lesson removes one by one; a host might tell of them without end. */
const mostDeleted = 100_000;

/** What mentors took out of a room's log, as far as it is known here: none of it may be told any more. */
export class Removals {
  #clearedSeq = 0;
  readonly #deleted = new Set<number>();

  get clearedSeq(): number {
    return this.#clearedSeq;
  }

  get deleted(): number[] {
    return [...this.#deleted];
  }

  has(seq: number): boolean {
    return seq <= this.#clearedSeq || this.#deleted.has(seq);
  }

  clear(upTo: number): void {
    this.#clearedSeq = Math.max(this.#clearedSeq, upTo);
    for (const seq of this.#deleted) if (seq <= upTo) this.#deleted.delete(seq);
  }

  delete(seq: number): void {
    if (seq <= this.#clearedSeq) return;
    this.#deleted.add(seq);
    if (this.#deleted.size > mostDeleted) this.#dropFirst();
  }

  /** Another log: what was removed from the one before says nothing about it. */
  forget(): void {
    this.#clearedSeq = 0;
    this.#deleted.clear();
  }

  /** It was told long ago, and the host does not tell it again. */
  #dropFirst(): void {
    const [first] = this.#deleted;
    if (first !== undefined) this.#deleted.delete(first);
  }

  /** Those that are still there. */
  without<M extends { seq: number }>(messages: readonly M[]): M[] {
    return messages.filter(({ seq }) => !this.has(seq));
  }
}
