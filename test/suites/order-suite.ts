import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { KeptDoubt, Standing, Store } from "@classchat/server/chat/ports";

const room = "aaaaaaaaaaaa";
const otherRoom = "bbbbbbbbbbbb";

/** What every store must do with what mentors decided. */
export function orderSuite(store: () => Store): void {
  describe("standings", () => {
    const anu: Standing = {
      ...{ account: "account-anu", room, user: "anu" },
      muted: { by: "mia", until: 99 },
      banned: undefined,
    };

    it("are kept by room, the last one in place of the one before [O13]", async () => {
      const { standings } = store();
      const inOther = { ...anu, room: otherRoom, muted: { by: null, until: null } };
      await standings.set(anu);
      await standings.set(inOther);
      await standings.set({ ...anu, banned: { by: "mia", at: 5 } });
      assert.deepEqual(await standings.list(room), [{ ...anu, banned: { by: "mia", at: 5 } }]);
      assert.deepEqual(await standings.list(otherRoom), [inOther]);
    });

    it("are gone when nothing is decided any more", async () => {
      const { standings } = store();
      await standings.set(anu);
      await standings.set({ ...anu, muted: undefined });
      await standings.set({ ...anu, muted: undefined });
      assert.deepEqual(await standings.list(room), []);
    });
  });

  describe("the state of a room", () => {
    it("is kept, and gone when it is taken back [O13]", async () => {
      const { rooms } = store();
      const quiet = { by: "mia", until: 99 };
      const announcement = { text: "page \u20289", by: "mia", at: 7 };
      await rooms.open("physics", room);
      await rooms.update(room, { quiet });
      await rooms.update(room, { announcement });
      const kept = await rooms.open("physics", room);
      assert.deepEqual([kept.quiet, kept.announcement], [quiet, announcement]);
      await rooms.update(room, { quiet: undefined });
      const after = await rooms.open("physics", room);
      assert.deepEqual([after.quiet, after.announcement], [undefined, announcement]);
    });
  });

  describe("doubts", () => {
    const line = (change: Partial<KeptDoubt> = {}): KeptDoubt => ({
      ...{ id: randomUUID(), student: "anu", from: "anu", role: "student", at: 10, text: "why?" },
      ...{ account: "account-anu", author: "account-anu", ...change },
    });
    const all = { limit: 100 };
    const texts = async (of: { account?: string; limit: number }, from = room) =>
      (await store().doubts.list(from, of)).map(({ text }) => text);

    it("are listed as they were kept, of all or of one student, the newest of them [O11]", async () => {
      const { doubts } = store();
      const kept = line();
      await doubts.add(room, kept, 9);
      await doubts.add(room, line({ text: "so", author: "account-mia", from: "mia" }), 9);
      await doubts.add(room, line({ text: "ben's", account: "account-ben" }), 9);
      await doubts.add(otherRoom, line({ text: "elsewhere" }), 9);
      assert.deepEqual((await doubts.list(room, all))[0], kept);
      assert.deepEqual(await texts(all), ["why?", "so", "ben's"]);
      assert.deepEqual(await texts({ limit: 2 }), ["so", "ben's"]);
      assert.deepEqual(await texts({ ...all, account: "account-anu" }), ["why?", "so"]);
    });

    it("handed in twice are kept once, as they were [O11]", async () => {
      const { doubts } = store();
      const once = line();
      const again = { ...once, text: "changed", at: 20 };
      const tries = await Promise.all([once, again, again].map((l) => doubts.add(room, l, 9)));
      assert.deepEqual(
        tries.map(({ isNew }) => isNew),
        [true, false, false],
      );
      for (const { kept } of tries) assert.deepEqual(kept, once);
      const foreign = { ...once, author: "account-ben" };
      assert.equal((await doubts.add(room, foreign, 9)).isNew, true);
      assert.equal((await doubts.add(otherRoom, once, 9)).isNew, true);
    });

    it("beyond the allowed number are forgotten, the oldest first [O11]", async () => {
      for (const text of "abcde") await store().doubts.add(room, line({ text }), 3);
      assert.deepEqual(await texts(all), ["c", "d", "e"]);
    });

    it("are taken away up to a time, and others are kept after them", async () => {
      const { doubts } = store();
      for (const at of [1, 2, 3]) await doubts.add(room, line({ at, text: `${at}` }), 9);
      await doubts.add(otherRoom, line({ at: 1, text: "elsewhere" }), 9);
      await doubts.clear(room, 2);
      await doubts.add(room, line({ at: 4, text: "4" }), 9);
      assert.deepEqual(await texts(all), ["3", "4"]);
      assert.deepEqual(await texts(all, otherRoom), ["elsewhere"]);
    });
  });
}
