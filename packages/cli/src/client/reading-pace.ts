/** What a host may bring: far more than a class at its liveliest, and a history of long texts in large pages. */
const packetsPerSecond = 5_000;
const bytesPerSecond = 4 * 1024 * 1024;
const atOnceMs = 2_000;

interface Pausable {
  pause(): void;
  resume(): void;
}

/**
 * How fast a host is read. What comes faster stays in the network, so that what is told without end neither fills
 * this computer's memory nor keeps it busy with nothing else.
 */
export class ReadingPace {
  /** When all that was read so far would have been read at that pace. */
  #readUntil = 0;
  #isPaused = false;

  /** Counts a packet, and pauses the line where that was too much. */
  count(sizeBytes: number, line: Pausable): void {
    const now = performance.now();
    const tookMs = 1_000 / packetsPerSecond + (sizeBytes * 1_000) / bytesPerSecond;
    this.#readUntil = Math.max(this.#readUntil, now) + tookMs;
    const aheadMs = this.#readUntil - now;
    if (aheadMs > atOnceMs && !this.#isPaused) this.#pause(line);
  }

  #pause(line: Pausable): void {
    this.#isPaused = true;
    line.pause();
    // What it brought in one piece is counted by then as well.
    const goOn = () => {
      const aheadMs = this.#readUntil - performance.now();
      if (aheadMs > atOnceMs / 2) return wait(goOn, aheadMs - atOnceMs / 2);
      this.#isPaused = false;
      line.resume();
    };
    wait(goOn, atOnceMs / 2);
  }
}

/** Keeps no program from ending. */
function wait(then: () => void, ms: number): void {
  setTimeout(then, ms).unref();
}
