import type { Clock } from "@classchat/core";

// setTimeout takes a longer delay for none at all.
const longestDelayMs = 2 ** 31 - 1;

/** The computer's clock. A pending callback does not keep the process alive: connections do. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after,
};

function after(delayMs: number, callback: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = (leftMs: number) => {
    const nowMs = Math.min(leftMs, longestDelayMs);
    const next = () => (leftMs > nowMs ? wait(leftMs - nowMs) : callback());
    timer = setTimeout(next, nowMs).unref();
  };
  wait(delayMs);
  return () => clearTimeout(timer);
}
