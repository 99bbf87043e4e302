import type { Readable } from "node:stream";

/** Standard input, read by the line or to its end, in any order; what follows a line is not lost. */
export class Input {
  readonly #stream: Readable;
  #chunks: AsyncIterator<string> | undefined;
  #buffer = "";
  #ended = false;

  constructor(stream: Readable = process.stdin) {
    this.#stream = stream;
  }

  /** The next line without its end; nothing after the last one. */
  async line(): Promise<string | undefined> {
    while (!this.#buffer.includes("\n") && !this.#ended) await this.#more();
    if (this.#buffer === "" && this.#ended) return undefined;
    const end = this.#buffer.indexOf("\n");
    const line = end === -1 ? this.#buffer : this.#buffer.slice(0, end);
    this.#buffer = end === -1 ? "" : this.#buffer.slice(end + 1);
    return line.replace(/\r$/u, "");
  }

  /** The line that is here already, if there is one; it stays. */
  get prepared(): string | undefined {
    const end = this.#buffer.indexOf("\n");
    return end === -1 ? undefined : this.#buffer.slice(0, end).replace(/\r$/u, "");
  }

  /** All that is left, without the line end that a shell adds. */
  async rest(): Promise<string> {
    while (!this.#ended) await this.#more();
    const rest = this.#buffer;
    this.#buffer = "";
    return rest.replace(/\r?\n$/u, "");
  }

  /** Whoever waits for a line gets none. */
  close(): void {
    this.#ended = true;
    this.#stream.destroy();
  }

  async #more(): Promise<void> {
    this.#chunks ??= this.#stream.setEncoding("utf8")[Symbol.asyncIterator]();
    try {
      const { value, done } = await this.#chunks.next();
      if (done) this.#ended = true;
      else this.#buffer += value;
    } catch {
      // Destroyed, or a terminal that went away: either way nothing comes any more.
      this.#ended = true;
    }
  }
}
