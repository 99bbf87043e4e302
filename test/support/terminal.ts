import { type IPty, spawn } from "@lydell/node-pty";
import unicode11 from "@xterm/addon-unicode11";
import xterm from "@xterm/headless";

interface Options {
  cols?: number;
  rows?: number;
  env?: Record<string, string>;
  cwd?: string;
}

export interface Cell {
  text: string;
  width: number;
  /** Whether it has the terminal's own colours. */
  plain: boolean;
  bold: boolean;
  inverse: boolean;
}

type Wanted = string | RegExp | ((terminal: Terminal) => boolean);

/** What the keys of a keyboard send. */
export const keys = {
  up: "\u001b[A",
  down: "\u001b[B",
  right: "\u001b[C",
  left: "\u001b[D",
  home: "\u001b[H",
  end: "\u001b[F",
  pageUp: "\u001b[5~",
  pageDown: "\u001b[6~",
  shiftTab: "\u001b[Z",
  altEnter: "\u001b\r",
  backspace: "\u007f",
  enter: "\r",
  tab: "\t",
  ctrl: (letter: string) => String.fromCharCode(letter.charCodeAt(0) & 0x1f),
  alt: (key: string) => `\u001b${key}`,
};

/** A real terminal without a window: a program in a pty, and the screen that its output makes. */
export class Terminal {
  readonly #pty: IPty;
  readonly #screen: xterm.Terminal;
  readonly #waiting = new Set<() => void>();
  /** What the program tried to do to the world outside its window. */
  readonly titles: string[] = [];
  readonly clipboard: string[] = [];
  bells = 0;
  /** Everything it wrote. */
  output = "";
  exitCode: number | undefined;
  /** The number of the signal that ended it. */
  signal: number | undefined;
  readonly exited: Promise<number>;

  static start(file: string, args: string[], options: Options = {}): Terminal {
    return new Terminal(file, args, options);
  }

