import { setTimeout as delay } from "node:timers/promises";
import type { SessionEvent } from "../client/session-events.ts";
import { words } from "../words/words.ts";
import { CommandFailure } from "./failure.ts";

const patienceMs = 30_000;
const lookEveryMs = 1_000;

/** Watches whether the host is there, for those who cannot wait for ever. */
export class Absence {
  #since: number | undefined;

  watch(event: SessionEvent): void {
    if (event.type !== "connection") return;
    this.#since =
      event.connection.state === "online" ? undefined : (this.#since ?? performance.now());
  }

  /** The result of the work; throws where the host was away for too long meanwhile. */
  async patiently<Result>(work: Promise<Result>): Promise<Result> {
    const over = new AbortController();
    const tooLong = this.#tooLong(performance.now(), over.signal);
    tooLong.catch(() => {});
    try {
      return await Promise.race([work, tooLong]);
    } finally {
      over.abort();
    }
  }

  async #tooLong(begunAt: number, signal: AbortSignal): Promise<never> {
    for (;;) {
      await delay(lookEveryMs, undefined, { signal });
      const since = Math.max(begunAt, this.#since ?? Number.POSITIVE_INFINITY);
      if (performance.now() - since > patienceMs) throw new CommandFailure(words.notes.away);
    }
  }
}
