import {
  type Attachment,
  ChatError,
  type Clock,
  type FileId,
  type FileOffer,
  type FileRules,
  limits,
  type Message,
  type Output,
  type RoomId,
} from "@classchat/core";
import type { Conversation, Reader } from "./conversation.ts";
import type { FreeRoom } from "./free-room.ts";
import type { BlobReader, Blobs, FileRecord, FileStore, MessageStore, Secrets } from "./ports.ts";
import type { Seat } from "./seat.ts";
import { Tickets } from "./tickets.ts";
import { nameOf, Upload } from "./upload.ts";

export interface FilesPorts {
  files: FileStore;
  messages: Pick<MessageStore, "findDraft">;
  blobs: Blobs;
  secrets: Pick<Secrets, "fileId" | "token">;
  clock: Clock;
  conversation: Conversation;
  freeRoom: Pick<FreeRoom, "requireForFile">;
  /** Throws where this member may not write now. */
  mayWrite(seat: Seat): void;
}

/** What a ticket lets its holder do, on a connection of its own. */
export type TransferRight =
  | { type: "upload"; seat: Seat; session: string; file: FileId }
  | { type: "download"; seat: Seat; session: string; file: FileId };

/** The files of one room: who may hand in what, and who may fetch it. */
export class Files {
  readonly rules: FileRules;
  readonly #room: RoomId;
  readonly #ports: FilesPorts;
  readonly #tickets: Tickets<TransferRight>;
  /** Uploads that are going on; a file has one at a time. */
  readonly #uploads = new Map<FileId, Upload>();

  constructor(room: RoomId, rules: FileRules, ports: FilesPorts) {
    this.#room = room;
    this.rules = rules;
    this.#ports = ports;
    this.#tickets = new Tickets(ports);
  }

  /** Takes an offer, or the same one again, and says how much of it is here already. */
  async offer(
    { seat, session }: { seat: Seat; session: string },
    offer: FileOffer,
  ): Promise<Output<"file:offer">> {
    this.#ports.mayWrite(seat);
    if (offer.size > this.rules.maxBytes) throw new ChatError("file-too-large");
    await this.#ports.freeRoom.requireForFile(offer.size);
    const record = await this.#record(seat, offer);
    if (!isSameFile(record, offer)) throw new ChatError("file-changed");
    const { id: file } = record;
    const done = await this.#announced(seat, record);
    const received = done ? record.size : await this.#ports.blobs.size(nameOf(record));
    const ticket = this.#tickets.issue({ type: "upload", seat, session, file });
    return { file, ticket, received, done };
  }

  /** Lets a file be fetched by someone who may read the message that announces it. */
  async fetch(
    { seat, session }: { seat: Seat; session: string },
    file: FileId,
  ): Promise<Output<"file:fetch">> {
    const attachment = await this.#readable(seat, file);
    const ticket = this.#tickets.issue({ type: "download", seat, session, file });
    return { attachment, ticket };
  }

