import assert from "node:assert/strict";
import { limits } from "@classchat/core";
import { Typing } from "@classchat/server/chat/typing";
import { FakeClock } from "../support/fake-clock.ts";

const { gatherMs, believedMs, names } = limits.typing;

describe("typing", () => {
  let clock: FakeClock;
  let told: string[][];
  let typing: Typing;

  beforeEach(() => {
    clock = new FakeClock();
    told = [];
    const toMembers = (_: string, payload: unknown) =>
      told.push((payload as { users: string[] }).users);
    const broadcaster = { toMembers, toEveryone() {}, toMentors() {}, toAccount() {} };
    typing = new Typing({ clock, broadcaster });
  });

  const note = (user: string) => typing.note({ account: `account-${user}`, user });

  it("is told for many in one notice, as the names of a few [P22]", () => {
    for (let i = 0; i < 100; i++) note(`user-${i}`);
    assert.deepEqual(told, []);
    clock.advance(gatherMs);
    assert.deepEqual(told, [Array.from({ length: names }, (_, i) => `user-${i}`)]);
  });

  it("goes on while it is said again, and costs nothing meanwhile [P22]", () => {
    for (let passed = 0; passed < 60_000; passed += limits.typing.everyMs) {
      note("anu");
      clock.advance(limits.typing.everyMs);
    }
    assert.deepEqual(told, [["anu"]]);
  });

  it("ends by itself, or when the message is there [P22]", () => {
    note("anu");
    note("ben");
    clock.advance(gatherMs);
    typing.stop("account-anu");
    clock.advance(gatherMs);
    assert.deepEqual(told.at(-1), ["ben"]);
    clock.advance(believedMs);
    assert.deepEqual(told.at(-1), []);
    clock.advance(60_000);
    assert.equal(told.length, 3);
  });

  it("is told to nobody any more when the room closes [P22]", () => {
    note("anu");
    typing.close();
    note("ben");
    clock.advance(60_000);
    assert.deepEqual(told, []);
  });
});
