import { connect, type NetConnectOpts, type OnReadOpts, type Socket } from "node:net";
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { connect as connectTls } from "node:tls";
import { quantile } from "../figures.ts";
import { cpuMsOf, residentKiB } from "./process-time.ts";
import { NumberFinder, numbered } from "./texts.ts";
import type { Line, Wire } from "./wire.ts";

export interface CrowdPlan {
  port: number;
  wire: Wire;
  room: string;
  tokens: readonly string[];
  /** How many come. */
  members: number;
  /** Who of them says something as fast as the server lets them. */
  isSpeaker(index: number): boolean;
  /** The process of the server. */
  pid: number;
}

/**
 * What was seen in a while: deliveries a second, how long one took in ms, what the server used of a core for a thousand
 * in ms and in percent, what the crowd itself used, and the bytes of a message as it is told.
 */
export type Seen = ReturnType<typeof seenBetween> & { p50: number; p99: number };

interface Member {
  line: Line;
  socket: Socket;
}

const connectsAtOnce = 20;
const samples = 20;
const patienceMs = 30_000;
const settleMs = 500;
const runInMs = 1_000;
/** Of so many messages it is remembered when they were said. */
const remembered = 2 ** 20;

/**
 * Hundreds of members in one process. All are told the same, so that one of them counts messages, and of the others
 * the bytes are counted: that is so cheap that not they are what is measured.
 */
export class Crowd {
  readonly #plan: CrowdPlan;
  readonly #members: Member[] = [];
  /** What each was told, in bytes. */
  readonly #told: number[] = [];
  readonly #saidAt = new Float64Array(remembered);
  readonly #buffer = Buffer.alloc(256 * 1024);
  #said = 0;
  /** By the last member. */
  #heard = 0;
  #onHeard: () => void = () => {};
  #onSample: (tookMs: number) => void = () => {};
  #isSampling = false;

  constructor(plan: CrowdPlan) {
    this.#plan = plan;
  }

