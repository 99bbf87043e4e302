import assert from "node:assert/strict";
import { appendFile, readdir, readFile, stat, writeFile } from "node:fs/promises";
import type { LogDamage } from "@classchat/server/adapters/log-mending";
import { type NedbStoreOptions, openNedbStore } from "@classchat/server/adapters/nedb-store";
import type { Store, Unnumbered } from "@classchat/server/chat/ports";
import { storeSuite } from "../suites/store-suite.ts";
import { said } from "../support/said.ts";
import { tinySegments } from "../support/segments.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const room = "aaaaaaaaaaaa";
const all = { after: 0, limit: 1_000 };

describe("nedb store", () => {
  const folder = temporaryFolder();
  const log = () => folder("rooms", room, "messages-000000000001.db");

  storeSuite("nedb store", () => openNedbStore(folder()));
  storeSuite("nedb store with tiny segments", () =>
    openNedbStore(folder(), { segment: tinySegments }),
  );

  /** Opens the store for as long as the step takes. */
  async function session<Result>(
    step: (store: Store) => Promise<Result>,
    options: NedbStoreOptions = {},
  ): Promise<Result> {
    const store = await openNedbStore(folder(), options);
    try {
      return await step(store);
    } finally {
      await store.close();
    }
  }

  const append = (...batch: Unnumbered[]) => session((store) => store.messages.append(room, batch));
  const texts = () =>
    session(async (store) => (await store.messages.after(room, all)).map(({ text }) => text));

  it("counts on, dedupes and keeps its epoch after a restart [H1] [H3] [H5]", async () => {
    const draft = said("first");
    const [first] = await append(draft);
    const epoch = await session((store) => store.messages.epoch(room));

    assert.deepEqual(await append(said("second"), draft), [
      { ...first, seq: 2, id: (await lastMessage()).id, text: "second" },
      first,
    ]);
    assert.equal(await session((store) => store.messages.epoch(room)), epoch);
  });

  async function lastMessage() {
    const [last] = await session((store) =>
      store.messages.before(room, { after: 0, before: Number.MAX_SAFE_INTEGER, limit: 1 }),
    );
    assert.ok(last);
    return last;
  }

  it("keeps every kind of line break in a message [H2]", async () => {
    const nasty = ["\u0085", "\u2028\u2029", "a\r\n\v\fb", '\\u2028 "\u2028"', "\u0000"];
    await append(...nasty.map((text) => said(text)));
    assert.deepEqual(await texts(), nasty);
    assert.deepEqual(await texts(), nasty);
  });

  it("keeps everything else over a restart, too [H2]", async () => {
    await session(async ({ rooms, members, mentorCodes }) => {
      await rooms.open("physics", room);
      await rooms.update(room, { port: 4242 });
      await members.admit("anu", room, 3);
      await members.markRead("anu", room, 9);
      await mentorCodes.replace("code");
    });
    await session(async ({ rooms, members, mentorCodes }) => {
      const { port, openedBy } = await rooms.open("physics", "bbbbbbbbbbbb");
      assert.deepEqual({ port, openedBy }, { port: 4242, openedBy: undefined });
      const { firstSeq, lastRead } = await members.admit("anu", room, 5);
      assert.deepEqual({ firstSeq, lastRead }, { firstSeq: 3, lastRead: 9 });
      assert.equal(await mentorCodes.spend("code"), true);
    });
    assert.equal(await session((store) => store.mentorCodes.spend("code")), false);
  });

  it("is for its own user only", async function () {
    if (process.platform === "win32") this.skip();
    await append(said("private"));
    const modes = await Promise.all(
      ["", "accounts.db", "rooms", `rooms/${room}`, `rooms/${room}/messages-000000000001.db`].map(
        async (name) => (await stat(folder(name))).mode & 0o777,
      ),
    );
    assert.deepEqual(modes, [0o700, 0o600, 0o700, 0o700, 0o600]);
  });

  it("has nothing on the disk of what was announced and asked, once it is forgotten", async () => {
    await session(async ({ rooms, doubts }) => {
      await rooms.open("physics", room);
      for (const text of ["first secret", "last secret"]) {
        await rooms.update(room, { announcement: { text, by: "mia", at: 1 } });
      }
      const line = { id: "1", student: "anu", from: "anu", role: "student", at: 1 } as const;
      const authors = { account: "account-anu", author: "account-anu" };
      await doubts.add(room, { ...line, ...authors, text: "asked secret" }, 9);
      await rooms.forgetAnnouncement(room, 1);
      await doubts.clear(room, 1);
      const files = ["rooms.db", "doubts.db"].map((name) => readFile(folder(name), "utf8"));
      assert.doesNotMatch((await Promise.all(files)).join(), /secret/u);
    });
  });

  it("does not take a path for a room", async () => {
    await session(async (store) => {
      await assert.rejects(store.messages.append("../../outside", [said("x")]));
    });
  });

  describe("after a crash", () => {
    for (const [what, tail] of [
      ["half a line", '{"_id":"3","seq":3,"te'],
      ["NUL bytes", "\0".repeat(5_000)],
      ["a long half line", `{"_id":"3","text":"${"x".repeat(200_000)}`],
    ] as const) {
      it(`cuts off ${what} at the end, keeps a copy and goes on [H7]`, async () => {
        await append(said("one"), said("two"));
        await appendFile(log(), tail);

        const [next] = await append(said("three"));
        assert.equal(next?.seq, 3);
        assert.deepEqual(await texts(), ["one", "two", "three"]);
        const copies = (await readdir(folder("rooms", room))).filter((n) => n.includes(".torn-"));
        assert.equal(copies.length, 1);
        assert.equal(await readFile(folder("rooms", room, copies[0] ?? ""), "utf8"), tail);
      });
    }

    it("opens a log of which not one line is whole [H7]", async () => {
      await append();
      await writeFile(log(), '{"_id":"ep');
      assert.deepEqual(await texts(), []);
      assert.equal((await append(said("one")))[0]?.seq, 1);
    });
  });

  describe("with a damaged file", () => {
    const damages: LogDamage[] = [];
    const mended = (work: (store: Store) => Promise<void>) =>
      session(work, { onDamage: (_, damage) => damages.push(damage) });
    const spoil = async (from: string, to: string) =>
      writeFile(log(), (await readFile(log(), "utf8")).replace(from, to));
    beforeEach(() => {
      damages.length = 0;
    });

    it("keeps what can be read of a log, gives no number again, and keeps the damaged file [H40]", async () => {
      await append(...Array.from({ length: 30 }, (_, i) => said(`${i + 1}`)));
      const epoch = await session((store) => store.messages.epoch(room));
      await spoil('"seq":7,', '"seq":7\0');
      await spoil('"seq":30,', '"seq":3');
      const damaged = await readFile(log(), "utf8");

      await mended(async ({ messages }) => {
        const kept = await messages.after(room, all);
        const seqs = Array.from({ length: 29 }, (_, i) => i + 1).filter((seq) => seq !== 7);
        assert.deepEqual(
          kept.map(({ seq, text }) => [seq, text]),
          seqs.map((seq) => [seq, `${seq}`]),
        );
        assert.deepEqual((await messages.removals(room)).deleted, [7, 30, 31]);
        assert.notEqual(await messages.epoch(room), epoch);
        assert.deepEqual([(await messages.append(room, [said("on")]))[0]?.seq], [32]);
      });
      assert.deepEqual(
        damages.map(({ lost }) => lost),
        [2],
      );
      assert.equal(await readFile(folder("rooms", room, damages[0]?.copy ?? ""), "utf8"), damaged);
      await mended(async () => {});
      assert.equal(damages.length, 1);
    });

    it("brings nothing back that was removed, and leaves nothing of it when more is [H40] [H28]", async () => {
      await append(...Array.from({ length: 9 }, (_, i) => said(`secret ${i + 1}`)));
      await session(async ({ messages }) => {
        await messages.clear(room, 3);
        await messages.remove(room, 5);
      });
      // The text was not taken out of the file yet, and a line of it is damaged.
      await spoil('"seq":8,', '"seq":8\0');

      await mended(async ({ messages }) => {
        const kept = await messages.after(room, all);
        assert.deepEqual(
          kept.map(({ seq }) => seq),
          [4, 6, 7, 9],
        );
        await messages.clear(room, 100);
        await messages.scrub(room);
      });
      const names = await readdir(folder("rooms", room));
      assert.deepEqual(
        names.filter((name) => name.includes(".damaged-")),
        [],
      );
      const files = names.map((name) => readFile(folder("rooms", room, name), "utf8"));
      assert.doesNotMatch((await Promise.all(files)).join(), /secret/u);
    });

    it("keeps what a damaged book or the segments tell of what was removed [H40]", async () => {
      await append(...Array.from({ length: 9 }, (_, i) => said(`${i + 1}`)));
      await session(async ({ messages }) => {
        await messages.clear(room, 3);
        await messages.remove(room, 5);
        await messages.scrub(room);
        await messages.remove(room, 6);
      });
      const book = folder("rooms", room, "log.db");
      // What was decided last is lost; before it, other lines tell how far the room was cleared.
      const lines = (await readFile(book, "utf8")).trimEnd().split("\n");
      await writeFile(book, [...lines.slice(0, -1), '{"_id":"removals","cleared\0'].join("\n"));
      await appendFile(book, "\n");
      await mended(async ({ messages }) => {
        assert.deepEqual(await messages.removals(room), { clearedSeq: 3, deleted: [5] });
        assert.equal(await messages.head(room), 9);
      });

      await writeFile(book, "garbage\nmore garbage\n");
      await mended(async ({ messages }) => {
        assert.deepEqual((await messages.removals(room)).deleted, [1, 2, 3, 5]);
        assert.deepEqual(
          (await messages.after(room, all)).map(({ seq }) => seq),
          [4, 6, 7, 8, 9],
        );
      });
      assert.deepEqual(
        damages.map(({ lost }) => lost),
        [0, 0],
      );
    });

    it("opens a log of which nothing can be read, says so, and goes on above what was read [H40]", async () => {
      await append(...Array.from({ length: 5 }, (_, i) => said(`${i}`)));
      await session(async ({ members }) => {
        await members.admit("anu", room, 0);
        await members.markRead("anu", room, 5);
      });
      await writeFile(log(), "garbage\nmore garbage\n");
      await mended(async ({ messages }) => {
        assert.deepEqual(await messages.after(room, all), []);
        assert.equal((await messages.append(room, [said("on")]))[0]?.seq, 6);
      });
      assert.deepEqual(
        damages.map(({ lost }) => lost),
        [5],
      );
    });

    it("refuses to open at all if it is one that every room needs [H8]", async () => {
      await session((store) => store.rooms.open("physics", room));
      await writeFile(folder("rooms.db"), "garbage\nmore garbage\n");
      await assert.rejects(openNedbStore(folder()), {
        code: "data-damaged",
        message: /rooms\.db/u,
      });
    });
  });
});
