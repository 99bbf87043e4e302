import { type ChildProcess, spawn } from "node:child_process";
import { constants, setPriority } from "node:os";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import type { PasswordHasher } from "../chat/ports.ts";
import type { HashAnswer, HashTask } from "./hash-program.ts";
import { scryptHasher } from "./scrypt-hasher.ts";

// Beside this file, as it was compiled or bundled.
const program = fileURLToPath(
  new URL(`./hash-program${extname(import.meta.url)}`, import.meta.url),
);

type Asked = HashTask extends infer Task
  ? Task extends HashTask
    ? Omit<Task, "id">
    : never
  : never;
type Waiting = (answer: string | boolean | undefined) => void;

/**
 * Hashes in a process that gives way to all others of the computer. Within this one the threads that hash would take
 * turns with the thread of the chat, and a class that signs in would hold up what is said. Where there can be no other
 * process, or it ends, it is done here.
 */
export class HasherApart implements PasswordHasher {
  readonly #here = scryptHasher();
  readonly #waiting = new Map<number, Waiting>();
  #process: ChildProcess | undefined;
  #asked = 0;

  /** Where it is done now; undefined while nothing is asked. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  async hash(password: string): Promise<string> {
    const hash = await this.#ask({ do: "hash", password });
    return typeof hash === "string" ? hash : this.#here.hash(password);
  }

  async verify(password: string, hash: string): Promise<boolean> {
    const matches = await this.#ask({ do: "verify", password, hash });
    return typeof matches === "boolean" ? matches : this.#here.verify(password, hash);
  }

  #ask(asked: Asked): Promise<string | boolean | undefined> {
    const id = ++this.#asked;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#process ??= this.#start();
      this.#keepWhileAsked();
      this.#process.send({ ...asked, id } as HashTask, (error) => {
        if (error) this.#answer({ id });
      });
    });
  }

  #start(): ChildProcess {
    const started = spawn(process.execPath, [program], {
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      windowsHide: true,
    });
    started.on("message", (answer: HashAnswer) => this.#answer(answer));
    const forget = () => this.#forget(started);
    started.on("error", forget).on("exit", forget);
    if (started.pid !== undefined) giveWay(started.pid);
    return started;
  }

  #answer({ id, result }: HashAnswer): void {
    this.#waiting.get(id)?.(result);
    this.#waiting.delete(id);
    this.#keepWhileAsked();
  }

  /** It ends with this process, and keeps it only while somebody waits. */
  #keepWhileAsked(): void {
    const what = this.#waiting.size > 0 ? "ref" : "unref";
    this.#process?.[what]();
    this.#process?.channel?.[what]();
  }

  /** What it was asked is left to this process. */
  #forget(ended: ChildProcess): void {
    if (this.#process !== ended) return;
    this.#process = undefined;
    for (const id of this.#waiting.keys()) this.#answer({ id });
  }
}

function giveWay(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended already, or may not: then it only takes more of the computer than it should.
  }
}
