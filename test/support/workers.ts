import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { type Program, startProgram } from "./programs.ts";

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** Starts a program of `test/programs` that answers each line of JSON with one. */
export function startWorker(name: string, ...args: string[]): Worker {
  return new Worker(startProgram(name, ...args));
}

/** A program that answers each line of JSON with one. */
export class Worker {
  readonly #program: Program;
  readonly #waiting: Waiting[] = [];
  #ended: Error | undefined;

  constructor(program: Program) {
    this.#program = program;
    program.onLine((line) => this.#waiting.shift()?.resolve(JSON.parse(line)));
    program.process.once("close", () => {
      this.#ended = new Error("The program ended.");
      for (const { reject } of this.#waiting) reject(this.#ended);
    });
  }

  /** The next line. */
  heard<Answer>(): Promise<Answer> {
    if (this.#ended) return Promise.reject(this.#ended);
    return new Promise((resolve, reject) =>
      this.#waiting.push({ resolve: (answer) => resolve(answer as Answer), reject }),
    );
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
    if (this.#ended) return;
    this.#program.process.stdin?.end();
    await once(this.#program.process, "close");
  }
}
