const textLength = 100;

/** A text of a hundred bytes that says which one it is. */
export function numbered(number: number): string {
  return `~${String(number).padStart(9, "0")}~`.padEnd(textLength, "x");
}

const mark = /~(\d{9})~/gu;
const markLength = 11;

/** Finds the numbers of the texts in a stream, also where a piece ends within one. */
export class NumberFinder {
  readonly #onNumber: (number: number) => void;
  #rest = "";

  constructor(onNumber: (number: number) => void) {
    this.#onNumber = onNumber;
  }

  read(bytes: Buffer): void {
    const text = this.#rest + bytes.toString("latin1");
    let end = 0;
    for (const match of text.matchAll(mark)) {
      this.#onNumber(Number(match[1]));
      end = match.index + markLength;
    }
    this.#rest = text.slice(Math.max(end, text.length - markLength + 1));
  }
}