  private constructor(file: string, args: string[], { cols = 80, rows = 20, env, cwd }: Options) {
    this.#screen = new xterm.Terminal({ cols, rows, allowProposedApi: true, scrollback: 2_000 });
    this.#screen.loadAddon(new unicode11.Unicode11Addon());
    this.#screen.unicode.activeVersion = "11";
    this.#pty = spawn(file, args, {
      name: "xterm-256color",
      cols,
      rows,
      cwd: cwd ?? process.cwd(),
      env: { ...environment(), ...env },
    });
    this.#watchScreen();
    this.exited = this.#watchProgram();
  }

  get pid(): number {
    return this.#pty.pid;
  }

  type(text: string): void {
    this.#pty.write(text);
  }

  /** As a terminal pastes: between marks when the program asked for them, new lines as CR. */
  paste(text: string): void {
    const typed = text.replaceAll("\n", "\r");
    const marked = this.#screen.modes.bracketedPasteMode;
    this.#pty.write(marked ? `\u001b[200~${typed}\u001b[201~` : typed);
  }

  resize(cols: number, rows: number): void {
    this.#screen.resize(cols, rows);
    this.#pty.resize(cols, rows);
  }

  /** The rows as they are seen, without the spaces at their ends. */
  lines(): string[] {
    const { active } = this.#screen.buffer;
    return Array.from({ length: this.#screen.rows }, (_, y) => {
      return (
        active
          .getLine(active.viewportY + y)
          ?.translateToString(true)
          .trimEnd() ?? ""
      );
    });
  }

  text(): string {
    return this.lines().join("\n");
  }

  cursor(): { x: number; y: number } {
    const { cursorX, cursorY } = this.#screen.buffer.active;
    return { x: cursorX, y: cursorY };
  }

  cell(x: number, y: number): Cell {
    const { active } = this.#screen.buffer;
    const cell = active.getLine(active.viewportY + y)?.getCell(x);
    if (!cell) throw new RangeError(`no cell ${x}, ${y}`);
    return {
      text: cell.getChars(),
      width: cell.getWidth(),
      plain: cell.isFgDefault() && cell.isBgDefault(),
      bold: cell.isBold() !== 0,
      inverse: cell.isInverse() !== 0,
    };
  }

  /** The colours of all cells, those of the terminal itself as `default`, each run of one colour once. */
  colours(): string {
    const { active } = this.#screen.buffer;
    const seen: string[] = [];
    for (let y = 0; y < this.#screen.rows; y++) {
      for (let x = 0; x < this.#screen.cols; x++) {
        const cell = active.getLine(active.viewportY + y)?.getCell(x);
        const isPlain = !cell || (cell.isFgDefault() && cell.isBgDefault());
        const colour = isPlain ? "default" : `${cell.getFgColor()}/${cell.getBgColor()}`;
        if (seen.at(-1) !== colour) seen.push(colour);
      }
    }
    return seen.join(" ");
  }

  /** Where a text or a match begins, in cells; the first from the top. */
  find(wanted: string | RegExp): { x: number; y: number } | undefined {
    for (const [y, line] of this.lines().entries()) {
      const index = typeof wanted === "string" ? line.indexOf(wanted) : line.search(wanted);
      if (index >= 0) return { x: this.#cellOf(y, index), y };
    }
    return undefined;
  }

  /** Whether the alternate screen is in front. */
  get alternate(): boolean {
    return this.#screen.buffer.active.type === "alternate";
  }

  get bracketedPaste(): boolean {
    return this.#screen.modes.bracketedPasteMode;
  }

  /** Whether the last word about the cursor was to show it. */
  get cursorShown(): boolean {
    return this.output.lastIndexOf("\u001b[?25h") >= this.output.lastIndexOf("\u001b[?25l");
  }

  /** The buffer itself, for who draws it. */
  get buffer(): xterm.IBuffer {
    return this.#screen.buffer.active;
  }

  get size(): { cols: number; rows: number } {
    return { cols: this.#screen.cols, rows: this.#screen.rows };
  }

  /** Waits until the screen shows it; fails with the screen drawn. */
  waitFor(wanted: Wanted, patienceMs = 10_000): Promise<this> {
    const failure = new Error();
    return new Promise((resolve, reject) => {
      const done = (settle: () => void) => {
        clearTimeout(timer);
        this.#waiting.delete(check);
        settle();
      };
      const fail = (why: string) => {
        failure.message = `${why}, and not on the screen: ${wanted}\n${this.drawn()}`;
        done(() => reject(failure));
      };
      const check = () => {
        if (this.#shows(wanted)) done(() => resolve(this));
        else if (this.exitCode !== undefined) fail(`ended with ${this.exitCode}`);
      };
      const timer = setTimeout(() => fail(`after ${patienceMs} ms`), patienceMs);
      this.#waiting.add(check);
      check();
    });
  }

  /** The screen in a frame, for messages of failed tests. */
  drawn(): string {
    const { cols } = this.size;
    const rule = "─".repeat(cols);
    const rows = this.lines().map((line) => `│${line}`);
    return [`┌${rule}┐`, ...rows, `└${rule}┘ cursor ${JSON.stringify(this.cursor())}`].join("\n");
  }

  /** Closes the window under the program. */
  hangUp(): void {
    // Not in its types, but the only way to close the terminal and not the program:
    (this.#pty as unknown as { destroy(): void }).destroy();
  }

  /** Ends the program if it has not ended. */
  async close(): Promise<void> {
    if (this.exitCode === undefined) this.#pty.kill("SIGKILL");
    await this.exited;
    this.#screen.dispose();
  }

  #shows(wanted: Wanted): boolean {
    if (typeof wanted === "function") return wanted(this);
    return typeof wanted === "string" ? this.text().includes(wanted) : wanted.test(this.text());
  }

  #cellOf(y: number, index: number): number {
    const { active } = this.#screen.buffer;
    const line = active.getLine(active.viewportY + y);
    let length = 0;
    for (let x = 0; x < this.#screen.cols; x++) {
      if (length >= index) return x;
      length += line?.getCell(x)?.getChars().length || (line?.getCell(x)?.getWidth() ? 1 : 0);
    }
    return index;
  }

  #watchScreen(): void {
    const screen = this.#screen;
    screen.onTitleChange((title) => this.titles.push(title));
    screen.onBell(() => {
      this.bells++;
    });
    screen.parser.registerOscHandler(52, (data) => this.clipboard.push(data) > 0);
    // The terminal's own answers, as where its cursor is:
    screen.onData((data) => this.#pty.write(data));
    this.#pty.onData((data) => {
      this.output += data;
      screen.write(data, () => this.#look());
    });
  }

  #watchProgram(): Promise<number> {
    return new Promise((resolve) => {
      this.#pty.onExit(({ exitCode, signal }) => {
        // What it wrote last may still be on its way:
        setTimeout(() => {
          this.exitCode = exitCode;
          this.signal = signal;
          this.#screen.write("", () => {
            this.#look();
            resolve(exitCode);
          });
        }, 20);
      });
    });
  }

  #look(): void {
    for (const check of [...this.#waiting]) check();
  }
}

function environment(): Record<string, string> {
  const { PATH = "", HOME = "", SystemRoot = "" } = process.env;
  return {
    PATH,
    HOME,
    SystemRoot,
    LANG: "C.UTF-8",
    TERM: "xterm-256color",
    NODE_ENV: "production",
  };
}
