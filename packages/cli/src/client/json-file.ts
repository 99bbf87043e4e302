import { randomUUID } from "node:crypto";
import { open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type * as z from "zod";
import { ensureFolder } from "./data-folder.ts";
import { withFileLock } from "./file-lock.ts";

interface JsonFileOptions<Value> {
  path: string;
  schema: z.ZodType<Value>;
  empty: Value;
  /** Told when the file could not be understood and where it was put; it goes on as if empty. */
  onDamaged: (keptAs: string) => void;
}

/** One value in one file that several processes read and change, and that only its owner may read. */
export class JsonFile<Value> {
  readonly #options: JsonFileOptions<Value>;

  constructor(options: JsonFileOptions<Value>) {
    this.#options = options;
  }

  async read(): Promise<Value> {
    const text = await readIfThere(this.#options.path);
    if (text === undefined) return this.#options.empty;
    const value = this.#options.schema.safeParse(parseJson(text));
    return value.success ? value.data : this.#readAgain();
  }

  /** Reads, changes and writes in one step, so that two processes lose nothing of each other's. */
  async update(change: (value: Value) => Value): Promise<Value> {
    await ensureFolder(dirname(this.#options.path));
    return withFileLock(this.#options.path, async () => {
      const before = await this.#readOrSetAside();
      const after = change(before);
      if (after !== before) await replaceFile(this.#options.path, `${JSON.stringify(after)}\n`);
      return after;
    });
  }

  #readAgain(): Promise<Value> {
    return withFileLock(this.#options.path, () => this.#readOrSetAside());
  }

  async #readOrSetAside(): Promise<Value> {
    const { path, schema, empty, onDamaged } = this.#options;
    const text = await readIfThere(path);
    if (text === undefined) return empty;
    const value = schema.safeParse(parseJson(text));
    if (value.success) return value.data;
    onDamaged(await setAside(path));
    return empty;
  }
}

/** Writes a file so that a reader, or a power cut, meets either the old or the new one whole. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeNew(temporary, text);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Moves a file that cannot be understood out of the way, and says where it is now. */
export async function setAside(path: string): Promise<string> {
  const keptAs = `${path}.${randomUUID()}.damaged`;
  await rename(path, keptAs);
  return keptAs;
}

export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

export function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | undefined)?.code === "ENOENT";
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function writeNew(path: string, text: string): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
