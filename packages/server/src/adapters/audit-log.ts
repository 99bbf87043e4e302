import { appendFile, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Clock, cleanLine } from "@classchat/core";
import type { Audit, Logger } from "../chat/ports.ts";
import { errorCode, fileMode } from "./disk.ts";

interface AuditLogParts {
  clock: Clock;
  logger: Logger;
  /** At that size a new file is begun; the one before stays as `audit.log.1`. */
  mostBytes?: number;
}

/** Writes down in `audit.log` who decided what, one line each. What cannot be written stops nobody. */
export function openAuditLog(folder: string, parts: AuditLogParts): AuditLog {
  return new AuditLog(join(folder, "audit.log"), parts);
}

class AuditLog implements Audit {
  readonly #path: string;
  readonly #parts: AuditLogParts;
  #waiting: string[] = [];
  #writing: Promise<void> | undefined;

  constructor(path: string, parts: AuditLogParts) {
    this.#path = path;
    this.#parts = parts;
  }

  record({ room, by, did }: Parameters<Audit["record"]>[0]): void {
    const time = new Date(this.#parts.clock.now()).toISOString();
    this.#waiting.push(`${cleanLine(`${time} ${room}: ${by} ${did}`)}\n`);
    this.#writing ??= this.#writeAll();
  }

  /** Resolves when everything is written. */
  async close(): Promise<void> {
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) await this.#write(this.#waiting.splice(0).join(""));
    this.#writing = undefined;
  }

  async #write(lines: string): Promise<void> {
    try {
      await this.#rotate(Buffer.byteLength(lines));
      await appendFile(this.#path, lines, { mode: fileMode });
    } catch (error) {
      this.#parts.logger.error("The audit log cannot be written", error);
    }
  }

  async #rotate(moreBytes: number): Promise<void> {
    const { mostBytes = 4 * 1024 * 1024 } = this.#parts;
    const size = await sizeOf(this.#path);
    if (size > 0 && size + moreBytes > mostBytes) await rename(this.#path, `${this.#path}.1`);
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return 0;
    throw error;
  }
}
