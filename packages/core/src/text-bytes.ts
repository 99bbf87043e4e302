// The text rule: what may be handed in where only text files are taken.

const sniffedBytes = 64 * 1024;

/**
 * Looks at the bytes of a file as they come and tells whether it is text: valid UTF-8 without NUL in its first
 * 64 KiB, or valid UTF-16 behind its byte order mark (Unicode 17, §23.8). An empty file is text.
 */
export class TextCheck {
  #decoder: TextDecoder | undefined;
  #isUtf16 = false;
  #seen = 0;
  #head: Uint8Array = new Uint8Array(0);
  #isText = true;

  /** False from the first byte on that no text has. */
  get isText(): boolean {
    return this.#isText;
  }

  add(bytes: Uint8Array): void {
    if (!this.#isText || bytes.length === 0) return;
    // The byte order mark may come in two pieces.
    const all = this.#decoder ? bytes : joined(this.#head, bytes);
    if (!this.#decoder && all.length < 2) {
      this.#head = all;
      return;
    }
    this.#decoder ??= this.#decoderFor(all);
    this.#look(all);
  }

  /** The answer when all bytes were added. */
  end(): boolean {
    this.#decoder ??= this.#decoderFor(this.#head);
    if (this.#seen === 0) this.#look(this.#head);
    this.#decode(new Uint8Array(0), false);
    return this.#isText;
  }

  #decoderFor(head: Uint8Array): TextDecoder {
    const [first, second] = head;
    this.#isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
    const encoding = this.#isUtf16 ? (first === 0xff ? "utf-16le" : "utf-16be") : "utf-8";
    return new TextDecoder(encoding, { fatal: true });
  }

  #look(bytes: Uint8Array): void {
    const sniffed = bytes.subarray(0, Math.max(0, sniffedBytes - this.#seen));
    if (!this.#isUtf16 && sniffed.includes(0)) this.#isText = false;
    this.#seen += bytes.length;
    this.#decode(bytes, true);
  }

  #decode(bytes: Uint8Array, stream: boolean): void {
    try {
      this.#decoder?.decode(bytes, { stream });
    } catch {
      this.#isText = false;
    }
  }
}

/**
 * The first lines of a text, for those who have not fetched it: decoded and cut, not cleaned. Nothing for what
 * is no text. `head` may end in the middle of a character.
 */
export function firstLines(
  head: Uint8Array,
  { lines, length }: { lines: number; length: number },
): string {
  const [first, second] = head;
  const isLittle = first === 0xff && second === 0xfe;
  const isBig = first === 0xfe && second === 0xff;
  const encoding = isLittle ? "utf-16le" : isBig ? "utf-16be" : "utf-8";
  const text = new TextDecoder(encoding).decode(head, { stream: true });
  const start = text
    .split(/\r\n?|\n/u)
    .slice(0, lines)
    .join("\n");
  return [...start].slice(0, length).join("").trimEnd();
}

function joined(head: Uint8Array, tail: Uint8Array): Uint8Array {
  const all = new Uint8Array(head.length + tail.length);
  all.set(head);
  all.set(tail, head.length);
  return all;
}
