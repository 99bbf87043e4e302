import assert from "node:assert/strict";
import { limits } from "@classchat/core";
import type { Store } from "@classchat/server/chat/ports";
import { said } from "../support/said.ts";

const room = "aaaaaaaaaaaa";
const otherRoom = "bbbbbbbbbbbb";
const all = { after: 0, before: Number.MAX_SAFE_INTEGER, limit: 100 };

/** What every store must do when messages are taken out of a log. */
export function removalsSuite(storeNow: () => Store): void {
  describe("that are taken away", () => {
    const messages = () => storeNow().messages;
    const texts = async () => (await messages().before(room, all)).map(({ text }) => text);
    const sayAll = (words: string) =>
      messages().append(
        room,
        [...words].map((text, i) => said(text, { at: 1_000 + i })),
      );

    it("are gone from every page, and numbers go on [H25]", async () => {
      await sayAll("abcde");
      await messages().append(otherRoom, [said("elsewhere")]);
      assert.deepEqual(await messages().clear(room, 3), { upTo: 3, count: 3, upToAt: 1_002 });
      assert.deepEqual(await texts(), ["d", "e"]);
      const after = await messages().after(room, { after: 0, limit: 1 });
      assert.deepEqual(
        after.map(({ text }) => text),
        ["d"],
      );
      assert.deepEqual(await messages().before(room, { ...all, before: 4 }), []);

      await messages().clear(room, 1_000_000);
      assert.deepEqual([await texts(), await messages().head(room)], [[], 5]);
      assert.equal((await sayAll("f"))[0]?.seq, 6);
      assert.deepEqual(await messages().removals(room), { clearedSeq: 5, deleted: [] });
      assert.deepEqual(await messages().removals(otherRoom), { clearedSeq: 0, deleted: [] });
      assert.equal((await messages().before(otherRoom, all)).length, 1);
    });

    it("at once by several are taken once [H26]", async () => {
      await sayAll("abcde");
      const clears = await Promise.all([5, 3, 5].map((upTo) => messages().clear(room, upTo)));
      assert.equal(
        clears.reduce((sum, { count }) => sum + count, 0),
        5,
      );
      const removals = await Promise.all([5, 5].map((seq) => messages().remove(room, seq)));
      assert.deepEqual(removals, [false, false]);
      const again = await messages().clear(room, 4);
      assert.deepEqual(again, { upTo: 5, count: 0, upToAt: 1_004 });
    });

    it("stay away when they are handed in again, and others do not [H29]", async () => {
      const [first, second, foreign] = [said("first"), said("second"), said("third")];
      await messages().append(room, [first, second]);
      await messages().clear(room, 1);
      await messages().remove(room, 2);
      const other = { ...first, author: "account-ben" };
      const kept = await messages().append(room, [first, foreign, second, other]);
      assert.deepEqual(
        kept.map((message) => message?.seq),
        [undefined, 3, undefined, 4],
      );
      assert.deepEqual(await texts(), ["third", "first"]);
    });

    it("arrive while a clear goes on, and stay [H25]", async () => {
      await sayAll("abc");
      const clear = messages().clear(room, 3);
      await Promise.all([...Array(20).keys()].map((i) => messages().append(room, [said(`${i}`)])));
      assert.equal((await clear).count, 3);
      assert.equal((await texts()).length, 20);
    });

    it("one by one leave the others, and are told in order [H27]", async () => {
      await sayAll("abcdef");
      assert.equal(await messages().remove(room, 5), true);
      assert.deepEqual(await Promise.all([2, 2].map((seq) => messages().remove(room, seq))), [
        true,
        false,
      ]);
      for (const none of [0, 7, 5]) assert.equal(await messages().remove(room, none), false);
      assert.deepEqual(await texts(), ["a", "c", "d", "f"]);
      assert.deepEqual(await messages().removals(room), { clearedSeq: 0, deleted: [2, 5] });
      const page = await messages().before(room, { after: 0, before: 6, limit: 3 });
      assert.deepEqual(
        page.map(({ text }) => text),
        ["a", "c", "d"],
      );

      assert.equal((await messages().clear(room, 3)).count, 2);
      assert.deepEqual(await messages().removals(room), { clearedSeq: 3, deleted: [5] });
    });

    it("keep their number when the last one was deleted [H27]", async () => {
      await sayAll("ab");
      await messages().remove(room, 2);
      assert.equal(await messages().head(room), 2);
      assert.equal((await sayAll("c"))[0]?.seq, 3);
    });

    it("are counted before: all, all but the newest, all older ones [H25]", async () => {
      await sayAll("abcdefgh");
      await messages().clear(room, 1);
      await messages().remove(room, 6);
      const measure = (scope: { keep?: number; olderThan?: number }) =>
        messages().measure(room, scope);
      assert.deepEqual(await measure({}), { upTo: 8, count: 6 });
      assert.deepEqual(await measure({ keep: 2 }), { upTo: 6, count: 4 });
      assert.deepEqual(await measure({ keep: 3 }), { upTo: 4, count: 3 });
      assert.deepEqual(await measure({ keep: 6 }), { upTo: 1, count: 0 });
      assert.deepEqual(await measure({ keep: 1_000_000 }), { upTo: 1, count: 0 });
      assert.deepEqual(await measure({ olderThan: 1_003 }), { upTo: 3, count: 2 });
      assert.deepEqual(await measure({ olderThan: 0 }), { upTo: 1, count: 0 });
      assert.deepEqual(await measure({ olderThan: 5_000 }), { upTo: 8, count: 6 });
      assert.deepEqual(await measure({ olderThan: 1_003, keep: 5 }), { upTo: 2, count: 1 });
      assert.deepEqual(await messages().measure(otherRoom, {}), { upTo: 0, count: 0 });
    });

    it("are never younger than was asked for, however the clock jumped [H25]", async () => {
      const times = [10, 20, 500, 30, 40, 600];
      await messages().append(
        room,
        times.map((at) => said(`${at}`, { at })),
      );
      const { upTo } = await messages().measure(room, { olderThan: 100 });
      assert.equal(upTo, 2);
      await messages().clear(room, upTo);
      assert.deepEqual(await texts(), ["500", "30", "40", "600"]);
    });

    it("are remembered up to a bound, the newest of them [H29]", async function () {
      this.slow(5_000);
      const drafts = Array.from({ length: limits.removedIds + 2 }, (_, i) => said(`${i}`));
      for (let from = 0; from < drafts.length; from += 5_000) {
        await messages().append(room, drafts.slice(from, from + 5_000));
      }
      const { count } = await messages().clear(room, drafts.length);
      assert.equal(count, drafts.length);
      const newest = await messages().append(room, drafts.slice(-limits.removedIds).slice(0, 1));
      assert.deepEqual(newest, [undefined]);
      assert.equal((await messages().append(room, [said("next")]))[0]?.seq, count + 1);
    });
  });
}
