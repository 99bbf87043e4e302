import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { ChatError, type FileId, type Message, type Output } from "@classchat/core";
import { nameKeys } from "@classchat/core/look-alikes";
import { memoryBlobs } from "@classchat/server";
import type { Account, Store } from "@classchat/server/chat/ports";
import { Room } from "@classchat/server/chat/room";
import type { Seat } from "@classchat/server/chat/seat";
import { allMessages } from "classchat/client/all-messages";
import { FakeClock } from "./fake-clock.ts";
import { countingSecrets } from "./fakes.ts";
import { HistoryModel } from "./history-model.ts";

const opener = "mia";
export const users = [opener, "leo", "anu", "ben"] as const;

/** One thing that happens in a lesson; `who` is the one about whom it is. */
export type Step =
  | { type: "register" | "signIn" | "ban" | "unban" | "promote" | "demote"; who: string }
  | { type: "say" | "sayAgain" | "file"; who: string }
  | { type: "read"; who: string; seq: number }
  | { type: "delete"; seq: number }
  | { type: "clear"; scope: { olderThanMs?: number; keep?: number } }
  | { type: "restart" };

/** A room in which it happens, beside the definition of what may be read there. */
export class Lesson {
  readonly #openStore: () => Promise<Store>;
  readonly #clock = new FakeClock();
  readonly #blobs = memoryBlobs();
  readonly #secrets = countingSecrets();
  readonly #model = new HistoryModel();
  readonly #seats = new Map<string, Seat>();
  readonly #banned = new Set<string>();
  readonly #files = new Map<number, FileId>();
  #last: { seat: Seat; id: string; text: string } | undefined;
  #store: Store;
  #room: Room;

  private constructor(openStore: () => Promise<Store>, opened: { store: Store; room: Room }) {
    this.#openStore = openStore;
    this.#store = opened.store;
    this.#room = opened.room;
  }

  static async begin(openStore: () => Promise<Store>): Promise<Lesson> {
    const store = await openStore();
    const parts = { clock: new FakeClock(), blobs: memoryBlobs(), secrets: countingSecrets() };
    const lesson = new Lesson(openStore, { store, room: await openRoom(store, parts) });
    await lesson.#restart();
    await lesson.take({ type: "register", who: opener });
    return lesson;
  }

  async end(): Promise<void> {
    this.#room.close();
    await this.#store.close();
  }

  async take(step: Step): Promise<void> {
    this.#clock.advance(1_000);
    switch (step.type) {
      case "register":
        return this.#register(step.who);
      case "signIn":
        return this.#signIn(step.who);
      case "say":
        return this.#say(step.who);
      case "sayAgain":
        return this.#sayAgain();
      case "file":
        return this.#handIn(step.who);
      case "read":
        return this.#read(step.who, step.seq);
      case "delete":
        return this.#delete(step.seq);
      case "clear":
        return this.#clear(step.scope);
      case "restart":
        return this.#restart();
      default:
        return this.#decide(step.type, step.who);
    }
  }

