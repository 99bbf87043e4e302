import {
  ChatError,
  type Desk,
  type Draft,
  type FileOffer,
  type FileRules,
  type Input,
  limits,
  type Message,
  type Output,
  protocolVersion,
  type RoomCard,
  version,
} from "@classchat/core";
import { Clearing } from "./clearing.ts";
import { Conversation } from "./conversation.ts";
import { Files } from "./files.ts";
import { FloodControl, type Speaker } from "./flood.ts";
import { FreeRoom } from "./free-room.ts";
import { Moderation, type ModerationPorts } from "./moderation.ts";
import type { Account, Blobs, Counts, RoomRecord, Secrets, Store } from "./ports.ts";
import { Presence } from "./presence.ts";
import type { Seat } from "./seat.ts";
import { Typing } from "./typing.ts";

export interface RoomPorts extends Omit<ModerationPorts, "disk"> {
  store: ModerationPorts["store"] & Pick<Store, "members" | "messages" | "files">;
  blobs: Blobs;
  secrets: Pick<Secrets, "fileId" | "token">;
  fileRules: FileRules;
  /** Students who may be present. */
  members?: number;
  counts?: Counts;
  /** Told when the disk has too little room for something, or enough again. */
  onDisk?: (state: Desk["disk"]) => void;
}

/** One room: who may come in, what they may read there, and who is there now. */
export class Room {
  readonly #ports: RoomPorts;
  #record: RoomRecord;
  #openerName: string | null = null;
  #saidAt = Number.NEGATIVE_INFINITY;
  readonly conversation: Conversation;
  readonly clearing: Clearing;
  readonly presence: Presence;
  readonly moderation: Moderation;
  readonly flood: FloodControl;
  readonly typing: Typing;
  readonly files: Files;
  readonly #freeRoom: FreeRoom;

