import {
  type Attachment,
  ChatError,
  type Clock,
  type Draft,
  type Epoch,
  limits,
  type Member,
  type Message,
  type RoomId,
} from "@classchat/core";
import type { AccountId, Broadcaster, MessageStore, Removals, Unnumbered } from "./ports.ts";

export interface ConversationPorts {
  messages: MessageStore;
  broadcaster: Broadcaster;
  clock: Clock;
}

/** What is said, perhaps with a file that is here whole. */
type Announcing = Draft & { file?: Attachment };

interface Waiting {
  unnumbered: Unnumbered;
  resolve(message: Message): void;
  reject(error: unknown): void;
}

interface Page {
  epoch: Epoch;
  head: number;
  messages: Message[];
}

/**
 * The conversation of one room: what is said is kept first, then told to everyone present.
 *
 * There is one writer. While its last write is in flight, what arrives is gathered into the next batch, so
 * that a busy room costs one append, one flush to disk and one packet for many messages.
 */
export class Conversation {
  readonly #room: RoomId;
  readonly #ports: ConversationPorts;
  #waiting: Waiting[] = [];
  readonly #steps: (() => Promise<void>)[] = [];
  #isWriting = false;

  constructor(room: RoomId, ports: ConversationPorts) {
    this.#room = room;
    this.#ports = ports;
  }

  /** Resolves when the message is durable; the same author and id again give the same message again. */
  send(author: Member & { account: AccountId }, draft: Announcing): Promise<Message> {
    return new Promise((resolve, reject) => {
      const { user: from, role, account } = author;
      const at = this.#ports.clock.now();
      this.#waiting.push({
        unnumbered: { ...draft, from, role, at, author: account },
        resolve,
        reject,
      });
      if (!this.#isWriting) void this.#writeAll();
    });
  }

  /** Runs the step between two batches, so that what it tells comes in order with what is said. */
  alone<Result>(step: () => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#steps.push(() => step().then(resolve, reject));
      if (!this.#isWriting) void this.#writeAll();
    });
  }

  /** The message of that number, if it may be read. */
  async find(reader: Reader, seq: number): Promise<Message | undefined> {
    const { messages } = await this.before(reader, { before: seq + 1, limit: 1 });
    return messages.find((message) => message.seq === seq);
  }

  /** The oldest messages above `after` that may be read. */
  async after(reader: Reader, range: { after: number; limit: number }): Promise<Page> {
    const after = Math.max(range.after, await this.readableAbove(reader));
    return this.#page((messages) => messages.after(this.#room, { ...range, after }));
  }

  /** The newest messages below `before`, or the newest of all, that may be read. */
  async before(
    reader: Reader,
    range: { before: number | undefined; limit: number },
  ): Promise<Page> {
    const before = range.before ?? Number.MAX_SAFE_INTEGER;
    const after = await this.readableAbove(reader);
    const { limit } = range;
    return this.#page((messages) => messages.before(this.#room, { after, before, limit }));
  }

  /** Where the history of this reader begins: rule H20 of docs/history.md, asked nowhere else. */
  async readableAbove({ firstSeq }: Reader): Promise<number> {
    const { clearedSeq } = await this.removals();
    return Math.max(firstSeq, clearedSeq);
  }

  removals(): Promise<Removals> {
    return this.#ports.messages.removals(this.#room);
  }

  head(): Promise<number> {
    return this.#ports.messages.head(this.#room);
  }

  // The head first: a client that has all up to it then knows that nothing before it is missing.
  async #page(list: (messages: MessageStore) => Promise<Message[]>): Promise<Page> {
    const { messages } = this.#ports;
    const [epoch, head] = await Promise.all([
      messages.epoch(this.#room),
      messages.head(this.#room),
    ]);
    return { epoch, head, messages: await list(messages) };
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length + this.#steps.length > 0) {
      const batch = this.#waiting.slice(0, limits.batchLength);
      this.#waiting = this.#waiting.slice(limits.batchLength);
      if (batch.length > 0) await this.#write(batch);
      await this.#steps.shift()?.();
    }
    this.#isWriting = false;
  }

  async #write(batch: readonly Waiting[]): Promise<void> {
    try {
      const head = await this.head();
      const unnumbered = batch.map(({ unnumbered }) => unnumbered);
      const kept = await this.#ports.messages.append(this.#room, unnumbered);
      batch.forEach(({ resolve, reject }, i) => {
        const message = kept[i];
        if (message) resolve(message);
        else reject(new ChatError("message-removed"));
      });
      this.#tell(kept.flatMap((message) => (message && message.seq > head ? [message] : [])));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  /** Tells what is new: not what was handed in again and had been told already, and each once. */
  #tell(fresh: readonly Message[]): void {
    const messages = [...new Map(fresh.map((message) => [message.seq, message])).values()];
    if (messages.length > 0) this.#ports.broadcaster.toMembers("message:new", { messages });
  }
}

/** Someone who reads, and the room's last `seq` when they first signed in. */
export interface Reader {
  firstSeq: number;
}
