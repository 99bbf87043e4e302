import unicode11 from "@xterm/addon-unicode11";
import xterm from "@xterm/headless";

export interface Cell {
  text: string;
  width: number;
  /** Those of the terminal itself as `default`. */
  colours: string;
  plain: boolean;
  bold: boolean;
  inverse: boolean;
}

export interface Size {
  cols: number;
  rows: number;
}

/** The screen that a program's output makes. */
export class Screen {
  readonly #xterm: xterm.Terminal;
  /** What the program tried to do to the world outside its window. */
  readonly titles: string[] = [];
  readonly clipboard: string[] = [];
  bells = 0;

  /** What it was asked to tell of keys, as terminals are that know the protocol of kitty: the last holds. */
  readonly keyboard: string[] = [];

  /** `answer` gets what a terminal answers by itself, as where its cursor is. */
  constructor(size: Size, answer: (data: string) => void) {
    this.#xterm = new xterm.Terminal({ ...size, allowProposedApi: true, scrollback: 2_000 });
    this.#xterm.loadAddon(new unicode11.Unicode11Addon());
    this.#xterm.unicode.activeVersion = "11";
    this.#xterm.onTitleChange((title) => this.titles.push(title));
    this.#xterm.onBell(() => {
      this.bells++;
    });
    this.#xterm.parser.registerOscHandler(52, (data) => this.clipboard.push(data) > 0);
    this.#xterm.onData(answer);
    this.#knowKeyboard(answer);
  }

  /** Resolves when it is on the screen. */
  write(output: string): Promise<void> {
    return new Promise((resolve) => this.#xterm.write(output, resolve));
  }

  resize(cols: number, rows: number): void {
    this.#xterm.resize(cols, rows);
  }

  dispose(): void {
    this.#xterm.dispose();
  }

  get size(): Size {
    return { cols: this.#xterm.cols, rows: this.#xterm.rows };
  }

  /** The buffer itself, for who draws it. */
  get buffer(): xterm.IBuffer {
    return this.#xterm.buffer.active;
  }

  /** Whether the alternate screen is in front. */
  get alternate(): boolean {
    return this.buffer.type === "alternate";
  }

  get bracketedPaste(): boolean {
    return this.#xterm.modes.bracketedPasteMode;
  }

  get cursor(): { x: number; y: number } {
    return { x: this.buffer.cursorX, y: this.buffer.cursorY };
  }

  /** The rows as they are seen, without the spaces at their ends. */
  lines(): string[] {
    return Array.from({ length: this.size.rows }, (_, y) => {
      return this.#line(y)?.translateToString(true).trimEnd() ?? "";
    });
  }

  cell(x: number, y: number): Cell {
    const cell = this.#line(y)?.getCell(x);
    if (!cell) throw new RangeError(`no cell ${x}, ${y}`);
    return {
      text: cell.getChars(),
      width: cell.getWidth(),
      colours: coloursOf(cell),
      plain: isPlain(cell),
      bold: cell.isBold() !== 0,
      inverse: cell.isInverse() !== 0,
    };
  }

  /** Whether all cells have the terminal's own colours. */
  get plain(): boolean {
    const { cols, rows } = this.size;
    const places = Array.from({ length: cols * rows }, (_, index) => index);
    return places.every((index) => this.cell(index % cols, Math.floor(index / cols)).plain);
  }

  /** Where a text or a match begins, in cells; the first from the top. */
  find(wanted: string | RegExp): { x: number; y: number } | undefined {
    for (const [y, line] of this.lines().entries()) {
      const index = typeof wanted === "string" ? line.indexOf(wanted) : line.search(wanted);
      if (index >= 0) return { x: this.#cellOf(y, index), y };
    }
    return undefined;
  }

  /** The screen in a frame, for messages of failed tests. */
  drawn(): string {
    const rule = "─".repeat(this.size.cols);
    const rows = this.lines().map((line) => `│${line}`);
    return [`┌${rule}┐`, ...rows, `└${rule}┘ cursor ${JSON.stringify(this.cursor)}`].join("\n");
  }

  #knowKeyboard(answer: (data: string) => void): void {
    const { parser } = this.#xterm;
    parser.registerCsiHandler({ prefix: "?", final: "u" }, () => {
      answer(`\u001b[?${this.keyboard.at(-1) ?? 0}u`);
      return true;
    });
    parser.registerCsiHandler({ prefix: ">", final: "u" }, (flags) => {
      return this.keyboard.push(String(flags[0])) > 0;
    });
    parser.registerCsiHandler({ prefix: "<", final: "u" }, () => {
      this.keyboard.pop();
      return true;
    });
  }

  #line(y: number): xterm.IBufferLine | undefined {
    return this.buffer.getLine(this.buffer.viewportY + y);
  }

  #cellOf(y: number, index: number): number {
    const line = this.#line(y);
    let length = 0;
    for (let x = 0; x < this.size.cols; x++) {
      if (length >= index) return x;
      length += line?.getCell(x)?.getChars().length || (line?.getCell(x)?.getWidth() ? 1 : 0);
    }
    return index;
  }
}

function isPlain(cell: xterm.IBufferCell): boolean {
  return cell.isFgDefault() && cell.isBgDefault();
}

function coloursOf(cell: xterm.IBufferCell): string {
  return isPlain(cell) ? "default" : `${cell.getFgColor()}/${cell.getBgColor()}`;
}
