import { setTimeout as delay } from "node:timers/promises";

/**
 * Tries the same thing several times, each try that long after the beginning, until one succeeds: on a lossy
 * network a second connection is often through before the kernel repeats the first one's lost packet.
 * A try that fails for good (`isFinal`) ends them all.
 */
export async function hedge<Result>(
  delaysMs: readonly number[],
  {
    attempt,
    isFinal,
    signal,
  }: {
    attempt: (signal: AbortSignal, attempt: number) => Promise<Result>;
    isFinal: (error: unknown) => boolean;
    signal: AbortSignal;
  },
): Promise<Result> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const tries = delaysMs.map(async (ms, attempted) => {
    try {
      if (ms > 0) await delay(ms, undefined, { signal: either });
      return await attempt(either, attempted);
    } catch (error) {
      if (isFinal(error)) stop.abort();
      throw error;
    }
  });
  try {
    return await Promise.any(tries);
  } finally {
    stop.abort();
  }
}
