import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { ChatError, check, Draft, type ErrorCode, type Message } from "@classchat/core";
import { asChatError } from "./as-chat-error.ts";
import type { Outbox } from "./outbox.ts";
import type { OutboxDraft } from "./session-events.ts";
import { retryDelay, type Timing } from "./timing.ts";

const longestRestMs = 60_000;

interface SenderOptions {
  outbox: Outbox;
  timing: Timing;
  /** One attempt. The same `id` again is harmless. */
  deliver: (draft: Draft) => Promise<Message>;
  onStored: (message: Message) => void;
  onDrafts: (drafts: readonly OutboxDraft[]) => void;
}

interface Waiting {
  resolve: (message: Message) => void;
  reject: (error: ChatError) => void;
}

/** Sends drafts one at a time, in their order, again and again under the same `id` until the host has them. */
export class Sender {
  readonly #options: SenderOptions;
  readonly #waiting = new Map<string, Waiting>();
  readonly #closed = new AbortController();
  #drafts: readonly OutboxDraft[] = [];
  #adding: Promise<unknown> = Promise.resolve();
  #running = false;
  #connected = false;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /** Takes up what an earlier run of the program left. */
  async load(): Promise<void> {
    const kept = await this.#options.outbox.list();
    this.#show(
      kept.map(({ failed, ...draft }) =>
        failed === undefined
          ? { ...draft, state: "sending" as const }
          : { ...draft, state: "failed" as const, code: failed },
      ),
    );
  }

  /** Keeps the text on disk and sends it; resolves when the host has stored it. */
  async send(text: string): Promise<Message> {
    const draft = check(Draft, { id: randomUUID(), text });
    await this.#keep(draft);
    return new Promise((resolve, reject) => {
      if (this.#closed.signal.aborted) return reject(new ChatError("unreachable"));
      this.#waiting.set(draft.id, { resolve, reject });
      void this.#run();
    });
  }

  /** Sends a refused draft once more, under the same `id`. */
  async retry(id: string): Promise<void> {
    await this.#options.outbox.mark(id, undefined);
    this.#show(this.#drafts.map((draft) => (draft.id === id ? asSending(draft) : draft)));
    void this.#run();
  }

  /** Gives a refused draft up. */
  async discard(id: string): Promise<void> {
    await this.#options.outbox.remove(id);
    this.#show(this.#drafts.filter((draft) => draft.id !== id || draft.state === "sending"));
  }

  /** Sends all refused drafts once more, and says how many they are. */
  async retryAll(): Promise<number> {
    const refused = this.#refusedDrafts();
    for (const { id } of refused) await this.retry(id);
    return refused.length;
  }

  /** Gives all refused drafts up, and says how many they were. */
  async discardAll(): Promise<number> {
    const refused = this.#refusedDrafts();
    for (const { id } of refused) await this.discard(id);
    return refused.length;
  }

  /** The host can be reached: whatever waits goes out. */
  resume(): void {
    this.#connected = true;
    void this.#run();
  }

  pause(): void {
    this.#connected = false;
  }

  /** Stops; the drafts stay on disk, and those who wait for them are told why. */
  close(code: ErrorCode): void {
    this.pause();
    this.#closed.abort();
    for (const { reject } of this.#waiting.values()) reject(new ChatError(code));
    this.#waiting.clear();
  }

  /** One after the other, so that the order on disk is the order in which they were written. */
  async #keep(draft: Draft): Promise<void> {
    const kept = { ...draft, at: Date.now() };
    const adding = this.#adding.then(() => this.#options.outbox.add(kept));
    this.#adding = adding.catch(() => {});
    await adding;
    this.#show([...this.#drafts, { ...kept, state: "sending" }]);
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    let attempt = 0;
    for (;;) {
      const draft = this.#drafts.find(({ state }) => state === "sending");
      if (!draft || !this.#connected) break;
      attempt = (await this.#tryOnce(draft, attempt)) ? 0 : attempt + 1;
    }
    this.#running = false;
  }

  /** Whether this draft is settled, one way or the other. */
  async #tryOnce(draft: OutboxDraft, attempt: number): Promise<boolean> {
    try {
      const message = await this.#options.deliver({ id: draft.id, text: draft.text });
      if (message.id !== draft.id) throw new ChatError("internal");
      await this.#stored(message);
      return true;
    } catch (cause) {
      return this.#refused(draft, asChatError(cause), attempt);
    }
  }

  async #stored(message: Message): Promise<void> {
    this.#options.onStored(message);
    this.#show(this.#drafts.filter(({ id }) => id !== message.id));
    this.#settle(message.id)?.resolve(message);
    await this.#options.outbox.remove(message.id);
  }

  async #refused(draft: OutboxDraft, error: ChatError, attempt: number): Promise<boolean> {
    if (!this.#connected) return false;
    if (error.code === "message-removed") {
      await this.#drop(draft.id, error);
      return true;
    }
    if (error.code === "not-signed-in" || error.code === "session-ended") {
      this.pause();
      return false;
    }
    // A full disk does not pass by itself: its author is told, and sends it again when the mentor has made room.
    if (error.mayRetry && error.code !== "disk-full") {
      await this.#rest(error.retryAfterMs, attempt);
      return false;
    }
    await this.#failed(draft, error);
    return true;
  }

  /** A mentor removed the message since it was sent: nobody needs to be asked what to do with it. */
  async #drop(id: string, error: ChatError): Promise<void> {
    this.#show(this.#drafts.filter((draft) => draft.id !== id));
    this.#settle(id)?.reject(error);
    await this.#options.outbox.remove(id);
  }

  async #failed(draft: OutboxDraft, error: ChatError): Promise<void> {
    const failed = { ...draft, state: "failed" as const, code: error.code };
    this.#show(this.#drafts.map((other) => (other.id === draft.id ? failed : other)));
    this.#settle(draft.id)?.reject(error);
    await this.#options.outbox.mark(draft.id, error.code);
  }

  /** As long as the host asks for, within reason: its number is from outside. */
  async #rest(askedMs: number | undefined, attempt: number): Promise<void> {
    const ownMs = retryDelay(attempt + 1, this.#options.timing);
    const delayMs = Math.min(longestRestMs, Math.max(ownMs, askedMs ?? 0));
    await delay(delayMs, undefined, { signal: this.#closed.signal }).catch(() => {});
  }

  #refusedDrafts(): OutboxDraft[] {
    return this.#drafts.filter(({ state }) => state === "failed");
  }

  #settle(id: string): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #show(drafts: readonly OutboxDraft[]): void {
    this.#drafts = drafts;
    this.#options.onDrafts(drafts);
  }
}

function asSending({ id, text, at }: OutboxDraft): OutboxDraft {
  return { id, text, at, state: "sending" };
}
