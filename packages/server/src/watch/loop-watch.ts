import { monitorEventLoopDelay } from "node:perf_hooks";
import { Histogram } from "./histogram.ts";

/** How often the loop is asked whether it answers, and how often that is looked at. */
const resolutionMs = 20;
const lookEveryMs = 1_000;
const longestMs = 1_000;

/** How long the event loop keeps things waiting. One number a second: the longest wait in it. */
export class LoopWatch {
  readonly delays = new Histogram();
  readonly #monitor = monitorEventLoopDelay({ resolution: resolutionMs });
  readonly #timer: NodeJS.Timeout;
  #lastMs = 0;

  constructor() {
    this.#monitor.enable();
    this.#timer = setInterval(() => this.#look(), lookEveryMs).unref();
  }

  /** Why things wait now, undefined where they do not. */
  get trouble(): string | undefined {
    if (this.#lastMs <= longestMs) return undefined;
    return `the event loop stood still for ${Math.round(this.#lastMs)} ms`;
  }

  close(): void {
    clearInterval(this.#timer);
    this.#monitor.disable();
  }

  #look(): void {
    // In nanoseconds, with the time in which nothing was asked.
    this.#lastMs = Math.max(0, this.#monitor.max / 1e6 - resolutionMs);
    this.#monitor.reset();
    this.delays.observe(this.#lastMs / 1_000);
  }
}
