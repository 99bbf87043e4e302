import assert from "node:assert/strict";
import { Command, mdnsEnvironment } from "./command.ts";
import { eventually } from "./eventually.ts";
import { ownMdns } from "./mdns.ts";
import { temporaryFolder } from "./temporary-folder.ts";

type Environment = Record<string, string>;

/** For each test of the suite: a network of its own, and what `classchat doctor` finds on it. */
export function doctorOnCall(): DoctorOnCall {
  const doctor = new DoctorOnCall(temporaryFolder());
  beforeEach(() => doctor.begin());
  afterEach(() => doctor.end());
  return doctor;
}

class DoctorOnCall {
  readonly folder: (...parts: string[]) => string;
  /** What ends with the test, the last one first. */
  readonly closers: (() => unknown)[] = [];
  #network: Environment = {};

  constructor(folder: (...parts: string[]) => string) {
    this.folder = folder;
  }

  begin(): void {
    this.#network = mdnsEnvironment(ownMdns());
  }

  async end(): Promise<void> {
    for (const close of this.closers.splice(0).reverse()) await close();
  }

  start(args: readonly string[], data: string, env: Environment = {}): Command {
    const command = new Command(args, {
      data: this.folder(data),
      env: { ...this.#network, ...env },
    });
    this.closers.push(() => command.process.kill("SIGKILL"));
    return command;
  }

  /** The findings, and how it ends. */
  async look(args: readonly string[], data = "student", env: Environment = {}) {
    const command = this.start(["doctor", ...args, "--json"], data, env);
    const { exitCode } = await command.ended;
    return { exitCode, findings: command.objects };
  }

  /** The causes of what is not well. */
  async wrong(args: readonly string[], data = "student", env: Environment = {}) {
    const { findings } = await this.look(args, data, env);
    return findings.filter(({ status }) => status !== "ok").map(({ code }) => code);
  }

  /** Opens a room on this network, and gives its port. */
  async openRoom(): Promise<number> {
    const host = this.start(["host", "--name", "physics", "--port", "0", "--json"], "host");
    await eventually(() => assert.equal(host.objects[0]?.event, "listening", host.stderr));
    return host.objects[0]?.port as number;
  }
}
