import { setTimeout as delay } from "node:timers/promises";
import { ChatError, type ErrorCode } from "@classchat/core";
import { retryDelay, type Timing } from "./timing.ts";

interface Attempts {
  timing: Timing;
  signal: AbortSignal;
  /** It did not work out, and is tried again. */
  onWaiting?: (() => void) | undefined;
}

const longestRestMs = 60_000;

/**
 * Tries again after what may pass by itself, and gives up after anything else: `transfer-cancelled` when the
 * signal said so.
 */
export async function untilDone<Result>(
  { timing, signal, onWaiting }: Attempts,
  attempt: () => Promise<Result>,
): Promise<Result> {
  for (let failures = 1; ; failures++) {
    const startedAt = performance.now();
    try {
      return await orAborted(signal, attempt);
    } catch (cause) {
      if (signal.aborted) throw new ChatError("transfer-cancelled", { cause });
      if (!mayPass(cause)) throw cause;
      // What went well for a while did not fail again.
      if (performance.now() - startedAt > timing.retryMost) failures = 1;
      onWaiting?.();
      const restMs = Math.max(retryDelay(failures, timing), cause.retryAfterMs ?? 0);
      await delay(Math.min(restMs, longestRestMs), undefined, { signal }).catch(() => {});
    }
  }
}

/** Whoever leaves does not wait for a host that does not answer. */
async function orAborted<Result>(
  signal: AbortSignal,
  attempt: () => Promise<Result>,
): Promise<Result> {
  signal.throwIfAborted();
  const attempted = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    const listening = { signal: attempted.signal };
    signal.addEventListener("abort", () => reject(signal.reason), listening);
  });
  try {
    return await Promise.race([attempt(), aborted]);
  } finally {
    attempted.abort();
  }
}

/** What a later attempt may find changed. A full disk is not among them: its owner has to be told. */
const passing: readonly ErrorCode[] = [
  "unreachable",
  "timed-out",
  "ticket-expired",
  "slow-down",
  "flooding",
];

function mayPass(error: unknown): error is ChatError {
  return error instanceof ChatError && passing.includes(error.code);
}
