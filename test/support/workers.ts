import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { startProgram } from "./programs.ts";

/** A program that answers each line of JSON with one. */
export class Worker {
  readonly #program: ReturnType<typeof startProgram>;
  readonly #waiting: ((answer: unknown) => void)[] = [];

  constructor(name: string, ...args: string[]) {
    this.#program = startProgram(name, ...args);
    this.#program.onLine((line) => this.#waiting.shift()?.(JSON.parse(line)));
  }

  /** The next line. */
  heard<Answer>(): Promise<Answer> {
    return new Promise((resolve) => this.#waiting.push((answer) => resolve(answer as Answer)));
  }

  ask<Answer>(task: object): Promise<Answer> {
    this.#program.process.stdin?.write(`${JSON.stringify(task)}\n`);
    return this.heard();
  }

  /** Bytes of memory in use; NaN where that cannot be known. */
  async memory(): Promise<number> {
    const status = await readFile(`/proc/${this.#program.process.pid}/status`, "utf8").catch(
      () => "",
    );
    return Number(/VmRSS:\s+(\d+)/u.exec(status)?.[1] ?? Number.NaN) * 1024;
  }

  async end(): Promise<void> {
    this.#program.process.stdin?.end();
    await once(this.#program.process, "close");
  }
}
