import { randomUUID } from "node:crypto";
import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { RoomId } from "@classchat/core";
import { words } from "../words/words.ts";
import { ensureFolder } from "./data-folder.ts";
import { isMissing } from "./json-file.ts";
import { nameOnDisk } from "./outbox.ts";
import { TransferFailure } from "./transfer-failure.ts";

interface PastedTextsOptions {
  /** The client's folder. */
  folder: string;
  room: RoomId;
  /** Who sits here; throws `not-signed-in` where nobody does. */
  user: () => string;
  /** Hands the file in; rejects with why it is not. */
  send: (path: string) => Promise<unknown>;
}

/**
 * Texts that somebody pasted into a room to go out as files. Each lies in a folder of its own, for its author, until it
 * is stored or given up: what was not sent stays over a crash, and waits for a `/retry` or a `/discard`.
 */
export class PastedTexts {
  readonly #options: PastedTextsOptions;
  /** The folders whose text is on its way. */
  readonly #sending = new Set<string>();

  constructor(options: PastedTextsOptions) {
    this.#options = options;
  }

  /** Resolves when the text is stored, or was given up; rejects with why it is not and where it is kept. */
  async send(text: string): Promise<void> {
    const place = join(this.#home(), `${process.pid}-${randomUUID()}`);
    const path = join(place, `pasted-${clockWords(new Date())}.txt`);
    await this.#whileSending(place, async () => {
      await ensureFolder(place);
      await writeFile(path, `${text.trimEnd()}\n`, { mode: 0o600, flag: "wx" });
      await this.#handIn(place, path);
    });
  }

  /** How many were not sent, in this run or in one before. */
  async countLeft(): Promise<number> {
    return (await this.#left()).length;
  }

  /** Sends them once more, and says how many they are. What becomes of them is told as of all files. */
  async retryAll(): Promise<number> {
    const places = await this.#left();
    for (const place of places) this.#handInAgain(place).catch(ignore);
    return places.length;
  }

  /** Gives them up, and says how many they were. */
  async discardAll(): Promise<number> {
    const places = await this.#left();
    await Promise.all(places.map(remove));
    return places.length;
  }

  async #handInAgain(place: string): Promise<void> {
    await this.#whileSending(place, async () => {
      const [name] = await namesIn(place);
      if (name === undefined) await remove(place);
      else await this.#handIn(place, join(place, name));
    });
  }

  async #handIn(place: string, path: string): Promise<void> {
    try {
      await this.#options.send(path);
    } catch (cause) {
      if (!isGivenUp(cause)) throw new TransferFailure(words.files.pastedKept(path), { cause });
    }
    await remove(place);
  }

  async #whileSending(place: string, work: () => Promise<void>): Promise<void> {
    this.#sending.add(place);
    try {
      await work();
    } finally {
      this.#sending.delete(place);
    }
  }

  /** Those that no running program is about to send. */
  async #left(): Promise<string[]> {
    const home = this.#home();
    const names = (await namesIn(home)).filter((name) => !isOfOther(name));
    return names.map((name) => join(home, name)).filter((place) => !this.#sending.has(place));
  }

  #home(): string {
    const { folder, room, user } = this.#options;
    return join(folder, "pasted", room, nameOnDisk(user()));
  }
}

/** Whether another classchat that still runs made that folder. */
function isOfOther(name: string): boolean {
  const pid = Number.parseInt(name, 10);
  return pid > 0 && pid !== process.pid && isRunning(pid);
}

/** One of another user is none of ours: the number was given away again. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function remove(place: string): Promise<void> {
  return rm(place, { recursive: true, force: true });
}

function isGivenUp(cause: unknown): boolean {
  return cause instanceof TransferFailure && cause.isGivenUp;
}

/** `142305`, which every file system takes. */
function clockWords(at: Date): string {
  const parts = [at.getHours(), at.getMinutes(), at.getSeconds()];
  return parts.map((part) => String(part).padStart(2, "0")).join("");
}

/** It was told as an event. */
function ignore(): void {}
