import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { RoomId } from "@classchat/core";
import { ensureFolder } from "./data-folder.ts";
import { readIfThere, replaceFile } from "./json-file.ts";
import { nameOnDisk } from "./outbox.ts";

/** What somebody has begun to write in a room: a file for each room and author. */
export class KeptTexts {
  readonly #folder: string;

  /** In the client's folder. */
  constructor(folder: string) {
    this.#folder = join(folder, "begun");
  }

  /** Nothing is the empty text. */
  async read(room: RoomId, user: string): Promise<string> {
    return (await readIfThere(this.#pathOf(room, user))) ?? "";
  }

  async write(room: RoomId, user: string, text: string): Promise<void> {
    const path = this.#pathOf(room, user);
    if (text === "") return rm(path, { force: true });
    await ensureFolder(dirname(path));
    await replaceFile(path, text);
  }

  #pathOf(room: RoomId, user: string): string {
    return join(this.#folder, room, `${nameOnDisk(user)}.txt`);
  }
}
