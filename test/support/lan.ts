import assert from "node:assert/strict";
import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { eventually } from "./eventually.ts";

const script = fileURLToPath(new URL("../../lan/lan.sh", import.meta.url));
const command = fileURLToPath(new URL("../../../packages/cli/bin/classchat.cjs", import.meta.url));
const run = promisify(execFile);
let lansSoFar = 0;

/** Tests with a LAN of their own each; where there can be none they are skipped, and say why. */
export function describeOnLan(
  title: string,
  students: number,
  tests: (lan: () => Lan) => void,
): void {
  const reason = whyNoLan();
  const describeHere = reason === undefined ? describe : describe.skip;
  describeHere(`${title}${reason === undefined ? "" : ` (skipped: ${reason})`}`, () => {
    let lan: Lan;
    beforeEach(async () => {
      lan = await Lan.up(students);
    });
    afterEach(() => lan.down());
    tests(() => lan);
  });
}

/** What a list says: each room and its address, in the order of the alphabet. */
export function placesOf(rooms: PrintedRoom[]): string[] {
  return rooms.map(({ name, address }) => `${name} ${address}`).toSorted();
}

/** Waits until the newest list of that program is this one. */
export function sees(watcher: LanProgram, places: string[], patienceMs = 10_000): Promise<void> {
  return eventually(() => assert.deepEqual(placesOf(watcher.rooms), places), patienceMs);
}

/** Why there can be no LAN of namespaces here, and what to do about it; nothing if there can. */
function whyNoLan(): string | undefined {
  if (process.platform !== "linux") return "needs Linux";
  if (process.getuid?.() !== 0) return "needs root: sudo npm run test:lan";
  return hasCommand("ip", "-V") ? undefined : "needs ip: apt install iproute2";
}

