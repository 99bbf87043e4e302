/** What was said, as the definition of the history needs it. */
interface Said {
  seq: number;
  at: number;
  text: string;
  isFile: boolean;
}

/** Who may read what, by the definition and nothing else: above `firstSeq` and `clearedSeq`, and not deleted. */
export class HistoryModel {
  readonly #said: Said[] = [];
  readonly #deleted = new Set<number>();
  readonly #firstSeq = new Map<string, number>();
  readonly #lastRead = new Map<string, number>();
  #clearedSeq = 0;

  get head(): number {
    return this.#said.length;
  }

  say(said: Omit<Said, "seq">): void {
    this.#said.push({ ...said, seq: this.head + 1 });
  }

  /** Only the first time counts. */
  signIn(user: string, { isOpener }: { isOpener: boolean }): void {
    if (!this.#firstSeq.has(user)) this.#firstSeq.set(user, isOpener ? 0 : this.head);
  }

  read(user: string, seq: number): void {
    this.#lastRead.set(user, Math.max(this.#lastRead.get(user) ?? 0, Math.min(seq, this.head)));
  }

  delete(seq: number): boolean {
    const isThere = this.#there.some((said) => said.seq === seq);
    if (isThere) this.#deleted.add(seq);
    return isThere;
  }

  /** How many messages there were up to there. */
  clear(upTo: number): number {
    const gone = this.#there.filter(({ seq }) => seq <= upTo).length;
    this.#clearedSeq = Math.max(this.#clearedSeq, Math.min(upTo, this.head));
    return gone;
  }

  /** Those that are left of all, of what was said since then, and of the newest so many. */
  leftBy({ olderThan, keep }: { olderThan?: number; keep?: number }): number[] {
    const there = this.#there;
    const newer = there.filter(({ at }) => olderThan !== undefined && at >= olderThan);
    const kept = keep ? there.slice(-keep) : [];
    const left = newer.length > kept.length ? newer : kept;
    return left.map(({ seq }) => seq);
  }

  readableAbove(user: string): number {
    return Math.max(this.#firstSeq.get(user) ?? 0, this.#clearedSeq);
  }

  readableBy(user: string): Said[] {
    return this.#there.filter(({ seq }) => seq > this.readableAbove(user));
  }

  /** Messages that this one may read and has not read. */
  unreadOf(user: string): number {
    const lastRead = this.#lastRead.get(user) ?? 0;
    return this.readableBy(user).filter(({ seq }) => seq > lastRead).length;
  }

  get all(): readonly Said[] {
    return this.#said;
  }

  get #there(): Said[] {
    return this.#said.filter(({ seq }) => seq > this.#clearedSeq && !this.#deleted.has(seq));
  }
}
