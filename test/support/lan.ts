import assert from "node:assert/strict";
import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { eventually } from "./eventually.ts";
import { whyNoRoot } from "./skips.ts";

const script = fileURLToPath(new URL("../../lan/lan.sh", import.meta.url));
const command = fileURLToPath(new URL("../../../packages/cli/bin/classchat.cjs", import.meta.url));
const run = promisify(execFile);
const usualPassword = { CLASSCHAT_PASSWORD: "correct horse 7" };
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
  const reason = whyNoRoot("test:lan");
  if (reason !== undefined) return reason;
  if (!hasCommand("ip", "-V")) return "needs ip: apt install iproute2";
  return hasCommand("python3", "-V") ? undefined : "needs python3: apt install python3";
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
  trust: string;
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

/** What became of a command. */
export interface LanOutcome {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** A program that runs on a PC of the LAN and prints one JSON value a line. */
export class LanProgram {
  readonly lines: unknown[] = [];
  readonly #child: ChildProcess;
  /** What it wrote to stderr. */
  complaints = "";

  constructor(child: ChildProcess) {
    this.#child = child;
    if (child.stdout)
      createInterface(child.stdout).on("line", (line) => this.lines.push(parse(line)));
    child.stderr?.on("data", (text) => {
      this.complaints += text;
    });
  }

  /** The first line that fits. */
  async line<Line>(fits: (line: Line) => boolean): Promise<Line> {
    let found: Line | undefined;
    await eventually(() => {
      found = (this.lines as Line[]).find(fits);
      if (!found) throw new Error(`Not printed so far. ${this.complaints}`);
    }, 10_000);
    return found as Line;
  }

  /** The most memory that it ever took, in MB. */
  async memoryMb(): Promise<number> {
    const status = await readFile(`/proc/${this.#child.pid}/status`, "utf8");
    return Number(/VmHWM:\s+(\d+) kB/u.exec(status)?.[1]) / 1024;
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
    const program = this.start(pc, args, { data });
    const room = await program.line<ListeningEvent>(({ event }) => event === "listening");
    return Object.assign(program, { room });
  }

  /** What `rooms` prints on that PC. */
  async rooms(pc: string, { data = pc, waitMs = 1_500 } = {}): Promise<PrintedRoom[]> {
    const args = ["rooms", "--json", "--wait", String(waitMs), "--data", this.data(data)];
    return JSON.parse(await this.exec(pc, [process.execPath, command, ...args]));
  }

  /** Looks for rooms on that PC, and goes on looking. */
  watch(pc: string): LanProgram {
    return this.start(pc, ["rooms", "--watch", "--json"]);
  }

  /** Runs a program of `test/programs` on that PC, and goes on with the test. */
  program(pc: string, name: string, ...args: string[]): LanProgram {
    const file = fileURLToPath(new URL(`../programs/${name}.js`, import.meta.url));
    return this.#spawn(["exec", pc, process.execPath, file, ...args]);
  }

  /** Writes down every frame that passes the switch, as soon as this resolves. */
  async capture(): Promise<{ end: () => Promise<Buffer> }> {
    const file = this.data("frames");
    const capture = this.#spawn(["capture", file]);
    await capture.line((line) => line === "capturing");
    const end = async () => {
      await capture.end("SIGTERM");
      return readFile(file);
    };
    return { end };
  }

  /** Makes an account on that PC and sits in the room under it. */
  async join(pc: string, room: string, user: string): Promise<LanProgram> {
    // Where a network is flooded and the machine busy, the first look may be over before the room could answer.
    await eventually(() => this.register(pc, room, user));
    return this.enter(pc, room, user);
  }

  /** Sits in a room where that user has an account. */
  async enter(pc: string, room: string, user: string): Promise<LanProgram> {
    const program = this.start(pc, ["join", room, "--as", user, "--json"]);
    await program.line<{ type: string }>(({ type }) => type === "state");
    return program;
  }

  /** Makes an account. */
  register(pc: string, room: string, user: string, ...flags: string[]): Promise<string> {
    const args = ["register", room, "--user", user, "--email", user, ...flags];
    return this.classchat(pc, args, usualPassword);
  }

  /** Makes an account on that PC, sits in the room under it, says something, and hears it from the host. */
  async talk(pc: string, room: string, user: string): Promise<void> {
    const member = await this.join(pc, room, user);
    const said = `${user} on ${pc}`;
    member.type(said);
    await member.line<{ type: string; text?: string }>(
      ({ type, text }) => type === "message" && text === said,
    );
  }

  /** Runs a command of classchat on that PC. */
  classchat(pc: string, args: string[], environment: NodeJS.ProcessEnv = {}): Promise<string> {
    return this.exec(
      pc,
      [process.execPath, command, ...args, "--data", this.data(pc)],
      environment,
    );
  }

  /** Runs a command that may fail, with the usual password, and gives what became of it. */
  async attempt(pc: string, args: string[]): Promise<LanOutcome> {
    try {
      const stdout = await this.classchat(pc, args, usualPassword);
      return { exitCode: 0, stdout, stderr: "" };
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { exitCode: code, stdout, stderr };
    }
  }

  data(name: string): string {
    return join(this.#folder, `data-${name}`);
  }

  /** Runs a command of classchat on that PC, and goes on with the test. */
  start(pc: string, args: string[], { data = pc, environment = usualPassword } = {}): LanProgram {
    const words = [process.execPath, command, ...args, "--data", this.data(data)];
    return this.#spawn(["exec", pc, ...words], environment);
  }

  /** What lan.sh becomes: it turns into nsenter and that into the program, so the process we hold is the program. */
  #spawn(args: string[], environment: NodeJS.ProcessEnv = {}): LanProgram {
    const child = spawn("bash", [script, ...args], {
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
