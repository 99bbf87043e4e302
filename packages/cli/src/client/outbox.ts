import { createHash } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { type ErrorCode, foldName, isErrorCode, type RoomId } from "@classchat/core";
import * as z from "zod";
import { ensureFolder } from "./data-folder.ts";
import { isMissing, parseJson, readIfThere, replaceFile, setAside } from "./json-file.ts";

const StoredDraft = z.object({
  id: z.uuid(),
  text: z.string(),
  at: z.int(),
  /** Why the host will not have it. */
  failed: z.custom<ErrorCode>(isErrorCode).optional(),
});

/** What was written and is not known to be stored by the host. */
export type KeptDraft = z.output<typeof StoredDraft>;

interface OutboxOptions {
  /** The client's folder. */
  folder: string;
  room: RoomId;
  user: string;
  /** Told when a draft could not be understood and where it was put. */
  onDamaged: (keptAs: string) => void;
}

/**
 * Drafts of one person in one room: a file each, so that several processes and a kill -9 lose none. Their
 * names begin with a number that grows, which is the order in which they go out.
 */
export class Outbox {
  readonly #folder: string;
  readonly #onDamaged: (keptAs: string) => void;
  #lastOrder = 0;

  constructor({ folder, room, user, onDamaged }: OutboxOptions) {
    this.#folder = join(folder, "outbox", room, nameOnDisk(user));
    this.#onDamaged = onDamaged;
  }

  async add(draft: KeptDraft): Promise<void> {
    await ensureFolder(this.#folder);
    const order = Math.max(this.#lastOrder, ...(await this.#names()).map(orderOf)) + 1;
    this.#lastOrder = order;
    await replaceFile(join(this.#folder, fileName(order, draft.id)), JSON.stringify(draft));
  }

  /** All drafts, the oldest first. */
  async list(): Promise<KeptDraft[]> {
    const drafts = await Promise.all((await this.#names()).map((name) => this.#read(name)));
    return drafts.filter((draft) => draft !== undefined);
  }

  /** The host has it, or its author no longer wants it. */
  async remove(id: string): Promise<void> {
    for (const name of await this.#names()) {
      if (idOf(name) === id) await rm(join(this.#folder, name), { force: true });
    }
  }

  /** Keeps the draft, with why it was refused or, without a code, to be sent again. */
  async mark(id: string, failed: ErrorCode | undefined): Promise<void> {
    const name = (await this.#names()).find((name) => idOf(name) === id);
    const draft = name && (await this.#read(name));
    if (!draft) return;
    const { failed: _, ...rest } = draft;
    const marked = failed === undefined ? rest : { ...rest, failed };
    await replaceFile(join(this.#folder, name), JSON.stringify(marked));
  }

  async #read(name: string): Promise<KeptDraft | undefined> {
    const path = join(this.#folder, name);
    const text = await readIfThere(path);
    if (text === undefined) return undefined;
    const draft = StoredDraft.safeParse(parseJson(text));
    if (draft.success && draft.data.id === idOf(name)) return draft.data;
    await setAside(path).then(this.#onDamaged, ignoreMissing);
    return undefined;
  }

  async #names(): Promise<string[]> {
    try {
      return (await readdir(this.#folder)).filter((name) => draftFile.test(name)).sort();
    } catch (error) {
      ignoreMissing(error);
      return [];
    }
  }
}

const draftFile = /^\d{12}-[0-9a-f-]{36}\.json$/u;

function fileName(order: number, id: string): string {
  return `${String(order).padStart(12, "0")}-${id}.json`;
}

function orderOf(name: string): number {
  return Number(name.slice(0, 12));
}

function idOf(name: string): string {
  return name.slice(13, -".json".length);
}

const plainName = /^[a-z0-9][a-z0-9_-]{0,39}$/u;
// https://learn.microsoft.com/windows/win32/fileio/naming-a-file: these name devices.
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)$/u;

// The name comes from the host, and file systems differ in what they take and tell apart.
/** A name that no other user has, and that every file system takes. */
export function nameOnDisk(user: string): string {
  const name = foldName(user);
  if (plainName.test(name) && !deviceName.test(name)) return name;
  return `~${createHash("sha256").update(name).digest("hex").slice(0, 32)}`;
}

function ignoreMissing(error: unknown): void {
  if (!isMissing(error)) throw error;
}
