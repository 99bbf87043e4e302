import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { foldName, RoomId } from "@classchat/core";
import * as z from "zod";
import { JsonFile } from "./json-file.ts";

const Upload = z.object({
  /** The id of the message that will announce it. */
  draft: z.uuid(),
  room: RoomId,
  user: z.string(),
  /** Of the file, and how it looked: one that changed since is another one. */
  path: z.string(),
  size: z.int(),
  changedAt: z.number(),
  /** When it was begun, in ms since 1970. */
  at: z.int(),
});
type Upload = z.output<typeof Upload>;

export type UploadedFile = Omit<Upload, "draft" | "at">;

/** Longer ago than this no host has the part any more. */
const keptMs = 24 * 3_600_000;

/**
 * The uploads that were begun and not finished. Whoever sends the same file to the same room again after a
 * crash goes on with them: the host knows an upload by its draft's id.
 */
export class UnfinishedUploads {
  readonly #file: JsonFile<Upload[]>;

  constructor(folder: string, onDamaged: (keptAs: string) => void) {
    const path = join(folder, "uploads.json");
    this.#file = new JsonFile({ path, schema: z.array(Upload), empty: [], onDamaged });
  }

  /** The draft's id for this upload: that of the one that was begun, or a new one. */
  async begin(file: UploadedFile, now: number): Promise<string> {
    const uploads = await this.#file.update((all) => {
      const recent = all.filter(({ at }) => at > now - keptMs);
      if (recent.some((upload) => isOf(upload, file))) return recent;
      return [...recent, { ...file, draft: randomUUID(), at: now }];
    });
    // The step above has kept it.
    return (uploads.find((upload) => isOf(upload, file)) as Upload).draft;
  }

  /** It is stored, or given up. */
  async end(draft: string): Promise<void> {
    await this.#file.update((all) => all.filter((upload) => upload.draft !== draft));
  }
}

function isOf(upload: Upload, { room, user, path, size, changedAt }: UploadedFile): boolean {
  const isSameFile = upload.path === path && upload.size === size && upload.changedAt === changedAt;
  return isSameFile && upload.room === room && foldName(upload.user) === foldName(user);
}
