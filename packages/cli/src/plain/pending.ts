import { setTimeout as delay } from "node:timers/promises";
import { failureWords } from "../client/failure-words.ts";
import { words } from "../words/words.ts";
import { CommandFailure } from "./failure.ts";
import { tell } from "./output.ts";
import { aborted } from "./stop-signals.ts";

/** Reading goes on only so far ahead of what the host has stored. */
const mostPending = 100;
/** How long a command, or the end of the input, waits for a host that is away. */
const patienceMs = 30_000;

/** Lines that are on their way to the host. */
export class Pending {
  readonly #sending = new Set<Promise<unknown>>();
  readonly #signal: AbortSignal;
  readonly #stopped: Promise<void>;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    this.#stopped = aborted(signal);
  }

  /** Says why a line was not sent; resolves when more may be read. */
  async add(line: Promise<unknown>): Promise<void> {
    const sending = line.catch((error: Error) => {
      if (!this.#signal.aborted) tell(words.notes.notSent(failureWords(error)));
    });
    this.#sending.add(sending);
    void sending.then(() => this.#sending.delete(sending));
    if (this.#sending.size >= mostPending) await Promise.race([...this.#sending, this.#stopped]);
  }

  /** Resolves when each is stored or refused, or when nobody waits any more for a host that is away. */
  async settled(): Promise<void> {
    const late = new AbortController();
    const patience = delay(patienceMs, undefined, { signal: late.signal }).catch(() => {});
    await Promise.race([Promise.all(this.#sending), this.#stopped, patience]);
    late.abort();
  }

  /** The same, before one leaves; throws where the patience was not enough. */
  async drain(): Promise<void> {
    await this.settled();
    if (this.#sending.size === 0 || this.#signal.aborted) return;
    throw new CommandFailure(words.notes.unsent(this.#sending.size));
  }
}
