import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { limits } from "@classchat/core";
import type { Dice } from "../dice.ts";
import { eventually } from "../eventually.ts";
import type { UnrulyProxy } from "../unruly-proxy.ts";
import { Chronicles, type UserChronicle } from "./chronicles.ts";
import { ClientProcess } from "./client-process.ts";
import { HostProcess } from "./host-process.ts";
import type { Told } from "./lines.ts";

interface ClassOptions {
  folder: string;
  /** Where the host's data lies; elsewhere in the folder if not said. */
  hostFolder?: string;
  clients: number;
  perProcess: number;
  /** Messages that a segment of the log holds; otherwise as many as usual. */
  segment?: number;
}

const mentorsEvery = 3;
const usualClients = 12;
const talkEveryMs = { mentor: 150, student: 900 };

/** A host and a class of clients, all of them processes that may be killed. */
export class Class {
  readonly host: HostProcess;
  readonly chronicles: Chronicles;
  readonly #options: ClassOptions;
  #processes: readonly ClientProcess[] = [];
  /** Hosts and processes that a fault has in its hands. */
  readonly #struck = new Set<HostProcess | ClientProcess>();
  #isTalking = false;

  constructor(options: ClassOptions) {
    this.#options = options;
    const { folder, hostFolder = `${folder}/host`, segment = limits.segment.messages } = options;
    this.host = new HostProcess(hostFolder, segment);
    this.chronicles = new Chronicles(Array.from({ length: options.clients }, (_, i) => `user${i}`));
  }

  get proxies(): UnrulyProxy[] {
    return this.#processes.flatMap(({ proxies }) => [...proxies.values()]);
  }

