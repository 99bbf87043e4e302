import { ChatError, type Clock, type Desk, limits } from "@classchat/core";
import type { Blobs } from "./ports.ts";

export interface FreeRoomPorts {
  blobs: Pick<Blobs, "freeBytes">;
  clock: Pick<Clock, "now">;
  /** Called when it becomes too little for something, or enough again. */
  onChange(): void;
}

const lookEveryMs = 1_000;
/** How long mentors are told of a file that found no room. */
const rememberedMs = 10 * 60_000;

/** Watches the room on the disk, so that the host stops taking things before nothing can be written at all. */
export class FreeRoom {
  readonly #ports: FreeRoomPorts;
  #freeBytes: Promise<number> | undefined;
  #lookedAt = 0;
  #state: Desk["disk"] = "enough";
  /** The last file that found no room. */
  #refused = { sizeBytes: 0, at: Number.NEGATIVE_INFINITY };

  constructor(ports: FreeRoomPorts) {
    this.#ports = ports;
  }

  /** As it was when somebody last asked. */
  get state(): Desk["disk"] {
    return this.#state;
  }

  /** Throws `disk-low` where a file of that size would not leave enough, of which mentors hear too. */
  async requireForFile(sizeBytes: number): Promise<void> {
    const free = await this.#look();
    if (leavesEnough(free, sizeBytes)) return;
    this.#refused = { sizeBytes, at: this.#ports.clock.now() };
    this.#tell(free);
    throw new ChatError("disk-low");
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
    const state = this.#stateWith(free);
    if (state === this.#state) return;
    this.#state = state;
    this.#ports.onChange();
  }

  #stateWith(free: number): Desk["disk"] {
    if (free < limits.file.freeBytesForMessages) return "full";
    const { sizeBytes, at } = this.#refused;
    const isRecent = this.#ports.clock.now() - at < rememberedMs;
    return leavesEnough(free, isRecent ? sizeBytes : 0) ? "enough" : "low";
  }
}

function leavesEnough(free: number, sizeBytes: number): boolean {
  return free - sizeBytes >= limits.file.freeBytesForFiles;
}
