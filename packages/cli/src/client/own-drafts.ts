import { ChatError, type Draft, type ErrorCode, type Message, type RoomId } from "@classchat/core";
import { words } from "../words/words.ts";
import { Outbox } from "./outbox.ts";
import { Sender } from "./sender.ts";
import type { OutboxDraft } from "./session-events.ts";
import type { Timing } from "./timing.ts";

interface OwnDraftsOptions {
  /** The client's folder. */
  folder: string;
  room: RoomId;
  timing: Timing;
  deliver: (draft: Draft) => Promise<Message>;
  onStored: (message: Message) => void;
  onDrafts: (drafts: readonly OutboxDraft[]) => void;
  onTrouble: (message: string) => void;
}

/** What the one who sits here wrote and the host does not have yet; whoever sits here next has their own. */
export class OwnDrafts {
  readonly #options: OwnDraftsOptions;
  #user: string | undefined;
  #sender: Sender | undefined;
  #opening: Promise<void> = Promise.resolve();

  constructor(options: OwnDraftsOptions) {
    this.#options = options;
  }

  /** Whose they are. */
  get user(): string | undefined {
    return this.#user;
  }

  async open(user: string): Promise<void> {
    if (this.#user === user && this.#sender) return;
    this.#sender?.close("not-signed-in");
    this.#sender = undefined;
    this.#user = user;
    const sender = this.#newSender(user);
    const opening = sender.load().then(() => {
      this.#sender = sender;
    });
    this.#opening = opening.catch(() => {});
    await opening;
  }

  /** After `close`: what is on disk is taken up again when they are opened. */
  renew(): void {
    this.#sender = undefined;
  }

  async send(text: string): Promise<Message> {
    // What is on disk goes before what is said now.
    await this.#opening;
    if (!this.#sender) throw new ChatError("not-signed-in");
    return this.#sender.send(text);
  }

  async retry(draft: string): Promise<void> {
    await this.#sender?.retry(draft);
  }

  async discard(draft: string): Promise<void> {
    await this.#sender?.discard(draft);
  }

  async retryAll(): Promise<number> {
    return (await this.#sender?.retryAll()) ?? 0;
  }

  async discardAll(): Promise<number> {
    return (await this.#sender?.discardAll()) ?? 0;
  }

  resume(): void {
    this.#sender?.resume();
  }

  pause(): void {
    this.#sender?.pause();
  }

  close(code: ErrorCode): void {
    this.#sender?.close(code);
  }

  #newSender(user: string): Sender {
    const { folder, room, onTrouble } = this.#options;
    const onDamaged = (keptAs: string) => onTrouble(words.files.damagedDraft(keptAs));
    return new Sender({
      ...this.#options,
      outbox: new Outbox({ folder, room, user, onDamaged }),
    });
  }
}
