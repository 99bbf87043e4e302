import type { FileHandle } from "node:fs/promises";

/** How much a file may be ahead of its disk before the disk is told. */
const aheadBytes = 64 * 1024 * 1024;

/** One of this process at a time: a slow disk would keep all of Node's threads, and chat needs them too. */
let isBusy = false;

/** Has the disk write a large file while more of it comes, so that little is left to wait for at the end. */
export class EarlySync {
  readonly #file: FileHandle;
  #ahead = 0;
  #failure: unknown;
  #syncing: Promise<void> = Promise.resolve();

  constructor(file: FileHandle) {
    this.#file = file;
  }

  wrote(bytes: number): void {
    this.#ahead += bytes;
    if (isBusy || this.#ahead < aheadBytes) return;
    isBusy = true;
    this.#ahead = 0;
    this.#syncing = this.#sync();
  }

  /** Resolves when the file may be closed. */
  settled(): Promise<void> {
    return this.#syncing;
  }

  /** Resolves when all of it is on the disk. A failure is told once by the system, and so kept for here. */
  async finish(): Promise<void> {
    await this.#syncing;
    if (this.#failure !== undefined) throw this.#failure;
    await this.#file.datasync();
  }

  async #sync(): Promise<void> {
    try {
      await this.#file.datasync();
    } catch (error) {
      this.#failure = error;
    } finally {
      isBusy = false;
    }
  }
}
