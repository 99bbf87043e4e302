import { ChatError, type Clock, type Desk, limits } from "@classchat/core";
import type { Blobs } from "./ports.ts";

export interface FreeRoomPorts {
  blobs: Pick<Blobs, "freeBytes">;
  clock: Pick<Clock, "now">;
  /** Called when it becomes too little for something, or enough again. */
  onChange(): void;
}

const lookEveryMs = 1_000;

/** Watches the room on the disk, so that the host stops taking things before nothing can be written at all. */
export class FreeRoom {
  readonly #ports: FreeRoomPorts;
  #freeBytes: Promise<number> | undefined;
  #lookedAt = 0;
  #state: Desk["disk"] = "enough";

  constructor(ports: FreeRoomPorts) {
    this.#ports = ports;
  }

  /** As it was when somebody last asked. */
  get state(): Desk["disk"] {
    return this.#state;
  }

  /** Throws `disk-low` where a file of that size would not leave enough. */
  async requireForFile(sizeBytes: number): Promise<void> {
    const free = await this.#look();
    if (free - sizeBytes < limits.file.freeBytesForFiles) throw new ChatError("disk-low");
  }

  /** Throws `disk-low` where there is too little for files that are on their way. */
  async requireForUploads(): Promise<void> {
    await this.requireForFile(0);
  }

  /** Looks now: something could not be written. */
  async lookAgain(): Promise<void> {
    this.#freeBytes = undefined;
    await this.#look();
  }

  /** Throws `disk-full` where there is hardly room for messages. */
  async requireForMessages(): Promise<void> {
    if ((await this.#look()) < limits.file.freeBytesForMessages) throw new ChatError("disk-full");
  }

  async #look(): Promise<number> {
    const now = this.#ports.clock.now();
    if (!this.#freeBytes || Math.abs(now - this.#lookedAt) > lookEveryMs) {
      this.#lookedAt = now;
      this.#freeBytes = this.#ports.blobs.freeBytes();
      this.#tell(await this.#freeBytes);
    }
    return this.#freeBytes;
  }

  #tell(free: number): void {
    const state = stateOf(free);
    if (state === this.#state) return;
    this.#state = state;
    this.#ports.onChange();
  }
}

function stateOf(free: number): Desk["disk"] {
  if (free < limits.file.freeBytesForMessages) return "full";
  return free < limits.file.freeBytesForFiles ? "low" : "enough";
}
