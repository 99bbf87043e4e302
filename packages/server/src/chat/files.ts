import {
  type Attachment,
  ChatError,
  type Clock,
  type ErrorCode,
  type FileId,
  type FileOffer,
  type FileRules,
  limits,
  type Message,
  type Output,
  type RoomId,
} from "@classchat/core";
import type { Conversation, Reader } from "./conversation.ts";
import { FileRemoval } from "./file-removal.ts";
import { FileTraffic } from "./file-traffic.ts";
import type { FreeRoom } from "./free-room.ts";
import { InTurnOf } from "./in-turn.ts";
import type {
  AccountId,
  BlobReader,
  Blobs,
  FileRecord,
  FileStore,
  MessageStore,
  Secrets,
} from "./ports.ts";
import type { Seat } from "./seat.ts";
import { Tickets } from "./tickets.ts";
import { nameOf, type Upload, type WholeFile } from "./upload.ts";

export interface FilesPorts {
  files: FileStore;
  messages: Pick<MessageStore, "findDraft">;
  blobs: Blobs;
  secrets: Pick<Secrets, "fileId" | "token">;
  clock: Clock;
  conversation: Conversation;
  freeRoom: Pick<FreeRoom, "requireForFile" | "requireForUploads" | "lookAgain">;
  /** Throws where this member may not write now. */
  mayWrite(seat: Seat): void;
}

/** What a ticket lets its holder do, on a connection of its own. */
export interface TransferRight {
  type: "upload" | "download";
  seat: Seat;
  session: string;
  file: FileId;
}

/** What will never become the file that was offered, or finds no room: what the host has of it goes at once. */
const hopeless: readonly ErrorCode[] = [
  "file-changed",
  "file-not-text",
  "disk-full",
  "disk-low",
  "message-removed",
];

/** The files of one room: who may hand in what, and who may fetch it. */
export class Files {
  readonly rules: FileRules;
  readonly #room: RoomId;
  readonly #ports: FilesPorts;
  readonly #tickets: Tickets<TransferRight>;
  readonly #traffic: FileTraffic;
  /** The steps that begin, end or remove a file. */
  readonly #steps = new InTurnOf<FileId>();
  readonly #offers = new InTurnOf<AccountId>();
  readonly removal: FileRemoval;

