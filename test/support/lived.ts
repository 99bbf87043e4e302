import { setTimeout as delay } from "node:timers/promises";

const stepMs = 10;

/**
 * Waits until it holds, or this process has lived for that long: time in which a busy machine did not let it run
 * does not count.
 */
export async function lived(ms: number, holds: () => boolean): Promise<void> {
  for (let livedMs = 0; livedMs < ms && !holds(); livedMs += stepMs) await delay(stepMs);
}