  constructor(record: RoomRecord, ports: RoomPorts) {
    this.#record = record;
    this.#ports = ports;
    const { messages } = ports.store;
    this.conversation = new Conversation(record.id, { ...ports, messages });
    this.presence = new Presence(ports);
    this.#freeRoom = new FreeRoom({
      ...ports,
      onChange: () => this.#diskChanged(),
    });
    this.moderation = new Moderation(record, { ...ports, disk: () => this.#freeRoom.state });
    const { sanctions } = this.moderation;
    this.flood = new FloodControl({
      ...ports,
      onHeld: () => ports.counts?.add("flood", ["held"]),
      onFlood: (seat) => {
        ports.counts?.add("flood", ["muted"]);
        return sanctions.muteForFlood(seat);
      },
    });
    this.typing = new Typing(ports);
    this.clearing = new Clearing(record, {
      ...ports,
      messages,
      conversation: this.conversation,
      onCleared: (upToAt) => this.moderation.forget(upToAt),
      onRemoved: () => this.files.removal.removeGone(),
    });
    this.files = new Files(record.id, ports.fileRules, {
      ...ports,
      ...ports.store,
      conversation: this.conversation,
      freeRoom: this.#freeRoom,
      mayWrite: (seat) => this.moderation.mayWrite(seat),
    });
  }

  get record(): RoomRecord {
    return this.#record;
  }

  /** All that a stranger may know. */
  card(): RoomCard {
    const { id, name, title } = this.#record;
    const online = this.presence.count;
    const mentor = this.#openerName;
    return {
      app: "classchat",
      protocol: protocolVersion,
      version,
      id,
      name,
      title,
      mentor,
      online,
    };
  }

  /** Makes this mentor the one who opened the room, unless somebody did before. */
  async claim(mentor: Account): Promise<void> {
    if (this.#record.openedBy === undefined) {
      await this.#ports.store.rooms.update(this.#record.id, { openedBy: mentor.id });
      this.#record = { ...this.#record, openedBy: mentor.id };
    }
    if (this.#record.openedBy === mentor.id) this.#openerName = mentor.user;
  }

  /** Remembers where the room listens. */
  async settle(port: number): Promise<void> {
    if (this.#record.port === port) return;
    await this.#ports.store.rooms.update(this.#record.id, { port });
    this.#record = { ...this.#record, port };
  }

  /**
   * Lets the account in. Its first successful sign-in to this room sets, once and for ever, from where on
   * it may read: from here. The one who opened the room may read all of it. Throws `banned` and `room-full`.
   */
  async admit({ id: account, user, role }: Account): Promise<Seat> {
    if (this.moderation.sanctions.isBanned(account)) throw new ChatError("banned");
    if (!this.hasPlace({ account, role })) throw new ChatError("room-full");
    const isOpener = this.#record.openedBy === account;
    const from = isOpener ? 0 : await this.conversation.head();
    const { members } = this.#ports.store;
    const { firstSeq } = await members.admit(account, this.#record.id, from);
    return { account, user, role, firstSeq };
  }

  /** Whether there is a place for this one: for mentors always, and for who is here already. */
  hasPlace({ account, role }: Pick<Seat, "account" | "role">): boolean {
    if (role === "mentor" || this.presence.has(account)) return true;
    const { members = limits.members } = this.#ports;
    return this.presence.students < members;
  }

  /** What a client needs to show the room: from the newest page on, or from where it left off. */
  async enter(seat: Seat, { after }: Input<"room:enter">): Promise<Output<"room:enter">> {
    // Before the page, so that no message of it is older than what is said here.
    const readable = await this.#readable(seat);
    const limit = limits.historyPage;
    const page =
      after === undefined
        ? this.conversation.before(seat, { before: undefined, limit })
        : this.conversation.after(seat, { after, limit });
    // Nothing was read by coming in: this only asks how far the account is.
    const lastRead = await this.markRead(seat, 0);
    return {
      me: { user: seat.user, role: seat.role },
      card: this.card(),
      ...readable,
      // What was cleared is not new to anyone.
      lastRead: Math.max(lastRead, readable.readableAbove),
      present: this.presence.list(),
      files: this.files.rules,
      ...(await page),
      ...(await this.moderation.shownTo(seat)),
    };
  }

  /** Says it when it is this one's turn; rejects with `flooding` when that would be too late. */
  async say(speaker: Speaker, draft: Draft): Promise<Message> {
    this.moderation.mayWrite(speaker.seat);
    await this.flood.turn(speaker);
    // Whoever had to wait may have been muted meanwhile.
    this.moderation.mayWrite(speaker.seat);
    await this.#freeRoom.requireForMessages();
    this.#saidAt = this.#ports.clock.now();
    this.typing.stop(speaker.seat.account);
    return this.conversation.send(speaker.seat, draft);
  }

  /** Whether somebody said something just now. */
  get isTalking(): boolean {
    return this.#ports.clock.now() - this.#saidAt < limits.transfer.besideChat.forMs;
  }

  /** Takes the offer of a file, at the pace of what is said. */
  async offer(caller: Speaker & { session: string }, offer: FileOffer) {
    this.moderation.mayWrite(caller.seat);
    await this.flood.turn(caller);
    return this.files.offer(caller, offer);
  }

  /** Tells the others that this member types, if the room may hear of it. */
  noteTyping(seat: Seat): void {
    if (this.moderation.canWrite(seat)) this.typing.note(seat);
  }

  /** Moves forward what the account has read, and gives where it then is. */
  async markRead(seat: Seat, seq: number): Promise<number> {
    const read = Math.min(seq, await this.conversation.head());
    return this.#ports.store.members.markRead(seat.account, this.#record.id, read);
  }

  /** A connection ended: nobody waits for what it was about to say. */
  hangUp(speaker: Speaker, how: "closed" | "broken"): void {
    this.flood.drop(speaker);
    this.typing.stop(speaker.seat.account);
    this.presence.depart(speaker.seat.account, how);
  }

  /** Ends all waiting: who leaves from now on is told to no one. */
  close(): void {
    this.presence.close();
    this.flood.close();
    this.typing.close();
  }

  /** Makes good at the start what a crash left of files and messages. */
  sweep(): Promise<void> {
    return this.files.removal.sweep();
  }

  #diskChanged(): void {
    this.moderation.sanctions.deskChanged();
    this.#ports.onDisk?.(this.#freeRoom.state);
  }

  async #readable(seat: Seat) {
    const readableAbove = await this.conversation.readableAbove(seat);
    const { clearedSeq, deleted } = await this.conversation.removals();
    return { readableAbove, clearedSeq, deleted: deleted.filter((seq) => seq > readableAbove) };
  }
}