export function hasCommand(name: string, ...args: string[]): boolean {
  try {
    execFileSync(name, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** A room as `rooms --json` prints it. */
export interface PrintedRoom {
  name: string;
  id: string;
  host: string;
  address: string;
  addresses: string[];
  port: number;
  fingerprint: string;
}

/** What `host --json` prints first for each room. */
export interface ListeningEvent {
  event: "listening";
  room: string;
  id: string;
  port: number;
  addresses: string[];
  fingerprint: string;
  code: string;
}

/** A program that runs on a PC of the LAN and prints one JSON value a line. */
export class LanProgram {
  readonly lines: unknown[] = [];
  readonly #child: ChildProcess;
  #complaints = "";

  constructor(child: ChildProcess) {
    this.#child = child;
    if (child.stdout)
      createInterface(child.stdout).on("line", (line) => this.lines.push(parse(line)));
    child.stderr?.on("data", (text) => {
      this.#complaints += text;
    });
  }

  /** The first line that fits. */
  async line<Line>(fits: (line: Line) => boolean): Promise<Line> {
    let found: Line | undefined;
    await eventually(() => {
      found = (this.lines as Line[]).find(fits);
      if (!found) throw new Error(`Not printed so far. ${this.#complaints}`);
    }, 10_000);
    return found as Line;
  }

  type(line: string): void {
    this.#child.stdin?.write(`${line}\n`);
  }

  /** The newest snapshot of `rooms --watch`. */
  get rooms(): PrintedRoom[] {
    return (this.lines.at(-1) ?? []) as PrintedRoom[];
  }

  /** Ends it, and gives its exit code. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode !== null || signalCode !== null) return exitCode;
    const exited = once(this.#child, "exit");
    this.#child.kill(signal);
    const [code] = await exited;
    return code;
  }
}

/** Several PCs on a network of their own: `host`, `s1`, `s2`, … See lan.sh. */
export class Lan {
  readonly #environment: NodeJS.ProcessEnv;
  readonly #folder: string;
  readonly #programs: LanProgram[] = [];

  private constructor(folder: string, name: string) {
    this.#folder = folder;
    this.#environment = {
      ...process.env,
      LAN_NAME: name,
      LAN_STATE: join(folder, "lan"),
      CLASSCHAT_INTERFACE: "",
      CLASSCHAT_MDNS_PORT: "",
    };
  }

  static async up(students: number): Promise<Lan> {
    const folder = await mkdtemp(join(tmpdir(), "classchat-lan-"));
    const lan = new Lan(folder, `cc${process.pid}-${lansSoFar++}`);
    await lan.do("up", String(students));
    return lan;
  }

  async down(): Promise<void> {
    await Promise.all(this.#programs.map((program) => program.end("SIGKILL")));
    await this.do("down");
    await rm(this.#folder, { recursive: true });
  }

  /** What lan.sh does: `cut`, `heal`, `readdr`, `loss`, … */
  async do(...args: string[]): Promise<string> {
    const { stdout } = await run("bash", [script, ...args], { env: this.#environment });
    return stdout;
  }

  /** Runs any program on a PC, and gives what it prints. */
  async exec(pc: string, args: string[], environment: NodeJS.ProcessEnv = {}): Promise<string> {
    const env = { ...this.#environment, ...environment };
    const { stdout } = await run("bash", [script, "exec", pc, ...args], { env });
    return stdout;
  }

  /** Opens a room, and waits until it listens. */
  async host(
    pc: string,
    name: string,
    { data = pc, port = 0 } = {},
  ): Promise<LanProgram & { room: ListeningEvent }> {
    const args = ["host", "--name", name, "--headless", "--json", "--port", String(port)];
    const program = this.#start(pc, [command, ...args, "--data", this.data(data)]);
    const room = await program.line<ListeningEvent>(({ event }) => event === "listening");
    return Object.assign(program, { room });
  }

  /** What `rooms` prints on that PC. */
  async rooms(pc: string, { data = pc } = {}): Promise<PrintedRoom[]> {
    const args = ["rooms", "--json", "--data", this.data(data)];
    return JSON.parse(await this.exec(pc, [process.execPath, command, ...args]));
  }

  /** Looks for rooms on that PC, and goes on looking. */
  watch(pc: string): LanProgram {
    return this.#start(pc, [command, "rooms", "--watch", "--json", "--data", this.data(pc)]);
  }

  /** Makes an account on that PC and sits in the room under it. */
  async join(pc: string, room: string, user: string): Promise<LanProgram> {
    const password = { CLASSCHAT_PASSWORD: "correct horse 7" };
    await this.classchat(pc, ["register", room, "--user", user, "--email", user], password);
    const args = ["join", room, "--as", user, "--json", "--data", this.data(pc)];
    const program = this.#start(pc, [command, ...args], password);
    await program.line<{ type: string }>(({ type }) => type === "state");
    return program;
  }

  /** Runs a command of classchat on that PC. */
  classchat(pc: string, args: string[], environment: NodeJS.ProcessEnv = {}): Promise<string> {
    return this.exec(
      pc,
      [process.execPath, command, ...args, "--data", this.data(pc)],
      environment,
    );
  }

  /** Starts a program of `test/programs` on that PC. */
  program(pc: string, name: string, ...args: string[]): LanProgram {
    const file = fileURLToPath(new URL(`../programs/${name}.js`, import.meta.url));
    return this.#start(pc, [file, ...args]);
  }

  data(name: string): string {
    return join(this.#folder, `data-${name}`);
  }

  #start(pc: string, args: string[], environment: NodeJS.ProcessEnv = {}): LanProgram {
    // lan.sh becomes nsenter and that becomes node, so the process we hold is the program itself.
    const child = spawn("bash", [script, "exec", pc, process.execPath, ...args], {
      env: { ...this.#environment, ...environment },
      // What is typed on a PC stays open until somebody ends the program.
      stdio: ["pipe", "pipe", "pipe"],
    });
    const program = new LanProgram(child);
    this.#programs.push(program);
    return program;
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return line;
  }
}
