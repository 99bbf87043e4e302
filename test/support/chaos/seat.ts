import { randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import type { Message } from "@classchat/core";
import { Finder } from "@classchat/core/lan";
import { realLan } from "classchat/client/lan";
import { RoomSession } from "classchat/client/session";
import type { SessionEvent } from "classchat/client/session-events";
import { SignIns } from "classchat/client/sign-ins";
import { classroomTiming } from "classchat/client/timing";
import { eventually } from "../eventually.ts";
import { ownMdns } from "../mdns.ts";
import { password } from "../world.ts";
import type { ClientLine, RoomAddress, Told } from "./lines.ts";

interface SeatOptions {
  user: string;
  /** Where the room is to be reached. */
  port: number;
  room: RoomAddress;
  folder: string;
  /** The number of the next message. */
  next: number;
  mentorCode?: string;
}

type Distribute<Line> = Line extends unknown ? Omit<Line, "user"> : never;

/** Everything takes its share of a run that lasts seconds. */
const timing = {
  ...classroomTiming,
  request: 3_000,
  connect: 2_000,
  retryFirst: 100,
  retryMost: 1_000,
  pingAfter: 700,
  silence: 2_000,
};

const copies = 3;

/** One client: the product's own session, with what it is told and what it has stored said on stdout. */
export class ChaosSeat {
  readonly #options: SeatOptions;
  #session: RoomSession | undefined;
  #next: number;
  #isTalking = false;
  #isAsked = false;
  #hasEntered = false;
  /** Whether what an earlier process left was taken up, and more may be written. */
  #isReady = false;
  #drafts: readonly string[] = [];
  readonly #known = new Set<string>();
  #doubles = 0;

  constructor(options: SeatOptions) {
    this.#options = options;
    this.#next = options.next;
  }

  async open(): Promise<void> {
    const { user, port, room, folder, mentorCode } = this.#options;
    await mkdir(folder, { recursive: true });
    const onTrouble = (message: string) => this.#say({ on: "trouble", message });
    const signIns = new SignIns(folder, onTrouble);
    const [signIn] = await signIns.at(room.fingerprint);
    const mdns = ownMdns();
    const session = new RoomSession({
      room: { id: room.id, fingerprint: room.fingerprint, address: "127.0.0.1", port },
      ...{ signIn, signIns, folder, timing, onTrouble },
      lan: { ...realLan, find: (remembered) => new Finder({ ...mdns, remembered }) },
      onEvent: (event) => this.#hear(event),
    });
    this.#session = session;
    session.start();
    if (!signIn) {
      await eventually(() => this.#isAsked || Promise.reject(new Error("not asked to sign in")));
      const code = mentorCode ? { mentorCode } : {};
      await session.register({ user, email: user, password, ...code });
      await session.signIn({ login: user, password, remember: true });
    }
    this.#say({ on: "opened" });
  }

  /** Says something again and again, at times that differ. */
  async talk(everyMs: number): Promise<void> {
    this.#isTalking = true;
    await eventually(() => this.#isReady || Promise.reject(new Error("no outbox yet")));
    while (this.#isTalking) {
      void this.#send();
      await delay(everyMs * (0.5 + Math.random()));
    }
  }

  hush(): void {
    this.#isTalking = false;
  }

  async retry(): Promise<void> {
    await this.#session?.retryAll();
  }

  /** What impatient hands and lost answers do: the same message, handed in several times at once. */
  async double(): Promise<void> {
    const draft = { id: randomUUID(), text: `${this.#options.user} doubles ${this.#next++}` };
    this.#say({ on: "said", text: draft.text });
    this.#doubles += 1;
    this.#sayOutbox();
    await Promise.all(Array.from({ length: copies }, () => this.#handIn(draft)));
    this.#doubles -= 1;
    this.#sayOutbox();
  }

  async issueMentorCode(): Promise<void> {
    const mentorCode = await this.#open.issueMentorCode();
    this.#say({ on: "mentorCode", mentorCode });
  }

  /** Asks the host for all that this user may read. */
  async readAll(): Promise<void> {
    const all: Message[] = [];
    for (;;) {
      const after = all.at(-1)?.seq ?? 0;
      const { messages } = await this.#open.request("message:after", { after });
      if (messages.length === 0) break;
      all.push(...messages);
    }
    this.#say({ on: "history", messages: all.map(toldOf) });
  }

  async close(): Promise<void> {
    this.hush();
    await this.#session?.close();
  }

  get #open(): RoomSession {
    if (!this.#session) throw new Error("not open");
    return this.#session;
  }

  async #send(): Promise<void> {
    const text = `${this.#options.user} says ${this.#next++}`;
    this.#say({ on: "said", text });
    try {
      const { seq } = await this.#open.send(text);
      this.#say({ on: "stored", text, seq });
    } catch (error) {
      this.#say({ on: "refused", text, code: String(error) });
    }
  }

  async #handIn(draft: { id: string; text: string }): Promise<void> {
    for (;;) {
      try {
        const { seq } = await this.#open.request("message:send", draft);
        return this.#say({ on: "stored", text: draft.text, seq });
      } catch {
        await delay(100);
      }
    }
  }

  #hear(event: SessionEvent): void {
    if (event.type === "signInAsked") this.#isAsked = true;
    if (event.type === "connection") this.#say({ on: "connection", state: event.connection.state });
    if (event.type === "outbox") {
      this.#isReady = true;
      this.#drafts = event.drafts.map(({ text }) => text);
      this.#sayOutbox();
    }
    if (event.type === "entered") this.#enter(event);
    if (event.type === "received") {
      this.#say({ on: "told", messages: event.messages.map(toldOf), restarted: false });
    }
  }

  #enter({ messages, readableAbove, restarted }: Extract<SessionEvent, { type: "entered" }>): void {
    const first = this.#hasEntered && !restarted ? {} : { first: { readableAbove } };
    this.#hasEntered = true;
    this.#say({ on: "told", messages: messages.map(toldOf), ...first, restarted });
  }

  #sayOutbox(): void {
    const fresh = this.#drafts.filter((text) => !this.#known.has(text));
    for (const text of fresh) this.#known.add(text);
    this.#say({ on: "outbox", fresh, drafts: this.#drafts.length, doubles: this.#doubles });
  }

  // Written at once where pipes are synchronous, so that a kill loses no line that was said.
  #say(line: Distribute<ClientLine>): void {
    process.stdout.write(`${JSON.stringify({ user: this.#options.user, ...line })}\n`);
  }
}

function toldOf({ seq, text }: Message): Told {
  return [seq, text];
}