  /** Everyone comes in; gives what the server then holds more, in KiB for each. */
  async arrive(): Promise<number> {
    const { members, pid } = this.#plan;
    const before = residentKiB(pid);
    for (let first = 0; first < members; first += connectsAtOnce) {
      const group = Array.from({ length: Math.min(connectsAtOnce, members - first) });
      await Promise.all(group.map((_, i) => this.#connect(first + i)));
    }
    await delay(settleMs);
    return (residentKiB(pid) - before) / members;
  }

  /** So many are said and not yet heard at any time. */
  async saturate(window: number, ms: number): Promise<Seen> {
    const speakers = this.#members.slice(0, -1).filter((_, index) => this.#plan.isSpeaker(index));
    const sayNext = () => this.#say(speakers[this.#said % speakers.length]);
    this.#onHeard = sayNext;
    for (let i = 0; i < window; i++) sayNext();
    const seen = await this.#watch(ms);
    this.#onHeard = () => {};
    await this.#drain();
    return seen;
  }

  /** So many a second, whoever they come from, whether those before were heard or not. */
  async atRate(perSecond: number, ms: number): Promise<Seen> {
    const speakers = this.#members.slice(0, -1);
    const [start, before] = [performance.now(), this.#said];
    const timer = setInterval(() => {
      const due = before + ((performance.now() - start) * perSecond) / 1_000;
      // Neighbours take turns far apart.
      while (this.#said < due) this.#say(speakers[(this.#said * 61) % speakers.length]);
    }, 1);
    this.#isSampling = true;
    const seen = await this.#watch(ms);
    clearInterval(timer);
    await this.#drain();
    this.#isSampling = false;
    return seen;
  }

  leave(): void {
    for (const { socket } of this.#members) socket.destroy();
  }

  /** Lets it run in, then looks for so long. */
  async #watch(ms: number): Promise<Seen> {
    await delay(runInMs);
    const took: number[] = [];
    const before = this.#state();
    this.#onSample = (tookMs) => took.push(tookMs);
    await delay(ms);
    const after = this.#state();
    this.#onSample = () => {};
    return { ...seenBetween(before, after), p50: quantile(took, 0.5), p99: quantile(took, 0.99) };
  }

  #state() {
    return {
      at: performance.now(),
      heard: this.#heard,
      heardBytes: this.#told.at(-1) ?? 0,
      toldBytes: this.#told.reduce((sum, bytes) => sum + bytes, 0),
      serverCpuMs: cpuMsOf(this.#plan.pid),
      ownCpuMs: cpuMsOf(process.pid),
      loop: performance.eventLoopUtilization(),
    };
  }

  /** Until all that was said was heard; by everyone, where all hear all. */
  async #drain(): Promise<void> {
    const end = performance.now() + patienceMs;
    while (this.#heard < this.#said || !this.#allHeardTheSame()) {
      if (performance.now() > end) throw new Error(this.#missing());
      await delay(20);
    }
    this.#told.fill(0);
  }

  #missing(): string {
    const told = [Math.min(...this.#told), Math.max(...this.#told)].join(" to ");
    return `Not everyone was told everything: ${this.#heard} of ${this.#said} messages, ${told} bytes.`;
  }

  #allHeardTheSame(): boolean {
    const { hearThemselves } = this.#plan.wire;
    return !hearThemselves || this.#told.every((bytes) => bytes === this.#told.at(-1));
  }

  async #connect(index: number): Promise<void> {
    const { wire, room, tokens, port } = this.#plan;
    const onread = {
      buffer: this.#buffer,
      callback: (length: number) => {
        line.read(this.#buffer.subarray(0, length));
        return true;
      },
    };
    const socket = await opened({ port, host: "127.0.0.1", onread }, wire.isEncrypted);
    const onTold = this.#listener(index);
    const line = wire.open(socket, { index, token: tokens[index] ?? "", room, onTold });
    this.#members[index] = { line, socket };
    await line.ready;
    this.#told[index] = 0;
  }

  /** One counts messages, some look at the clock, all count bytes. */
  #listener(index: number): (bytes: Buffer) => void {
    const count = (bytes: Buffer) => {
      this.#told[index] = (this.#told[index] ?? 0) + bytes.length;
    };
    const isLast = index === this.#plan.members - 1;
    const isSample = isLast || index % Math.ceil(this.#plan.members / samples) === 0;
    if (!isSample) return count;
    const finder = new NumberFinder((number) => this.#hear(number, isLast));
    return (bytes) => {
      count(bytes);
      if (isLast || this.#isSampling) finder.read(bytes);
    };
  }

  #hear(number: number, isLast: boolean): void {
    this.#onSample(performance.now() - (this.#saidAt[number % remembered] ?? 0));
    if (!isLast) return;
    this.#heard += 1;
    this.#onHeard();
  }

  #say(member: Member | undefined): void {
    const number = this.#said++;
    this.#saidAt[number % remembered] = performance.now();
    member?.line.say(numbered(number));
  }
}

type State = Record<
  "at" | "heard" | "heardBytes" | "toldBytes" | "serverCpuMs" | "ownCpuMs",
  number
> & { loop: ReturnType<typeof performance.eventLoopUtilization> };

function seenBetween(before: State, after: State) {
  const messageBytes = (after.heardBytes - before.heardBytes) / (after.heard - before.heard);
  const deliveries = (after.toldBytes - before.toldBytes) / messageBytes;
  const ms = after.at - before.at;
  const serverCpuMs = after.serverCpuMs - before.serverCpuMs;
  return {
    perSecond: (deliveries / ms) * 1_000,
    cpuPer1000: (serverCpuMs / deliveries) * 1_000,
    serverCpu: (serverCpuMs / ms) * 100,
    generatorCpu: ((after.ownCpuMs - before.ownCpuMs) / ms) * 100,
    generatorBusy: performance.eventLoopUtilization(after.loop, before.loop).utilization * 100,
    messageBytes,
  };
}

type Options = NetConnectOpts & { onread: OnReadOpts };

/** A connection of which nothing was read yet. */
function opened(options: Options, isEncrypted: boolean): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket: Socket = isEncrypted
      ? connectTls({ ...options, rejectUnauthorized: false }, () => resolve(socket))
      : connect(options, () => resolve(socket));
    socket.setNoDelay();
    socket.once("error", reject);
    socket.once("close", () => reject(new Error("A connection was closed.")));
  });
}
