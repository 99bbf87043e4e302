import {
  ChatError,
  type Input,
  limits,
  type Output,
  protocolVersion,
  type RoomCard,
  version,
} from "@classchat/core";
import { Conversation } from "./conversation.ts";
import { Moderation, type ModerationPorts } from "./moderation.ts";
import type { Account, RoomRecord, Store } from "./ports.ts";
import { Presence } from "./presence.ts";
import type { Seat } from "./seat.ts";

export interface RoomPorts extends ModerationPorts {
  store: ModerationPorts["store"] & Pick<Store, "members" | "messages">;
}

/** One room: who may come in, what they may read there, and who is there now. */
export class Room {
  readonly #ports: RoomPorts;
  #record: RoomRecord;
  #openerName: string | null = null;
  readonly conversation: Conversation;
  readonly presence: Presence;
  readonly moderation: Moderation;

  constructor(record: RoomRecord, ports: RoomPorts) {
    this.#record = record;
    this.#ports = ports;
    this.conversation = new Conversation(record.id, { ...ports, messages: ports.store.messages });
    this.presence = new Presence(ports);
    this.moderation = new Moderation(record, ports);
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
   * it may read: from here. The one who opened the room may read all of it. Throws `banned`.
   */
  async admit({ id: account, user, role }: Account): Promise<Seat> {
    if (this.moderation.sanctions.isBanned(account)) throw new ChatError("banned");
    const isOpener = this.#record.openedBy === account;
    const from = isOpener ? 0 : await this.conversation.head();
    const { members } = this.#ports.store;
    const { firstSeq } = await members.admit(account, this.#record.id, from);
    return { account, user, role, readableAbove: firstSeq };
  }

  /** What a client needs to show the room: from the newest page on, or from where it left off. */
  async enter(seat: Seat, { after }: Input<"room:enter">): Promise<Output<"room:enter">> {
    const limit = limits.historyPage;
    const page =
      after === undefined
        ? this.conversation.before(seat, { before: undefined, limit })
        : this.conversation.after(seat, { after, limit });
    const { user, role, readableAbove } = seat;
    // Nothing was read by coming in: this only asks how far the account is.
    const lastRead = await this.markRead(seat, 0);
    return {
      me: { user, role },
      card: this.card(),
      readableAbove,
      lastRead,
      present: this.presence.list(),
      clearedSeq: 0,
      deleted: [],
      ...(await page),
      ...(await this.moderation.shownTo(seat)),
    };
  }

  /** Moves forward what the account has read, and gives where it then is. */
  async markRead(seat: Seat, seq: number): Promise<number> {
    const read = Math.min(seq, await this.conversation.head());
    return this.#ports.store.members.markRead(seat.account, this.#record.id, read);
  }
}
