import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { ChatError, limits } from "@classchat/core";
import { memoryBlobs, memoryStore } from "@classchat/server";
import type { MessageStore } from "@classchat/server/chat/ports";
import { Room } from "@classchat/server/chat/room";
import type { Seat } from "@classchat/server/chat/seat";
import { FakeClock } from "../support/fake-clock.ts";
import { countingSecrets } from "../support/fakes.ts";

const mia: Seat = { account: "account-mia", user: "mia", role: "mentor", firstSeq: 0 };
const anu: Seat = { account: "account-anu", user: "anu", role: "student", firstSeq: 0 };

describe("a room", () => {
  let clock: FakeClock;
  let told: [string, unknown][];
  let records: string[];
  let forgotten: number[];

  beforeEach(() => {
    clock = new FakeClock();
    [told, records, forgotten] = [[], [], []];
  });

  async function open(messages: Partial<MessageStore> = {}) {
    const store = memoryStore();
    const clear = async (_: unknown, upToAt: number) => void forgotten.push(upToAt);
    const doubts = { ...store.doubts, clear };
    const record = await store.rooms.open("physics", "aaaaaaaaaaaa");
    const toMembers = (name: string, payload: unknown) => told.push([name, payload]);
    return new Room(record, {
      store: { ...store, doubts, messages: { ...store.messages, ...messages } },
      broadcaster: { toMembers, toEveryone() {}, toMentors() {}, toAccount() {} },
      door: { hangUp() {} },
      resetRequests: () => [],
      blobs: memoryBlobs(),
      secrets: countingSecrets(),
      fileRules: { kinds: "text", maxBytes: 1_000 },
      clock,
      audit: { record: ({ room, by, did }) => records.push(`${room}: ${by} ${did}`) },
    });
  }

  /** Says it a second after the one before. */
  async function say(room: Room, ...words: string[]): Promise<void> {
    for (const text of words) {
      clock.advance(1_000);
      await room.say({ seat: mia, tell() {} }, { id: randomUUID(), text });
    }
  }

  const names = () => told.map(([name]) => name).filter((name) => name !== "message:new");

  it("that is cleared has what was said beside it taken away and told, as far as it is as old [H25] [H26]", async () => {
    const room = await open();
    const start = clock.now();
    await say(room, "a", "b", "c");
    await room.clearing.clear(mia, 2);
    clock.advance(5_000);
    await room.clearing.clear(mia, 3);
    assert.deepEqual(forgotten, [start + 2_000, start + 8_000]);
    const cleared = told.filter(([name]) => name === "room:cleared");
    assert.deepEqual(
      cleared.map(([, payload]) => (payload as { upToAt: number }).upToAt),
      forgotten,
    );
  });

  it("that is cleared has it taken away again when that was cut off the first time [H25] [H26]", async () => {
    const room = await open();
    await say(room, "a");
    await room.clearing.clear(mia, 1);
    const again = await room.clearing.clear(mia, 1);
    assert.deepEqual(again, { upTo: 1, count: 0 });
    assert.equal(forgotten.length, 2);
    assert.deepEqual(names(), ["room:cleared"]);
  });

  it("records what mentors took away, without the text [H25] [H27]", async () => {
    const room = await open();
    await say(room, "secret", "secret, too", "c");
    await room.clearing.remove(mia, 3);
    await room.clearing.clear(mia, 2);
    await room.clearing.clear(mia, 2);
    assert.deepEqual(records, [
      "physics: mia deleted message number 3",
      "physics: mia cleared 2 messages up to number 2",
    ]);
  });

  it("that is cleared empties screens although a full disk still has the text, and says so [H28]", async () => {
    let isFull = true;
    const scrub = async () => {
      if (isFull) throw new ChatError("disk-full");
    };
    const room = await open({ scrub });
    await say(room, "a", "b");
    await assert.rejects(room.clearing.clear(mia, 1), { code: "disk-full" });
    await assert.rejects(room.clearing.remove(mia, 2), { code: "disk-full" });
    assert.deepEqual(names(), ["room:cleared", "message:deleted"]);
    isFull = false;
    assert.deepEqual(await room.clearing.clear(mia, 1), { upTo: 1, count: 0 });
  });

  it("tells nobody that somebody types who may not write [P22]", async () => {
    const room = await open();
    await room.moderation.setQuiet(mia, { quiet: true });
    told = [];
    room.noteTyping(anu);
    clock.advance(limits.typing.gatherMs);
    assert.deepEqual(told, []);
    room.noteTyping(mia);
    clock.advance(limits.typing.gatherMs);
    assert.deepEqual(told, [["typing:changed", { users: ["mia"] }]]);
    room.close();
  });
});
