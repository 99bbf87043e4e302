import { words } from "../words/words.ts";
import { tell } from "./output.ts";

const apartMs = 5_000;

/** Says how many are before one who waits to be signed in: at once, and then now and then. */
export class PlaceLine {
  #toldAt = -Infinity;

  show(before: number): void {
    const now = performance.now();
    if (now - this.#toldAt < apartMs) return;
    this.#toldAt = now;
    tell(words.rooms.waiting(before));
  }
}
