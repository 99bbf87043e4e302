import { once } from "node:events";
import { startProgram } from "../programs.ts";
import { UnrulyProxy } from "../unruly-proxy.ts";
import type { Chronicles } from "./chronicles.ts";
import type { ClientTask, RoomAddress } from "./lines.ts";

interface Parts {
  folder: string;
  room: RoomAddress;
  users: readonly string[];
  chronicles: Chronicles;
}

/** One process with some clients, each behind a proxy of its own. */
export class ClientProcess {
  readonly users: readonly string[];
  readonly proxies = new Map<string, UnrulyProxy>();
  readonly #parts: Parts;
  #program: ReturnType<typeof startProgram> | undefined;

  constructor(parts: Parts) {
    this.users = parts.users;
    this.#parts = parts;
  }

  async start(): Promise<void> {
    for (const user of this.users) {
      const proxy = this.proxies.get(user) ?? (await UnrulyProxy.to(this.#parts.room.port));
      this.proxies.set(user, proxy);
    }
    const { folder, room, chronicles } = this.#parts;
    this.#program = startProgram("chaos-clients", folder, JSON.stringify(room));
    this.#program.process.stdin?.on("error", () => {});
    this.#program.onLine((line) => chronicles.take(JSON.parse(line)));
  }

  /** They come in, for the first time or with what an earlier process left. */
  open(user: string, mentorCode?: string): void {
    const port = this.proxies.get(user)?.port ?? 0;
    const next = this.#parts.chronicles.of(user).saidCount + 1;
    this.tell({ do: "open", user, port, next, ...(mentorCode ? { mentorCode } : {}) });
  }

  tell(task: ClientTask): void {
    this.#program?.process.stdin?.write(`${JSON.stringify(task)}\n`);
  }

  async kill(): Promise<void> {
    const child = this.#program?.process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "close");
  }

  /** Like a laptop that is closed; Windows has no such thing for a process. */
  stop(): void {
    if (process.platform !== "win32") this.#program?.process.kill("SIGSTOP");
  }

  goOn(): void {
    if (process.platform !== "win32") this.#program?.process.kill("SIGCONT");
  }

  async end(): Promise<void> {
    await this.kill();
    for (const proxy of this.proxies.values()) proxy.close();
  }
}