  /** All come in; every third is a mentor, whom no pace keeps from talking. */
  async gather(): Promise<void> {
    await this.host.start(0);
    const { folder, perProcess } = this.#options;
    const users = this.chronicles.all.map(({ user }) => user);
    const { room } = this.host;
    for (let at = 0; at < users.length; at += perProcess) {
      const some = users.slice(at, at + perProcess);
      const parts = { folder: `${folder}/clients`, room, chronicles: this.chronicles };
      this.#processes = [...this.#processes, new ClientProcess({ ...parts, users: some })];
    }
    for (const process of this.#processes) await process.start();
    const students = this.chronicles.all.filter((chronicle) => !isMentor(chronicle));
    const letIn = students.map((student) => this.#letIn(student, undefined));
    let { mentorCode } = room;
    for (const mentor of this.chronicles.all.filter(isMentor)) {
      await this.#letIn(mentor, mentorCode);
      mentorCode = await this.#newMentorCode(mentor);
    }
    await Promise.all(letIn);
  }

  talk(): void {
    this.#isTalking = true;
    for (const process of this.#processes) this.#makeTalk(process);
  }

  hush(): void {
    this.#isTalking = false;
    for (const process of this.#processes) process.tell({ do: "hush" });
  }

  /** What was refused goes out once more. */
  retry(): void {
    for (const process of this.#processes) process.tell({ do: "retry" });
  }

  async restartHost(downMs: number, syncMs: number): Promise<void> {
    await this.#alone(this.host, async () => {
      await this.host.kill();
      await delay(downMs);
      await this.host.start(syncMs);
    });
  }

  async pauseHost(ms: number): Promise<void> {
    await this.#alone(this.host, () => pause(this.host, ms));
  }

  /** The host is gone in the middle of its work, and its disk is what it was in that moment. */
  async cutPower(cut: () => Promise<{ restore: () => Promise<void> }>): Promise<void> {
    await this.#alone(this.host, async () => {
      await this.host.freeze();
      const { restore } = await cut();
      await this.host.kill();
      await restore();
      await this.host.start(0);
    });
  }

  async pauseClients(dice: Dice, ms: number): Promise<void> {
    const process = dice.oneOf(this.#processes);
    await this.#alone(process, () => pause(process, ms));
  }

  /** The clients come back with what lies on their disk. */
  async restartClients(dice: Dice, downMs: number): Promise<void> {
    const process = dice.oneOf(this.#processes);
    await this.#alone(process, async () => {
      await process.kill();
      for (const user of process.users) this.chronicles.of(user).died();
      await delay(downMs);
      await process.start();
      for (const user of process.users) process.open(user);
      if (this.#isTalking) this.#makeTalk(process);
    });
  }

  setClocks(ms: number): void {
    for (const process of this.#processes) process.tell({ do: "jump", ms });
  }

  sayTwice(dice: Dice): void {
    const { user } = dice.oneOf(this.chronicles.all.filter(isMentor));
    this.#processOf(user).tell({ do: "double", user });
  }

  /** Who is not there, or has not everything stored. */
  waiting(): string[] {
    return this.chronicles.all.flatMap(({ user, state, drafts, doubles }) => {
      const isSettled = state === "online" && drafts + doubles === 0;
      return isSettled ? [] : [`${user} is ${state} and waits for ${drafts + doubles}`];
    });
  }

  /** Everyone is there and everything that was written is stored; or else who is not, and what waits. */
  async settled(): Promise<string[]> {
    let least = Number.POSITIVE_INFINITY;
    let goesOn = true;
    while (goesOn && this.waiting().length > 0) {
      const before = least;
      // A full outbox takes as long as it takes, but it has to become less.
      await eventually(() => {
        least = this.#left();
        assert.ok(least < before);
      }).catch(() => {
        goesOn = false;
      });
    }
    return this.waiting();
  }

  /** All that the host has, asked by the one who may read all of it. */
  async history(): Promise<readonly Told[]> {
    const [opener] = this.chronicles.all;
    if (!opener) return [];
    opener.history = undefined;
    this.#processOf(opener.user).tell({ do: "readAll", user: opener.user });
    await eventually(() => assert.ok(opener.history)).catch(() => {});
    return opener.history ?? [];
  }

  async end(): Promise<void> {
    await Promise.all(this.#processes.map((process) => process.end()));
    await this.host.kill();
  }

  #left(): number {
    const offline = this.chronicles.all.filter(({ state }) => state !== "online");
    const texts = this.chronicles.all.map(({ drafts, doubles }) => drafts + doubles);
    return texts.reduce((sum, count) => sum + count, offline.length);
  }

  async #letIn(chronicle: UserChronicle, mentorCode: string | undefined): Promise<void> {
    this.#processOf(chronicle.user).open(chronicle.user, mentorCode);
    await eventually(() => assert.ok(chronicle.isOpen, chronicle.troubles.join()));
  }

  async #newMentorCode({ user }: UserChronicle): Promise<string> {
    const chronicle = this.chronicles.of(user);
    this.#processOf(user).tell({ do: "mentorCode", user });
    await eventually(() => assert.ok(chronicle.mentorCode));
    return chronicle.mentorCode ?? "";
  }

  #makeTalk(process: ClientProcess): void {
    for (const user of process.users) {
      process.tell({ do: "talk", user, everyMs: this.#talkEveryMs({ user }) });
    }
  }

  /** In a large class mentors say less, so that the load is that of the faults and not of the machine. */
  #talkEveryMs(chronicle: Pick<UserChronicle, "user">): number {
    if (!isMentor(chronicle)) return talkEveryMs.student;
    return talkEveryMs.mentor * Math.max(1, this.#options.clients / usualClients);
  }

  #processOf(user: string): ClientProcess {
    const process = this.#processes.find(({ users }) => users.includes(user));
    if (!process) throw new Error(`nobody is called ${user}`);
    return process;
  }

  /** One fault at a time for each process. */
  async #alone<Struck extends HostProcess | ClientProcess>(
    struck: Struck,
    strike: () => Promise<void>,
  ): Promise<void> {
    if (this.#struck.has(struck)) return;
    this.#struck.add(struck);
    try {
      await strike();
    } finally {
      this.#struck.delete(struck);
    }
  }
}

async function pause(process: HostProcess | ClientProcess, ms: number): Promise<void> {
  process.stop();
  await delay(ms);
  process.goOn();
}

function isMentor({ user }: Pick<UserChronicle, "user">): boolean {
  return Number(user.slice("user".length)) % mentorsEvery === 0;
}