  constructor(room: RoomId, rules: FileRules, ports: FilesPorts) {
    this.#room = room;
    this.rules = rules;
    this.#ports = ports;
    this.#tickets = new Tickets(ports);
    this.#traffic = new FileTraffic({
      ...{ blobs: ports.blobs, rules },
      requireRoom: () => ports.freeRoom.requireForUploads(),
    });
    this.removal = new FileRemoval(room, { ...ports, traffic: this.#traffic, steps: this.#steps });
  }

  /** Takes an offer, or the same one again, and says how much of it is here already. */
  async offer(
    { seat, session }: { seat: Seat; session: string },
    offer: FileOffer,
  ): Promise<Output<"file:offer">> {
    this.#ports.mayWrite(seat);
    if (offer.size > this.rules.maxBytes) throw new ChatError("file-too-large");
    const record = await this.#offers.run(seat.account, () => this.#record(seat, offer));
    if (record.size !== offer.size) throw new ChatError("file-changed");
    const { id: file } = record;
    const done = await this.#announced(seat, record);
    const received = done ? record.size : await this.#ports.blobs.size(nameOf(record));
    await this.#requireRoomOnDisk(record, received);
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
  cancel({ account }: Seat, id: FileId): Promise<void> {
    return this.#steps.run(id, async () => {
      const record = await this.#ports.files.find(id);
      const isTheirs = record?.account === account && record.room === this.#room;
      if (!isTheirs || record.seq !== undefined) throw new ChatError("file-not-found");
      await this.removal.drop(record);
    });
  }

  /** The right behind a ticket; throws `ticket-expired` where it is worth nothing any more. */
  spend(ticket: string): TransferRight {
    const right = this.#tickets.spend(ticket);
    if (!right) throw new ChatError("ticket-expired");
    return right;
  }

  /** Voids tickets that nobody used yet. */
  revoke(isMeant: (right: TransferRight) => boolean): void {
    this.#tickets.revoke(isMeant);
  }

  /** Begins the transfer of an offered file. An older one of the same file ends. */
  upload(id: FileId): Promise<Upload> {
    return this.#steps.run(id, async () => {
      const record = await this.#ports.files.find(id);
      if (!record || record.seq !== undefined) throw new ChatError("file-not-found");
      return this.#traffic.upload(record);
    });
  }

  /** Adds a piece, and gives how many bytes there are. */
  async add(upload: Upload, piece: { offset: number; bytes: Uint8Array }): Promise<number> {
    try {
      return await upload.add(piece);
    } catch (error) {
      await this.#steps.run(upload.record.id, () => this.#giveUpAfter(error, upload));
      throw error;
    }
  }

  /** All was sent: keeps the file and announces it. */
  finish(seat: Seat, upload: Upload, sha256: string): Promise<Message> {
    return this.#steps.run(upload.record.id, async () => {
      this.#ports.mayWrite(seat);
      const whole = await this.#orGiveUp(upload, () => upload.finish(sha256));
      await this.#traffic.leave(upload);
      const message = await this.#orGiveUp(upload, () => this.#tell(seat, upload.record, whole));
      await this.#ports.files.announce(upload.record.id, message.seq);
      // It may have been cleared before its file was known to belong to it.
      if ((await this.removal.isRemoved())(message.seq)) await this.removal.drop(upload.record);
      return message;
    });
  }

  /** Ends a transfer that did not come to its end; what was received stays to be gone on with. */
  pause(upload: Upload): Promise<void> {
    return this.#steps.run(upload.record.id, () => this.#traffic.leave(upload));
  }

  /** The bytes of a file, if they may still be read. */
  download(seat: Seat, file: FileId): Promise<BlobReader> {
    return this.#steps.run(file, async () => {
      await this.#readable(seat, file);
      return this.#traffic.read({ room: this.#room, file });
    });
  }

  close(): Promise<void> {
    return this.#traffic.close();
  }

  async #record({ account }: Seat, { id: draft, ...offer }: FileOffer): Promise<FileRecord> {
    const { files, secrets, clock } = this.#ports;
    await this.#makeWayFor(account, draft);
    const record = await files.offer(
      {
        ...offer,
        ...{ id: secrets.fileId(), room: this.#room, account, draft },
        offeredAt: clock.now(),
        seq: undefined,
      },
      quotasFor(this.rules),
    );
    if (!record) throw new ChatError("files-full");
    return record;
  }

  // Offers count in full, so that a few of them could fill the room without a byte.
  async #makeWayFor(account: AccountId, draft: string): Promise<void> {
    const unfinished = (await this.#ports.files.list(this.#room)).filter(
      (record) => record.account === account && record.seq === undefined,
    );
    if (unfinished.some((record) => record.draft === draft)) return;
    if (unfinished.length < limits.file.uploadsPerAccount) return;
    const idle = unfinished.find(({ id }) => !this.#traffic.isUploading(id));
    if (!idle) throw new ChatError("slow-down");
    await this.removal.remove([idle]);
  }

  async #requireRoomOnDisk(record: FileRecord, received: number): Promise<void> {
    try {
      await this.#ports.freeRoom.requireForFile(record.size - received);
    } catch (error) {
      if (received === 0) await this.removal.remove([record]);
      throw error;
    }
  }

  /** The message of a file that is here whole: its notice, or the answer to its last piece, was lost. */
  async #announced(seat: Seat, record: FileRecord): Promise<Message | null> {
    if (record.seq === undefined) return null;
    return (await this.#ports.conversation.find(seat, record.seq)) ?? null;
  }

  #tell(
    seat: Seat,
    { id, draft, name, size }: FileRecord,
    { sha256, text }: WholeFile,
  ): Promise<Message> {
    const file = { id, name, size, sha256 };
    return this.#ports.conversation.send(seat, { id: draft, text, file });
  }

  async #orGiveUp<Result>(upload: Upload, step: () => Promise<Result>): Promise<Result> {
    try {
      return await step();
    } catch (error) {
      await this.#giveUpAfter(error, upload);
      throw error;
    }
  }

  async #giveUpAfter(error: unknown, { record: { id } }: Upload): Promise<void> {
    if (!(error instanceof ChatError) || !hopeless.includes(error.code)) return;
    const isFull = error.code === "disk-full";
    if (isFull) await this.#ports.freeRoom.lookAgain();
    const record = await this.#ports.files.find(id);
    // A piece may come late, when the file is announced already.
    if (record && record.seq === undefined) await this.removal.drop(record);
    // Now there may be room for messages again.
    if (isFull) await this.#ports.freeRoom.lookAgain();
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
}

/** A mentor who takes larger files shall get more than one of each pupil. */
function quotasFor({ maxBytes }: FileRules): { accountBytes: number; roomBytes: number } {
  const { accountBytes, accountFiles, roomBytes, roomFiles } = limits.file;
  return {
    accountBytes: Math.max(accountBytes, accountFiles * maxBytes),
    roomBytes: Math.max(roomBytes, roomFiles * maxBytes),
  };
}