  /** Everyone who is here reads on every way exactly what the definition says. */
  async requireRule(): Promise<void> {
    for (const seat of this.#seats.values()) {
      const readable = this.#model.readableBy(seat.user);
      const seqs = readable.map(({ seq }) => seq);
      const entered = await this.#room.enter(seat, {});
      assert.deepEqual(seqsOf(entered.messages), seqs.slice(-100), `${seat.user} enters`);
      assert.deepEqual(
        entered.messages.map(({ text }) => text),
        readable.map(textOf).slice(-100),
      );
      assert.equal(entered.readableAbove, this.#model.readableAbove(seat.user));
      this.#requireUnread(seat, entered);
      await this.#requirePages(seat, seqs);
      await this.#requireFiles(seat, new Set(seqs));
    }
  }

  #requireUnread({ user }: Seat, { messages, lastRead }: Output<"room:enter">): void {
    const unread = messages.filter(({ seq }) => seq > lastRead).length;
    assert.equal(unread, this.#model.unreadOf(user), `unread of ${user}`);
  }

  async #requirePages(seat: Seat, seqs: readonly number[]): Promise<void> {
    const { conversation } = this.#room;
    assert.deepEqual(await this.#pagedBack(seat), seqs, `${seat.user} pages back`);
    assert.deepEqual(await this.#exported(seat), seqs, `${seat.user} exports`);
    for (const { seq: after } of this.#model.all) {
      const caughtUp = seqs.filter((seq) => seq > after).slice(0, 100);
      assert.deepEqual(seqsOf((await this.#room.enter(seat, { after })).messages), caughtUp);
      const found = await conversation.find(seat, after);
      assert.equal(found !== undefined, seqs.includes(after), `${seat.user} finds ${after}`);
    }
  }

  async #requireFiles(seat: Seat, readable: ReadonlySet<number>): Promise<void> {
    const { files } = this.#room;
    const listed = await files.list(seat, { before: undefined, limit: 100 });
    assert.deepEqual(
      seqsOf(listed),
      [...this.#files.keys()].filter((seq) => readable.has(seq)),
    );
    for (const [seq, file] of this.#files) {
      const got = await files.fetch({ seat, session: seat.user }, file).catch(refusal);
      const isGiven = typeof got !== "string";
      assert.equal(isGiven, readable.has(seq), `${seat.user} fetches the file of ${seq}: ${got}`);
    }
  }

  async #pagedBack(seat: Seat): Promise<number[]> {
    const seen: number[] = [];
    for (let before: number | undefined; ; before = seen[0]) {
      const page = await this.#room.conversation.before(seat, { before, limit: 3 });
      if (page.messages.length === 0) return seen;
      seen.unshift(...seqsOf(page.messages));
    }
  }

  /** As `export` does it, in small pages. */
  async #exported(seat: Seat): Promise<number[]> {
    const { conversation } = this.#room;
    const request = (_: string, { after }: { after: number }) =>
      conversation.after(seat, { after, limit: 3 });
    const seen: number[] = [];
    // It asks nothing else of a session.
    const session = { request } as unknown as Parameters<typeof allMessages>[0];
    for await (const page of allMessages(session)) seen.push(...seqsOf(page));
    return seen;
  }

  async #register(user: string): Promise<void> {
    await this.#store.accounts.create({
      ...{ id: `account-${user}`, user, nameKeys: nameKeys(user), email: user, devices: [] },
      role: user === opener ? "mentor" : "student",
      passwordHash: "",
      createdAt: this.#clock.now(),
    });
    if (user === opener) await this.#room.claim((await this.#account(opener)) ?? assert.fail());
  }

  async #signIn(user: string): Promise<void> {
    const account = await this.#account(user);
    if (!account) return;
    const seat = await this.#room.admit(account).catch(refusal);
    assert.equal(seat === "banned", this.#banned.has(user), `${user} signs in`);
    if (typeof seat === "string") return;
    this.#model.signIn(user, { isOpener: user === opener });
    this.#seats.set(user, seat);
  }

  async #say(user: string): Promise<void> {
    const seat = this.#seats.get(user);
    if (!seat) return;
    const draft = { id: randomUUID(), text: `text ${this.#model.head + 1}` };
    const { at, seq } = await this.#room.conversation.send(seat, draft);
    this.#model.say({ at, text: draft.text, isFile: false });
    assert.equal(seq, this.#model.head);
    this.#last = { seat, ...draft };
  }

  async #sayAgain(): Promise<void> {
    if (!this.#last) return;
    const { seat, ...draft } = this.#last;
    await this.#room.conversation.send(seat, draft).catch(refusal);
  }

