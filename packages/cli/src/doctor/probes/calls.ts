import { type CallOutcome, call } from "./call.ts";
import type { Target } from "./targets.ts";

export type MadeCall = Target & { outcome: CallOutcome };

/** Somebody who announces hundreds of rooms shall not keep us calling. */
const callsAtMost = 64;

/** Calls that are made side by side, each place once. */
export class Calls {
  readonly #made = new Map<string, Promise<MadeCall>>();

  make(targets: readonly Target[]): void {
    for (const target of targets) {
      const key = `${target.subject} ${target.reason} ${target.address} ${target.port}`;
      if (this.#made.has(key) || this.#made.size >= callsAtMost) continue;
      this.#made.set(key, makeCall(target));
    }
  }

  all(): Promise<MadeCall[]> {
    return Promise.all(this.#made.values());
  }
}

async function makeCall(target: Target): Promise<MadeCall> {
  return { ...target, outcome: asExpected(target, await call(target)) };
}

/** Networks give an address to another computer tomorrow: whoever answers there as another room is not this one. */
function asExpected({ id }: Target, outcome: CallOutcome): CallOutcome {
  const isOther = outcome.type === "answered" && id !== undefined && outcome.card.id !== id;
  return isOther ? { type: "not-a-room" } : outcome;
}
