import { type Clock, type FileId, limits, type RoomId } from "@classchat/core";
import type { Conversation } from "./conversation.ts";
import type { FileTraffic } from "./file-traffic.ts";
import type { InTurnOf } from "./in-turn.ts";
import type { Blobs, FileRecord, FileStore, MessageStore } from "./ports.ts";
import { nameOf } from "./upload.ts";

export interface FileRemovalPorts {
  files: FileStore;
  messages: Pick<MessageStore, "findDraft">;
  blobs: Blobs;
  clock: Clock;
  conversation: Conversation;
  traffic: FileTraffic;
  /** The steps that begin, end or remove a file. */
  steps: InTurnOf<FileId>;
}

/** Takes files away: those whose message was removed, and those that no message will ever announce. */
export class FileRemoval {
  readonly #room: RoomId;
  readonly #ports: FileRemovalPorts;

  constructor(room: RoomId, ports: FileRemovalPorts) {
    this.#room = room;
    this.#ports = ports;
  }

  // The record first: what was begun before that is ended here, and nothing begins after it.
  async remove(records: readonly FileRecord[]): Promise<void> {
    const { files, steps } = this.#ports;
    await files.remove(records.map(({ id }) => id));
    for (const record of records) await steps.run(record.id, () => this.#dropBytes(record));
  }

  /** The same for one file, where its step goes on already. */
  async drop(record: FileRecord): Promise<void> {
    await this.#ports.files.remove([record.id]);
    await this.#dropBytes(record);
  }

  /** Whether the message of that `seq` was removed. */
  async isRemoved(): Promise<(seq: number) => boolean> {
    const { clearedSeq, deleted } = await this.#ports.conversation.removals();
    const all = new Set(deleted);
    return (seq) => seq <= clearedSeq || all.has(seq);
  }

  /** Removes the files of messages that were removed. */
  async removeGone(): Promise<void> {
    const isRemoved = await this.isRemoved();
    const records = await this.#list();
    await this.remove(records.filter(({ seq }) => seq !== undefined && isRemoved(seq)));
  }

  /**
   * At the start: ties files to the messages that announce them, where the host stopped in between, and
   * removes what no message announces, but for uploads that may still be gone on with.
   */
  async sweep(): Promise<void> {
    await this.#tieToMessages();
    await this.removeGone();
    await this.#removeStale();
    await this.#removeStrangers();
  }

  async #tieToMessages(): Promise<void> {
    const { files, messages } = this.#ports;
    const loose = (await this.#list()).filter(({ seq }) => seq === undefined);
    for (const { id, account: author, draft } of loose) {
      const message = await messages.findDraft(this.#room, { author, id: draft });
      if (message) await files.announce(id, message.seq);
    }
  }

  // A log that was restored may be older than the files beside it, and give their numbers to other messages.
  async #removeStale(): Promise<void> {
    const head = await this.#ports.conversation.head();
    const tooOld = this.#ports.clock.now() - limits.file.unfinishedMs;
    const records = await this.#list();
    await this.remove(
      records.filter(({ seq, offeredAt }) => (seq === undefined ? offeredAt < tooOld : seq > head)),
    );
  }

  async #removeStrangers(): Promise<void> {
    const { blobs } = this.#ports;
    const known = new Set((await this.#list()).map(({ id }) => id));
    for (const file of await blobs.list(this.#room)) {
      if (!known.has(file)) await blobs.remove({ room: this.#room, file });
    }
  }

  #list(): Promise<FileRecord[]> {
    return this.#ports.files.list(this.#room);
  }

  async #dropBytes(record: FileRecord): Promise<void> {
    await this.#ports.traffic.end(record.id);
    await this.#ports.blobs.remove(nameOf(record));
  }
}
