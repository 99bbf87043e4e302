import { setImmediate as nextTurn } from "node:timers/promises";
import { type IPty, spawn } from "@lydell/node-pty";
import { Frames } from "./frames.ts";
import { type Cell, Screen, type Size } from "./screen.ts";
import { Waits } from "./waits.ts";

interface Options extends Partial<Size> {
  env?: Record<string, string>;
  cwd?: string;
}

type Wanted = string | RegExp | ((terminal: Terminal) => boolean);

// Long enough for a machine that does much else; who waits in vain sees the screen before the test is over.
const patience = 30_000;

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

/**
 * A real terminal without a window: a program in a pty, and the screen that its output makes. As terminals that know
 * synchronized updates do, it shows whole frames only. Each frame stays until all who waited for it have looked at it, so
 * what follows a wait directly sees the frame that ended the wait.
 */
export class Terminal {
  readonly #pty: IPty;
  readonly #screen: Screen;
  readonly #frames = new Frames();
  #shown: Promise<void> = Promise.resolve();
  readonly #waits = new Waits(() => this.drawn());
  /** Everything it wrote that is on the screen. */
  output = "";
  exitCode: number | undefined;
  /** The number of the signal that ended it. */
  signal: number | undefined;
  readonly exited: Promise<number>;

  static start(file: string, args: string[], options: Options = {}): Terminal {
    return new Terminal(file, args, options);
  }

  private constructor(file: string, args: string[], { cols = 80, rows = 20, env, cwd }: Options) {
    this.#screen = new Screen({ cols, rows }, (answer) => this.#pty.write(answer));
    this.#pty = spawn(file, args, {
      name: "xterm-256color",
      cols,
      rows,
      cwd: cwd ?? process.cwd(),
      env: { ...environment(), ...env },
    });
    this.#pty.onData((written) => {
      for (const piece of this.#frames.add(written)) this.#show(piece);
    });
    this.exited = this.#untilExit();
  }

  get pid(): number {
    return this.#pty.pid;
  }

  type(text: string): void {
    this.#pty.write(text);
  }

  /** Types a line and its Enter. */
  say(line: string): void {
    this.type(line + keys.enter);
  }

  /** As a terminal pastes: between marks when the program asked for them, new lines as CR. */
  paste(text: string): void {
    const typed = text.replaceAll("\n", "\r");
    this.#pty.write(this.bracketedPaste ? `\u001b[200~${typed}\u001b[201~` : typed);
  }

  /** Another program writes over the screen. */
  scribble(text: string): void {
    this.#show(text);
  }

  resize(cols: number, rows: number): void {
    this.#screen.resize(cols, rows);
    this.#pty.resize(cols, rows);
  }

  /** The rows as they are seen, without the spaces at their ends. */
  lines(): string[] {
    return this.#screen.lines();
  }

  /** One of them; below zero, counted from the bottom. */
  row(y: number): string {
    return this.lines().at(y) ?? "";
  }

  text(): string {
    return this.lines().join("\n");
  }

  cursor(): { x: number; y: number } {
    return this.#screen.cursor;
  }

  cell(x: number, y: number): Cell {
    return this.#screen.cell(x, y);
  }

  /** Whether all cells have the terminal's own colours. */
  get plain(): boolean {
    return this.#screen.plain;
  }

  /** Where a text or a match begins, in cells; the first from the top. */
  find(wanted: string | RegExp): { x: number; y: number } | undefined {
    return this.#screen.find(wanted);
  }

  get titles(): string[] {
    return this.#screen.titles;
  }

  get clipboard(): string[] {
    return this.#screen.clipboard;
  }

  get bells(): number {
    return this.#screen.bells;
  }

  /** What it was asked to tell of keys, by kitty's protocol; nothing before and after. */
  get keyboard(): string | undefined {
    return this.#screen.keyboard.at(-1);
  }

  get alternate(): boolean {
    return this.#screen.alternate;
  }

  get bracketedPaste(): boolean {
    return this.#screen.bracketedPaste;
  }

  /** Whether the last word about the cursor was to show it. */
  get cursorShown(): boolean {
    return this.output.lastIndexOf("\u001b[?25h") >= this.output.lastIndexOf("\u001b[?25l");
  }

  /** The buffer itself, for who draws it. */
  get buffer(): Screen["buffer"] {
    return this.#screen.buffer;
  }

  get size(): Size {
    return this.#screen.size;
  }

  /** Waits until the screen shows it; fails with the screen drawn. */
  waitFor(wanted: Wanted, patienceMs = patience): Promise<this> {
    return this.sees(() => {
      if (!this.#shows(wanted)) throw new Error(`not on the screen: ${wanted}`);
    }, patienceMs);
  }

  /** Waits until all the assertions hold of one frame; fails with the last that did not, and the screen drawn. */
  async sees(assertions: () => void, patienceMs = patience): Promise<this> {
    await this.#waits.until(assertions, patienceMs);
    return this;
  }

  drawn(): string {
    return this.#screen.drawn();
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

  #show(piece: string): void {
    this.#shown = this.#shown.then(async () => {
      await this.#screen.write(piece);
      this.output += piece;
      this.#waits.look();
      await nextTurn();
    });
  }

  #untilExit(): Promise<number> {
    return new Promise((resolve) => {
      this.#pty.onExit(async ({ exitCode, signal }) => {
        this.#show(this.#frames.take());
        await this.#shown;
        this.exitCode = exitCode;
        this.signal = signal;
        this.#waits.end(`The program ended with ${exitCode}`);
        resolve(exitCode);
      });
    });
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
