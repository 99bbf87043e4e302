import type { Message } from "@classchat/core";
import type { Removals } from "./removals.ts";

interface Page {
  head: number;
  messages: readonly Message[];
}

interface ArrivalsOptions {
  /** The last `seq` that was told. */
  told: number;
  /** What is not there any more: it is passed over, from wherever it comes. */
  removals: Removals;
  /** The oldest messages after that `seq`; empty where there are none. */
  fetchAfter: (seq: number) => Promise<Page>;
  /** Takes messages in order: each once, none left out. */
  tell: (messages: readonly Message[]) => void;
  /** A gap could not be filled. */
  onFailure: (error: unknown) => void;
}

// What waits behind a gap comes again when the gap is filled, so what is too much may go.
const mostWaiting = 1_000;

/** Puts what arrives on one connection into order: doubles are dropped, gaps are filled before it goes on. */
export class Arrivals {
  readonly #options: ArrivalsOptions;
  readonly #waiting = new Map<number, Message>();
  #told: number;
  #filling = false;
  #stopped = false;

  constructor(options: ArrivalsOptions) {
    this.#options = options;
    this.#told = Math.max(options.told, options.removals.clearedSeq);
  }

  get told(): number {
    return this.#told;
  }

  /** New messages of the room. A gap before them means that some were lost. */
  take(messages: readonly Message[]): void {
    this.expect(messages);
    if (this.#waiting.size > 0) void this.fill();
  }

  /** Messages that are known to exist; those before them are on their way. */
  expect(messages: readonly Message[]): void {
    for (const message of messages) this.#keep(message);
    if (!this.#filling) this.#tellWaiting();
  }

  /** Fetches whatever is missing up to the room's last message. */
  async fill(): Promise<void> {
    if (this.#filling || this.#stopped) return;
    this.#filling = true;
    try {
      await this.#fillGaps();
    } catch (error) {
      if (!this.#stopped) this.#options.onFailure(error);
    } finally {
      this.#filling = false;
    }
  }

  /** A mentor removed something: what waits behind it need not wait for it. */
  skipRemoved(): void {
    const { removals } = this.#options;
    for (const seq of this.#waiting.keys()) if (removals.has(seq)) this.#waiting.delete(seq);
    this.#told = Math.max(this.#told, removals.clearedSeq);
    if (!this.#filling) this.#tellWaiting();
  }

  stop(): void {
    this.#stopped = true;
  }

  #keep(message: Message): void {
    const { seq } = message;
    if (seq <= this.#told || this.#options.removals.has(seq)) return;
    if (this.#waiting.size < mostWaiting) this.#waiting.set(seq, message);
  }

  async #fillGaps(): Promise<void> {
    let asked: number | undefined;
    for (;;) {
      await this.#fetchAll();
      if (this.#stopped) return;
      // The host was asked after it had told of this message, so what is missing before it was deleted.
      if (this.#firstWaiting() === asked && asked !== undefined) this.#told = asked - 1;
      this.#tellWaiting();
      asked = this.#firstWaiting();
      if (asked === undefined) return;
    }
  }

  async #fetchAll(): Promise<void> {
    for (;;) {
      const asked = this.#told;
      const { head, messages } = await this.#options.fetchAfter(asked);
      if (this.#stopped) return;
      this.#tell(inOrder(messages, this.#told));
      // Only an empty page proves that nothing lies between the last message and the head.
      if (inOrder(messages, asked).length === 0) this.#told = Math.max(this.#told, head);
      if (this.#told >= head) return;
    }
  }

  #tellWaiting(): void {
    const ready: Message[] = [];
    for (let seq = this.#told + 1; ; seq++) {
      const message = this.#waiting.get(seq);
      if (message) ready.push(message);
      else if (!this.#options.removals.has(seq)) break;
    }
    this.#tell(ready);
  }

  #firstWaiting(): number | undefined {
    return this.#waiting.size === 0 ? undefined : Math.min(...this.#waiting.keys());
  }

  #tell(messages: readonly Message[]): void {
    if (this.#stopped) return;
    this.#told = messages.at(-1)?.seq ?? this.#told;
    for (const seq of this.#waiting.keys()) if (seq <= this.#told) this.#waiting.delete(seq);
    const there = this.#options.removals.without(messages);
    if (there.length > 0) this.#options.tell(there);
  }
}

/** The messages above that `seq`, each once, sorted by `seq`. */
export function inOrder(messages: readonly Message[], above: number): Message[] {
  const bySeq = new Map(messages.map((message) => [message.seq, message]));
  return [...bySeq.values()].filter(({ seq }) => seq > above).sort((a, b) => a.seq - b.seq);
}