  async #handIn(user: string): Promise<void> {
    const seat = this.#seats.get(user);
    if (!seat) return;
    const { files } = this.#room;
    const bytes = Buffer.from("notes");
    const offer = { id: randomUUID(), name: "notes.txt", size: bytes.length };
    const { file } = await files.offer({ seat, session: user }, offer);
    const upload = await files.upload(file);
    await files.add(upload, { offset: 0, bytes });
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const { seq, at, text } = await files.finish(seat, upload, sha256);
    this.#model.say({ at, text, isFile: true });
    this.#files.set(seq, file);
  }

  async #read(user: string, seq: number): Promise<void> {
    const seat = this.#seats.get(user);
    if (!seat) return;
    await this.#room.markRead(seat, seq);
    this.#model.read(user, seq);
  }

  async #delete(seq: number): Promise<void> {
    const outcome = await this.#room.clearing.remove(mentor, seq).catch(refusal);
    assert.equal(outcome !== "no-such-message", this.#model.delete(seq), `delete ${seq}`);
  }

  async #clear(scope: { olderThanMs?: number; keep?: number }): Promise<void> {
    const { olderThanMs, keep } = scope;
    const left = this.#model.leftBy({
      ...(keep === undefined ? {} : { keep }),
      ...(olderThanMs === undefined ? {} : { olderThan: this.#clock.now() - olderThanMs }),
    });
    const measured = await this.#room.clearing.measure(scope);
    const { upTo, count } = await this.#room.clearing.clear(mentor, measured.upTo);
    assert.equal(this.#model.clear(upTo), count);
    assert.deepEqual(
      this.#model.readableBy("nobody").map(({ seq }) => seq),
      left,
    );
  }

  /** Nobody is here any more; who comes back signs in again. */
  async #restart(): Promise<void> {
    await this.end();
    this.#store = await this.#openStore();
    const parts = { clock: this.#clock, blobs: this.#blobs, secrets: this.#secrets };
    this.#room = await openRoom(this.#store, parts);
    const mentor = await this.#account(opener);
    if (mentor) await this.#room.claim(mentor);
    this.#seats.clear();
  }

  async #decide(type: "ban" | "unban" | "promote" | "demote", user: string): Promise<void> {
    const account = await this.#account(user);
    if (!account || user === opener) return;
    if (type === "promote" || type === "demote") {
      const role = type === "promote" ? "mentor" : "student";
      await this.#store.accounts.setRole(account.id, role);
      const seat = this.#seats.get(user);
      if (seat) this.#seats.set(user, { ...seat, role });
      return;
    }
    const outcome = await this.#room.moderation.sanctions[type](mentor, { user }).catch(refusal);
    if (outcome === "is-mentor") return;
    if (type === "unban") this.#banned.delete(user);
    if (type === "ban") this.#putOut(user);
  }

  #putOut(user: string): void {
    this.#banned.add(user);
    this.#seats.delete(user);
  }

  #account(user: string): Promise<Account | undefined> {
    return this.#store.accounts.findByName(nameKeys(user));
  }
}

const mentor: Seat = { account: `account-${opener}`, user: opener, role: "mentor", firstSeq: 0 };

async function openRoom(
  store: Store,
  parts: Pick<ConstructorParameters<typeof Room>[1], "clock" | "blobs" | "secrets">,
): Promise<Room> {
  const record = await store.rooms.open("physics", "aaaaaaaaaaaa");
  const room = new Room(record, {
    ...{ store, ...parts },
    broadcaster: { toMembers() {}, toEveryone() {}, toMentors() {}, toAccount() {} },
    door: { hangUp() {} },
    resetRequests: () => [],
    fileRules: { kinds: "text", maxBytes: 1_000 },
    audit: { record() {} },
  });
  await room.moderation.sanctions.load();
  await room.sweep();
  return room;
}

function seqsOf(messages: readonly Message[]): number[] {
  return messages.map(({ seq }) => seq);
}

function textOf({ text }: { text: string }): string {
  return text;
}

/** The code with which something was refused. */
function refusal(error: unknown): string {
  if (error instanceof ChatError) return error.code;
  throw error;
}
