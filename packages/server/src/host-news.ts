import type { Desk } from "@classchat/core";
import type { News } from "./chat/ports.ts";

/** Tells the person at the host what is new in all of its rooms, once. */
export class HostNews {
  readonly #tell: (news: News) => void;
  #waiting: readonly string[] = [];
  #disk: Desk["disk"] = "enough";

  constructor(tell: (news: News) => void) {
    this.#tell = tell;
  }

  /** Who waits for a reset code by now. */
  resetRequests(requests: Desk["resetRequests"]): void {
    const waiting = requests.map(({ user }) => user);
    const fresh = waiting.filter((user) => !this.#waiting.includes(user));
    this.#waiting = waiting;
    for (const user of fresh) this.#tell({ type: "reset-request", user });
  }

  /** All rooms lie on one disk, and each of them tells. */
  disk(state: Desk["disk"]): void {
    if (state === this.#disk) return;
    this.#disk = state;
    this.#tell({ type: "disk", state });
  }
}
