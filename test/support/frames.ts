const begin = "\u001b[?2026h";
const end = "\u001b[?2026l";

/**
 * Cuts what a program writes where its screen is whole: a frame between the marks of a synchronized update is one piece,
 * however many reads it came in.
 */
export class Frames {
  #rest = "";

  /** The pieces that are whole with this. */
  add(written: string): string[] {
    this.#rest += written;
    const pieces: string[] = [];
    for (let length = this.#whole(); length > 0; length = this.#whole()) {
      pieces.push(this.#rest.slice(0, length));
      this.#rest = this.#rest.slice(length);
    }
    return pieces;
  }

  /** What was begun and not ended, when nothing more comes. */
  take(): string {
    const rest = this.#rest;
    this.#rest = "";
    return rest;
  }

  /** How much of the rest is whole: a frame, or what stands before the next one. */
  #whole(): number {
    const at = this.#rest.indexOf(begin);
    if (at > 0) return at;
    return at === 0 ? this.#frameLength() : this.#looseLength();
  }

  #frameLength(): number {
    const at = this.#rest.indexOf(end);
    return at < 0 ? 0 : at + end.length;
  }

  /** All but what may become a mark with the next read. */
  #looseLength(): number {
    let kept = begin.length - 1;
    while (!this.#rest.endsWith(begin.slice(0, kept))) kept--;
    return this.#rest.length - kept;
  }
}
