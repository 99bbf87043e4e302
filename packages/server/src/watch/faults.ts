import type { Clock } from "@classchat/core";
import type { Counts, FaultKind, Logger, News } from "../chat/ports.ts";
import { errorLines } from "./error-lines.ts";

interface FaultsParts {
  clock: Clock;
  counts: Counts;
  /** Where its stack is kept. */
  log: { add(entry: Readonly<Record<string, unknown>>): void };
  /** Shows it to whoever looks. */
  logger: Logger;
  onNews(news: News): void;
}

/** Nobody reads more. */
const tellEveryMs = 1_000;
/** What is thrown again and again would fill the log, and the terminal, with itself. */
const loggedInAMinute = 100;

/** What nobody expected: it is counted, written down and told, and the host goes on. */
export class Faults implements Logger {
  readonly #parts: FaultsParts;
  #count = 0;
  #toldAt = Number.NEGATIVE_INFINITY;
  #stopTimer: (() => void) | undefined;
  #minute = 0;
  #logged = 0;

  constructor(parts: FaultsParts) {
    this.#parts = parts;
  }

  error(message: string, cause: unknown): void {
    this.note("caught", message, cause);
  }

  note(kind: FaultKind, what: string, error: unknown): void {
    this.#count += 1;
    this.#parts.counts.add("faults", [kind]);
    if (this.#mayLog()) this.#write(kind, what, error);
    this.#tell(kind);
  }

  close(): void {
    this.#stopTimer?.();
  }

  #write(kind: FaultKind, what: string, error: unknown): void {
    const { log, logger } = this.#parts;
    log.add({ level: "error", what, kind, ...errorLines(error) });
    logger.error(what, error);
  }

  #mayLog(): boolean {
    const minute = Math.floor(this.#parts.clock.now() / 60_000);
    if (minute !== this.#minute) this.#logged = 0;
    this.#minute = minute;
    this.#logged += 1;
    return this.#logged <= loggedInAMinute;
  }

  /** At once, and what comes soon after together with others. */
  #tell(kind: FaultKind): void {
    if (this.#stopTimer) return;
    const { clock, onNews } = this.#parts;
    const tell = () => {
      this.#stopTimer = undefined;
      this.#toldAt = clock.now();
      onNews({ type: "error", kind, count: this.#count });
    };
    const waitMs = this.#toldAt + tellEveryMs - clock.now();
    if (waitMs <= 0) tell();
    else this.#stopTimer = clock.after(waitMs, tell);
  }
}

/**
 * Keeps the process alive over errors that nobody caught, until the function that it gives is called.
 * docs/decisions/0016-one-error-does-not-close-the-room.md says why that is safe enough.
 */
export function outliveErrors(faults: Pick<Faults, "note">): () => void {
  const onException = (error: unknown) => note(faults, "exception", error);
  const onRejection = (error: unknown) => note(faults, "rejection", error);
  process.on("uncaughtException", onException);
  process.on("unhandledRejection", onRejection);
  return () => {
    process.off("uncaughtException", onException);
    process.off("unhandledRejection", onRejection);
  };
}

// What throws here would end the process after all.
function note(faults: Pick<Faults, "note">, kind: FaultKind, error: unknown): void {
  try {
    faults.note(kind, "Nobody caught an error", error);
  } catch {
    // There is nobody left to be told.
  }
}
