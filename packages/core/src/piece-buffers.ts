import { limits } from "./limits.ts";

/**
 * The memory for the pieces of one transfer, used again when a piece has arrived: a new one for each would keep the
 * garbage collector as busy as the transfer itself.
 */
export class PieceBuffers {
  readonly #length: number;
  readonly #free: Uint8Array[] = [];

  /** For pieces of so many bytes altogether. */
  constructor(bytes: number) {
    this.#length = Math.min(limits.transfer.chunkBytes, bytes);
  }

  take(): Uint8Array {
    return this.#free.pop() ?? new Uint8Array(this.#length);
  }

  /** What is in it was received. */
  giveBack(buffer: Uint8Array): void {
    this.#free.push(buffer);
  }
}
