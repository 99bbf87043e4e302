import { Histogram } from "./histogram.ts";

/** How often the loop is asked whether it answers, and how often that is looked at. */
const tickMs = 20;
const ticksInLook = 50;
const longestMs = 1_000;

/**
 * How long the event loop keeps things waiting. One number a second: the longest wait in it. Node's own
 * `monitorEventLoopDelay` misses a wait that begins in the first moment after its `reset`.
 */
export class LoopWatch {
  readonly delays = new Histogram();
  readonly #timer: NodeJS.Timeout;
  #tickedAt = performance.now();
  #ticks = 0;
  #longestMs = 0;
  #lastMs = 0;

  constructor() {
    this.#timer = setInterval(() => this.#tick(), tickMs).unref();
  }

  /** Why things wait now, undefined where they do not. */
  get trouble(): string | undefined {
    if (this.#lastMs <= longestMs) return undefined;
    return `the event loop stood still for ${Math.round(this.#lastMs)} ms`;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    const now = performance.now();
    this.#longestMs = Math.max(this.#longestMs, now - this.#tickedAt - tickMs);
    this.#tickedAt = now;
    this.#ticks += 1;
    if (this.#ticks >= ticksInLook) this.#look();
  }

  #look(): void {
    this.#lastMs = this.#longestMs;
    this.#longestMs = 0;
    this.#ticks = 0;
    this.delays.observe(this.#lastMs / 1_000);
  }
}
