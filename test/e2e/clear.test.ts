import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Message } from "@classchat/core";
import { type Host, memoryStore } from "@classchat/server";
import { openNedbStore } from "@classchat/server/adapters/nedb-store";
import { eventually } from "../support/eventually.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { countingSecrets } from "../support/fakes.ts";
import type { RawClient } from "../support/raw-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { say, World } from "../support/world.ts";

describe("clearing the history", () => {
  const folder = temporaryFolder();
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => world.end());

  const texts = (messages: readonly Message[]) => messages.map(({ text }) => text);

  async function sayAll(client: RawClient, ...words: string[]): Promise<void> {
    for (const word of words) await say(client, word);
  }

  async function clear(mentor: RawClient, scope: { keep?: number; olderThanMs?: number } = {}) {
    const { upTo } = await mentor.request("room:measureClear", scope);
    return mentor.request("room:clear", { upTo });
  }

  /** Everything that any request, also a forged one, gives this client. */
  async function everyPath(client: RawClient): Promise<string[][]> {
    const forged = { firstSeq: 0, clearedSeq: 0, readableAbove: 0, role: "mentor" };
    return [
      (await client.request("room:enter", {})).messages,
      (await client.request("room:enter", { after: 0, ...forged })).messages,
      (await client.request("message:after", { after: 0, ...forged })).messages,
      (await client.request("message:after", { after: 1 })).messages,
      (await client.request("message:before", {})).messages,
      (await client.request("message:before", { before: 1_000_000, ...forged })).messages,
      (await client.request("message:before", { before: 3, limit: 1 })).messages,
    ].map(texts);
  }

  it("leaves no path to an old message, also after a restart [H20] [H25]", async () => {
    const secrets = countingSecrets();
    const first = await world.startHost({ secrets, store: await openNedbStore(folder()) });
    const mia = await world.mentor(first, "mia");
    const anu = await world.member(first, "anu");
    const lost = randomUUID();
    await sayAll(anu, "one", "two");
    await say(anu, "three", lost);
    assert.deepEqual(await clear(mia), { upTo: 3, count: 3 });
    const empty = Array(7).fill([]);
    for (const client of [mia, anu]) assert.deepEqual(await everyPath(client), empty);
    await assert.rejects(say(anu, "three", lost), { code: "message-removed" });
    await first.close();

    const second = await world.startHost({ secrets, store: await openNedbStore(folder()) });
    for (const user of ["mia", "anu"]) {
      assert.deepEqual(await everyPath(await world.signIn(second, user)), empty);
    }
    const back = await world.signIn(second, "anu");
    await assert.rejects(say(back, "three", lost), { code: "message-removed" });
    assert.equal((await say(back, "four")).seq, 4);
    assert.deepEqual((await everyPath(back))[0], ["four"]);
  });

  it("empties screens at once, and those of who was away when they enter [H26]", async () => {
    const host = await world.startHost();
    const mia = await world.mentor(host, "mia");
    const anu = await world.member(host, "anu");
    const ben = await world.member(host, "ben");
    await sayAll(anu, "a", "b", "c", "d");
    await anu.request("message:markRead", { seq: 2 });
    ben.close();
    await clear(mia, { keep: 1 });
    await eventually(() => assert.equal(anu.heard("room:cleared").length, 1));
    const [{ upTo, count, by } = {}] = anu.heard("room:cleared");
    assert.deepEqual({ upTo, count, by }, { upTo: 3, count: 3, by: "mia" });

    const back = await world.signIn(host, "ben");
    const entered = await back.request("room:enter", { after: 2 });
    const { readableAbove, clearedSeq, head, lastRead } = entered;
    assert.deepEqual(
      { readableAbove, clearedSeq, head },
      { readableAbove: 3, clearedSeq: 3, head: 4 },
    );
    assert.deepEqual(texts(entered.messages), ["d"]);
    assert.equal(lastRead, 3, "what was cleared is not new");
    assert.equal((await anu.request("room:enter", {})).lastRead, 3);
  });

  it("by two mentors at once happens once and is told once [H26]", async () => {
    const host = await world.startHost();
    const mia = await world.mentor(host, "mia");
    const leo = await world.mentor(host, "leo");
    await sayAll(mia, "a", "b");
    const cleared = await Promise.all([clear(mia), clear(leo)]);
    assert.deepEqual(cleared.map(({ count }) => count).toSorted(), [0, 2]);
    await say(mia, "after");
    await eventually(() => assert.deepEqual(leo.texts().at(-1), "after"));
    assert.equal(leo.heard("room:cleared").length, 1);
  });

  it("takes what was counted, and not what arrived since [H25]", async () => {
    const host = await world.startHost();
    const mia = await world.mentor(host, "mia");
    const anu = await world.member(host, "anu");
    await sayAll(mia, "a", "b");
    const { upTo } = await mia.request("room:measureClear", {});
    const [, ...arrived] = await Promise.all([
      mia.request("room:clear", { upTo }),
      ...["c", "d"].map((text) => say(anu, text)),
    ]);
    assert.deepEqual(
      arrived.map(({ seq }) => seq),
      [3, 4],
    );
    assert.deepEqual((await everyPath(anu))[0], ["c", "d"]);
  });

  it("is by age, too [H25]", async () => {
    const clock = new FakeClock();
    const host = await world.startHost({ clock });
    const mia = await world.mentor(host, "mia");
    await sayAll(mia, "last week");
    clock.advance(8 * 24 * 3_600_000);
    await sayAll(mia, "today");
    const week = 7 * 24 * 3_600_000;
    const measured = await mia.request("room:measureClear", { olderThanMs: week });
    assert.deepEqual(measured, { upTo: 1, count: 1 });
    await clear(mia, { olderThanMs: week });
    assert.deepEqual((await everyPath(mia))[0], ["today"]);
  });

  it("does not change from where on somebody may read [H20] [H25]", async () => {
    const store = { ...memoryStore(), close: async () => {} };
    const host: Host = await world.startHost({ store });
    const mia = await world.mentor(host, "mia");
    await sayAll(mia, "a", "b", "c", "d");
    const anu = await world.member(host, "anu");
    await mia.request("room:clear", { upTo: 2 });
    await say(mia, "e");
    assert.deepEqual((await everyPath(anu))[0], ["e"]);
    assert.equal((await anu.request("room:enter", {})).readableAbove, 4);
  });

  it("of one message takes it from every path, and is told to all [H27]", async () => {
    const host = await world.startHost();
    const mia = await world.mentor(host, "mia");
    const anu = await world.member(host, "anu");
    const id = randomUUID();
    await say(anu, "bad word", id);
    await say(anu, "fine");
    await mia.request("message:delete", { seq: 1 });
    await assert.rejects(mia.request("message:delete", { seq: 1 }), { code: "no-such-message" });
    await assert.rejects(mia.request("message:delete", { seq: 9 }), { code: "no-such-message" });
    await assert.rejects(say(anu, "bad word", id), { code: "message-removed" });
    await eventually(() => assert.deepEqual(anu.heard("message:deleted"), [{ seq: 1, by: "mia" }]));
    const paths = (await everyPath(anu)).flat();
    assert.deepEqual(new Set(paths), new Set(["fine"]));
    assert.deepEqual((await anu.request("room:enter", {})).deleted, [1]);
  });
});
