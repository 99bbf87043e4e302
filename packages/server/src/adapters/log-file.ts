import { appendFile, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "@classchat/core";
import { errorCode, fileMode } from "./disk.ts";

export interface LogFileParts {
  clock: Pick<Clock, "now">;
  /** Told how many lines were lost: too many came at once, or the disk did not take them. */
  onLost(lines: number): void;
  /** At that size a new file is begun. */
  mostBytes?: number;
}

export const logName = "classchat.log";

const files = 5;
const waitingAtMost = 1_000;
/** Much less than a file takes. */
const linesAtOnce = 50;

/**
 * The host's log: one JSON object a line. It is written beside everything else and waited for by nobody; what cannot be
 * written is lost, and counted.
 */
export class LogFile {
  readonly #path: string;
  readonly #parts: LogFileParts;
  readonly #waiting: string[] = [];
  #writing: Promise<void> | undefined;
  #isTorn = false;

  constructor(folder: string, parts: LogFileParts) {
    this.#path = join(folder, logName);
    this.#parts = parts;
  }

  add(entry: Readonly<Record<string, unknown>>): void {
    if (this.#waiting.length < waitingAtMost) this.#queue(entry);
    else this.#parts.onLost(1);
  }

  /** Resolves when everything is written. */
  async close(): Promise<void> {
    await this.#writing;
  }

  #queue(entry: Readonly<Record<string, unknown>>): void {
    const at = new Date(this.#parts.clock.now()).toISOString();
    this.#waiting.push(`${JSON.stringify({ at, ...entry })}\n`);
    this.#writing ??= this.#writeAll();
  }

  async #writeAll(): Promise<void> {
    // What comes in the same turn goes out in one piece.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#write(this.#waiting.splice(0, linesAtOnce));
    this.#writing = undefined;
  }

  async #write(lines: readonly string[]): Promise<void> {
    try {
      const text = lines.join("");
      await this.#rotate(Buffer.byteLength(text));
      // Half a line may be what the disk still took.
      await appendFile(this.#path, this.#isTorn ? `\n${text}` : text, { mode: fileMode });
      this.#isTorn = false;
    } catch {
      this.#isTorn = true;
      this.#parts.onLost(lines.length);
    }
  }

  async #rotate(moreBytes: number): Promise<void> {
    const { mostBytes = 1024 * 1024 } = this.#parts;
    const size = await sizeOf(this.#path);
    if (size === 0 || size + moreBytes <= mostBytes) return;
    for (let age = files - 1; age > 0; age--)
      await moveIfThere(this.#aged(age - 1), this.#aged(age));
  }

  #aged(age: number): string {
    return age === 0 ? this.#path : `${this.#path}.${age}`;
  }
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(ignoreMissing))?.size ?? 0;
}

async function moveIfThere(from: string, to: string): Promise<void> {
  await rename(from, to).catch(ignoreMissing);
}

function ignoreMissing(error: unknown): undefined {
  if (errorCode(error) !== "ENOENT") throw error;
}
