import { ChatError, type Clock } from "@classchat/core";
import { Histogram } from "./histogram.ts";

/** A write that takes longer is none that goes well: people see their messages wait. */
const longestMs = 10_000;

/** How the disk takes what is written: how long it needs, and whether the last write went well. */
export class DiskWatch {
  readonly #clock: Pick<Clock, "now">;
  /** By what is written: `messages`, `accounts`, … */
  readonly durations = new Map<string, Histogram>();
  readonly #underWay = new Map<Promise<unknown>, number>();
  #failure: string | undefined;

  constructor(clock: Pick<Clock, "now">) {
    this.#clock = clock;
  }

  /** Why the last write did not go well, or has not ended; undefined where all is well. */
  get trouble(): string | undefined {
    const [since] = this.#underWay.values();
    const isLate = since !== undefined && this.#clock.now() - since > longestMs;
    return (
      this.#failure ?? (isLate ? `a write takes longer than ${longestMs / 1_000} s` : undefined)
    );
  }

  async watch<Result>(of: string, write: Promise<Result>): Promise<Result> {
    const startedAt = performance.now();
    this.#underWay.set(write, this.#clock.now());
    try {
      const result = await write;
      this.#failure = undefined;
      return result;
    } catch (error) {
      if (isOfDisk(error)) this.#failure = `the last write to ${of} failed`;
      throw error;
    } finally {
      this.#underWay.delete(write);
      this.#durationsOf(of).observe((performance.now() - startedAt) / 1_000);
    }
  }

  #durationsOf(of: string): Histogram {
    const known = this.durations.get(of) ?? new Histogram();
    this.durations.set(of, known);
    return known;
  }
}

/** Whether it was the disk, and not what was asked for. */
function isOfDisk(error: unknown): boolean {
  return !(error instanceof ChatError) || error.code === "disk-full";
}
