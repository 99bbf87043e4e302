const stopSignals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Runs work that goes on until it is told to stop: by Ctrl+C, by the system, or because it ended. */
export async function untilStopped<Value>(
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const stopped = new AbortController();
  const stop = () => stopped.abort();
  for (const signal of stopSignals) process.on(signal, stop);
  try {
    return await work(stopped.signal);
  } finally {
    for (const signal of stopSignals) process.off(signal, stop);
  }
}

/** Resolves when the signal says to stop. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