  /** The newest messages before that `seq` that announce a file and may be read, in order of `seq`. */
  async list(
    reader: Reader,
    { before = Number.MAX_SAFE_INTEGER, limit }: { before: number | undefined; limit: number },
  ): Promise<Message[]> {
    const { conversation, files } = this.#ports;
    const above = await conversation.readableAbove(reader);
    const seqs = (await files.list(this.#room))
      .flatMap(({ seq }) => (seq === undefined ? [] : [seq]))
      .filter((seq) => seq > above && seq < before)
      .sort((a, b) => a - b)
      .slice(-limit);
    const messages = await Promise.all(seqs.map((seq) => conversation.find(reader, seq)));
    return messages.filter((message) => message !== undefined);
  }

  /** Gives up an upload of one's own. */
  async cancel({ account }: Seat, id: FileId): Promise<void> {
    const record = await this.#ports.files.find(id);
    const isTheirs = record?.account === account && record.room === this.#room;
    if (!isTheirs || record.seq !== undefined) throw new ChatError("file-not-found");
    await this.#remove([record]);
  }

  /** The right behind a ticket; throws `ticket-expired` where it is worth nothing any more. */
  spend(ticket: string): TransferRight {
    const right = this.#tickets.spend(ticket);
    if (!right) throw new ChatError("ticket-expired");
    return right;
  }

  /** Begins the transfer of an offered file. An older one of the same file ends. */
  async upload(id: FileId): Promise<Upload> {
    const record = await this.#ports.files.find(id);
    if (!record || record.seq !== undefined) throw new ChatError("file-not-found");
    await this.#uploads.get(id)?.close();
    const upload = await Upload.open(record, this.#ports.blobs, this.rules);
    this.#uploads.set(id, upload);
    return upload;
  }

  /** All was sent: keeps the file and announces it. */
  async finish(seat: Seat, upload: Upload): Promise<Message> {
    this.#ports.mayWrite(seat);
    const text = await upload.finish();
    this.#uploads.delete(upload.record.id);
    return this.#announce(seat, upload.record, text);
  }

  /** Ends a transfer that did not come to its end; what was received stays to be gone on with. */
  async pause(upload: Upload): Promise<void> {
    const { id } = upload.record;
    if (this.#uploads.get(id) === upload) this.#uploads.delete(id);
    await upload.close();
  }

  /** The bytes of a file, if they may still be read. */
  async download(seat: Seat, id: FileId): Promise<BlobReader> {
    await this.#readable(seat, id);
    return this.#ports.blobs.read({ room: this.#room, file: id });
  }

  /** Removes the files of messages that were removed: all up to that `seq`, or that one. */
  async removeOf(isRemoved: (seq: number) => boolean): Promise<void> {
    const records = await this.#ports.files.list(this.#room);
    await this.#remove(records.filter(({ seq }) => seq !== undefined && isRemoved(seq)));
  }

  /**
   * At the start: ties files to the messages that announce them, where the host stopped in between, and
   * removes what no message announces, but for uploads that may still be gone on with.
   */
  async sweep(isRemoved: (seq: number) => boolean): Promise<void> {
    const { files, blobs, clock } = this.#ports;
    await this.#tieToMessages();
    await this.removeOf(isRemoved);
    const tooOld = clock.now() - limits.file.unfinishedMs;
    const records = await files.list(this.#room);
    const stale = records.filter(({ seq, offeredAt }) => seq === undefined && offeredAt < tooOld);
    await this.#remove(stale);
    const known = new Set(records.map(({ id }) => id));
    for (const file of await blobs.list(this.#room)) {
      if (!known.has(file)) await blobs.remove({ room: this.#room, file });
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#uploads.values()].map((upload) => upload.close()));
  }

  async #tieToMessages(): Promise<void> {
    const { files, messages } = this.#ports;
    const loose = (await files.list(this.#room)).filter(({ seq }) => seq === undefined);
    for (const { id, account: author, draft } of loose) {
      const message = await messages.findDraft(this.#room, { author, id: draft });
      if (message) await files.announce(id, message.seq);
    }
  }

  async #record({ account }: Seat, { id: draft, ...offer }: FileOffer): Promise<FileRecord> {
    const { files, secrets, clock } = this.#ports;
    const { accountBytes, roomBytes } = limits.file;
    const record = await files.offer(
      {
        ...offer,
        ...{ id: secrets.fileId(), room: this.#room, account, draft },
        offeredAt: clock.now(),
        seq: undefined,
      },
      { accountBytes, roomBytes },
    );
    if (!record) throw new ChatError("files-full");
    return record;
  }

  /** The message of a file that is here whole: its notice, or the answer to its last piece, was lost. */
  async #announced(seat: Seat, record: FileRecord): Promise<Message | null> {
    if (record.seq === undefined) return null;
    return (await this.#ports.conversation.find(seat, record.seq)) ?? null;
  }

  async #announce(seat: Seat, record: FileRecord, text: string): Promise<Message> {
    const { conversation, files } = this.#ports;
    const draft = { id: record.draft, text, file: attachmentOf(record) };
    const message = await conversation.send(seat, draft);
    await files.announce(record.id, message.seq);
    return message;
  }

  // The history rule is the conversation's: a file may be read by whoever may read its message.
  async #readable(reader: Reader, id: FileId): Promise<Attachment> {
    const record = await this.#ports.files.find(id);
    const seq = record?.room === this.#room ? record.seq : undefined;
    const message =
      seq === undefined ? undefined : await this.#ports.conversation.find(reader, seq);
    if (message?.file?.id !== id) throw new ChatError("file-not-found");
    return message.file;
  }

  async #remove(records: readonly FileRecord[]): Promise<void> {
    const { files, blobs } = this.#ports;
    for (const record of records) {
      await this.#uploads.get(record.id)?.close();
      this.#uploads.delete(record.id);
      await blobs.remove(nameOf(record));
    }
    await files.remove(records.map(({ id }) => id));
  }
}

function isSameFile(record: FileRecord, offer: FileOffer): boolean {
  return record.size === offer.size && record.sha256 === offer.sha256;
}

function attachmentOf({ id, name, size, sha256 }: FileRecord): Attachment {
  return { id, name, size, sha256 };
}
