import assert from "node:assert/strict";
import type { Message } from "@classchat/core";
import { type Host, memoryStore } from "@classchat/server";
import type { RawClient } from "../support/raw-client.ts";
import { say, World } from "../support/world.ts";

describe("the history rule", () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => world.end());

  const texts = (messages: readonly Message[]) => messages.map(({ text }) => text);
  const numbered = (word: string, count: number) =>
    Array.from({ length: count }, (_, i) => `${word} ${i + 1}`);

  async function sayAll(client: RawClient, words: readonly string[]): Promise<void> {
    for (const word of words) await say(client, word);
  }

  /** Everything that any request, also a forged one, gives this client. */
  async function everyPath(client: RawClient): Promise<string[][]> {
    return [
      (await client.request("room:enter", {})).messages,
      (await client.request("room:enter", { after: 0 })).messages,
      (await client.request("message:after", { after: 0 })).messages,
      (await client.request("message:before", {})).messages,
      (await client.request("message:before", { before: 1_000_000 })).messages,
      (await client.request("message:after", { after: 0, firstSeq: 0, readableAbove: 0 })).messages,
      (await client.request("message:before", { role: "mentor", account: "account-0001" }))
        .messages,
    ].map(texts);
  }

  it("hides what was said before the first sign-in, on every path [H20] [H22]", async () => {
    const host = await world.startHost();
    const ben = await world.member(host, "ben");
    await world.register(host, "anu");
    await sayAll(ben, numbered("before", 10));

    const anu = await world.signIn(host, "anu");
    for (const path of await everyPath(anu)) assert.deepEqual(path, []);

    anu.close();
    const missed = numbered("away", 5);
    await sayAll(ben, missed);
    const back = await world.signIn(host, "anu");
    for (const path of await everyPath(back)) assert.deepEqual(path, missed);
    await assert.rejects(back.request("message:before", { before: 0 }), { code: "bad-input" });
    assert.deepEqual(texts((await back.request("message:before", { before: 11 })).messages), []);
  });

  it("does not count registering as signing in [H21]", async () => {
    const host = await world.startHost();
    const ben = await world.member(host, "ben");
    await world.register(host, "anu");
    await say(ben, "after she registered");
    assert.deepEqual(await everyPath(await world.signIn(host, "anu")), Array(7).fill([]));
  });

  it("is kept over reconnects, other devices and restarts [H21]", async () => {
    const store = { ...memoryStore(), close: async () => {} };
    const first = await world.startHost({ store });
    const ben = await world.member(first, "ben");
    await say(ben, "early");
    await (await world.member(first, "anu")).request("room:enter", {});
    await say(ben, "late");
    await first.close();

    const second = await world.startHost({ store });
    for (const client of [await world.signIn(second, "anu"), await world.signIn(second, "anu")]) {
      for (const path of await everyPath(client)) assert.deepEqual(path, ["late"]);
    }
  });

  it("is each room's own [H20]", async () => {
    const host = await world.startHost({}, { names: ["physics", "maths"] });
    const ben = await world.member(host, "ben");
    const benThere = await world.signIn(host, "ben", "maths");
    await world.member(host, "anu");
    await sayAll(ben, ["physics 1"]);
    await sayAll(benThere, ["maths 1"]);
    const anuHere = await world.signIn(host, "anu");
    const anuThere = await world.signIn(host, "anu", "maths");
    assert.deepEqual((await everyPath(anuHere))[0], ["physics 1"]);
    assert.deepEqual((await everyPath(anuThere))[0], []);
  });

  it("lets the mentor who opened the room read all of it, and no other mentor [H23]", async () => {
    const host = await world.startHost();
    const ben = await world.member(host, "ben");
    await say(ben, "before any mentor");
    const mia = await world.mentor(host, "mia");
    const leo = await world.mentor(host, "leo");
    for (const path of await everyPath(mia)) assert.deepEqual(path, ["before any mentor"]);
    for (const path of await everyPath(leo)) assert.deepEqual(path, []);
  });

  it("pages back to its edge and no further [H22]", async () => {
    const host = await world.startHost();
    const ben = await world.member(host, "ben");
    await sayAll(ben, numbered("before", 3));
    const anu = await world.member(host, "anu");
    const own = numbered("own", 7);
    await sayAll(ben, own);

    const seen: string[] = [];
    let before: number | undefined;
    for (;;) {
      const range = before === undefined ? { limit: 3 } : { before, limit: 3 };
      const { messages } = await anu.request("message:before", range);
      if (messages.length === 0) break;
      seen.unshift(...texts(messages));
      before = messages[0]?.seq;
    }
    assert.deepEqual(seen, own);
  });

  it("remembers for each account how far it has read, only ever forward [H24]", async () => {
    const host: Host = await world.startHost();
    const anu = await world.member(host, "anu");
    await sayAll(anu, numbered("text", 4));
    const mark = async (seq: number) => (await anu.request("message:markRead", { seq })).lastRead;
    assert.deepEqual([await mark(3), await mark(1), await mark(1_000)], [3, 3, 4]);
    const other = await world.signIn(host, "anu");
    assert.equal((await other.request("room:enter", {})).lastRead, 4);
  });
});
