import assert from "node:assert/strict";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { eventually } from "../eventually.ts";
import { startProgram } from "../programs.ts";
import type { HostLine, RoomAddress } from "./lines.ts";

type Listening = Extract<HostLine, { on: "listening" }>;

/** The one host of a storm: killed, stopped, and started again on the same data and port. */
export class HostProcess {
  readonly faults: string[] = [];
  kills = 0;
  #folder: string;
  readonly #segment: number;
  #program: ReturnType<typeof startProgram> | undefined;
  #room: Listening | undefined;
  #offByMs = 0;

  /** Its logs have segments of so many messages. */
  constructor(folder: string, segment: number) {
    this.#folder = folder;
    this.#segment = segment;
  }

  get room(): RoomAddress & { mentorCode: string } {
    if (!this.#room) throw new Error("the host was never up");
    return this.#room;
  }

  /** On a disk that takes so long for each sync. */
  async start(syncMs: number): Promise<void> {
    const port = String(this.#room?.port ?? 0);
    const numbers = [port, syncMs, this.#offByMs, this.#segment].map(String);
    const program = startProgram("chaos-host", this.#folder, ...numbers);
    this.#program = program;
    program.process.stdin?.on("error", () => {});
    const listening = await new Promise<Listening>((resolve, reject) => {
      program.onLine((text) => {
        const line = JSON.parse(text) as HostLine;
        if (line.on === "fault") this.faults.push(line.message);
        else resolve(line);
      });
      program.process.once("exit", (code) => reject(new Error(`the host ended with ${code}`)));
    });
    this.#room ??= listening;
  }

  /** Starts on other data, at the port where it was. */
  async moveTo(folder: string): Promise<void> {
    this.#folder = folder;
    await this.start(0);
  }

  async kill(): Promise<void> {
    const child = this.#program?.process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    this.kills += 1;
    child.kill("SIGKILL");
    await once(child, "close");
  }

  /** Like a laptop that is closed; Windows has no such thing for a process. */
  stop(): void {
    if (process.platform !== "win32") this.#program?.process.kill("SIGSTOP");
  }

  /** Stops, and waits until nothing of it is still at work in the operating system (Linux). */
  async freeze(): Promise<void> {
    this.stop();
    const tasks = `/proc/${this.#program?.process.pid}/task`;
    await eventually(async () => {
      for (const task of await readdir(tasks)) {
        const stat = await readFile(`${tasks}/${task}/stat`, "utf8");
        assert.equal(stat.slice(stat.lastIndexOf(")") + 2)[0], "T");
      }
    });
  }

  goOn(): void {
    if (process.platform !== "win32") this.#program?.process.kill("SIGCONT");
  }

  setClock(offByMs: number): void {
    this.#offByMs = offByMs;
    this.#program?.process.stdin?.write(`${offByMs}\n`);
  }
}
