import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { limits } from "@classchat/core";
import type { LogDamage } from "@classchat/server/adapters/log-mending";
import { type NedbStoreOptions, openNedbStore } from "@classchat/server/adapters/nedb-store";
import { backupData, restoreData } from "@classchat/server/backup";
import type { Store } from "@classchat/server/chat/ports";
import { eventually } from "../support/eventually.ts";
import { startProgram } from "../support/programs.ts";
import { said } from "../support/said.ts";
import { tinySegments } from "../support/segments.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const room = "aaaaaaaaaaaa";
const all = { after: 0, limit: 1_000_000 };

describe("the segments of a log", () => {
  const folder = temporaryFolder();
  const host = () => folder("data", "host");
  const log = (...parts: string[]) => folder("data", "host", "rooms", room, ...parts);
  let store: Store | undefined;
  afterEach(() => store?.close());

  async function open(options: NedbStoreOptions = {}, at = host()) {
    await store?.close();
    store = await openNedbStore(at, { segment: tinySegments, ...options });
    return store.messages;
  }

  const segments = async () =>
    (await readdir(log())).filter((name) => name.startsWith("messages-")).toSorted();
  const firsts = async () => (await segments()).map((name) => Number(/\d+/u.exec(name)?.[0]));
  const texts = async (messages: Store["messages"]) =>
    (await messages.after(room, all)).map(({ text }) => text);

  /** One after the other, so that each segment gets what it holds. */
  async function say(messages: Store["messages"], count: number, at = (i: number) => i) {
    const drafts = Array.from({ length: count }, (_, i) => said(`${i + 1}`, { at: at(i) }));
    for (const draft of drafts) await messages.append(room, [draft]);
    return drafts;
  }

  it("are begun when the one before is full, by messages or by bytes [H41]", async () => {
    await say(await open(), 7);
    assert.deepEqual(await firsts(), [1, 4, 7]);

    const messages = await open({ segment: { ...tinySegments, messages: 1_000, bytes: 5_000 } });
    for (let i = 0; i < 4; i++) await messages.append(room, [said("x".repeat(2_500))]);
    await eventually(async () => assert.ok((await firsts()).length > 4));
    assert.equal(await messages.head(room), 11);
  });

  it("are not written any more once the next is begun, and not loaded at a start [H41] [H42]", async () => {
    await say(await open(), 7);
    const before = await Promise.all((await segments()).map((name) => stat(log(name))));
    const messages = await open();
    assert.equal(await messages.head(room), 7);
    assert.equal((await texts(messages)).length, 7);
    const names = (await segments()).slice(0, before.length);
    const after = await Promise.all(names.map((name) => stat(log(name))));
    assert.deepEqual(
      after.map(({ ino, mtimeMs }) => [ino, mtimeMs]),
      before.map(({ ino, mtimeMs }) => [ino, mtimeMs]),
    );
  });

  it("are gone on with after a restart while they are small [H41]", async () => {
    const small = { segment: { ...tinySegments, messages: 100, reloadBytes: 10_000 } };
    for (let i = 0; i < 3; i++) await say(await open(small), 2);
    assert.deepEqual(await firsts(), [1]);
    assert.equal(await (await open(small)).head(room), 6);
  });

  it("give pages over their borders, from both ends [H4] [H41]", async () => {
    const messages = await open();
    await say(messages, 20);
    for (const limit of [1, 2, 5, 7, 30]) {
      const forward: number[] = [];
      for (let after = 0; after < 20; after = forward.at(-1) ?? 20) {
        forward.push(...(await messages.after(room, { after, limit })).map(({ seq }) => seq));
      }
      const back: number[] = [];
      for (let before = 21; before > 1; before = back[0] ?? 1) {
        const page = await messages.before(room, { after: 0, before, limit });
        back.unshift(...page.map(({ seq }) => seq));
      }
      const whole = Array.from({ length: 20 }, (_, i) => i + 1);
      assert.deepEqual([forward, back], [whole, whole]);
    }
  });

  it("give pages while the room talks and segments end [H4] [H41]", async () => {
    const messages = await open();
    await say(messages, 5);
    let isTalking = true;
    const talking = (async () => {
      while (isTalking) await Promise.all([say(messages, 2), say(messages, 2)]);
    })();
    for (let round = 0; round < 30; round++) {
      const head = await messages.head(room);
      const after = Math.max(0, head - 9);
      const [forward, back] = await Promise.all([
        messages.after(room, { after, limit: head - after }),
        messages.before(room, { after, before: head + 1, limit: 100 }),
      ]);
      const expected = Array.from({ length: head - after }, (_, i) => after + 1 + i);
      assert.deepEqual(
        forward.map(({ seq }) => seq),
        expected,
      );
      assert.deepEqual(
        back.map(({ seq }) => seq),
        expected,
      );
    }
    isTalking = false;
    await talking;
  });

  it("know again what lies in any of them, over restarts [H3] [H43]", async () => {
    const drafts = await say(await open(), 8);
    const messages = await open();
    const again = await messages.append(room, drafts);
    assert.deepEqual(
      again.map((message) => message?.seq),
      [1, 2, 3, 4, 5, 6, 7, 8],
    );
    await messages.remove(room, 2);
    assert.deepEqual(await messages.append(room, drafts.slice(1, 2)), [undefined]);
    assert.equal((await messages.findDraft(room, drafts[4] ?? said("")))?.seq, 5);
    assert.equal(await messages.findDraft(room, drafts[1] ?? said("")), undefined);
    assert.equal(await messages.head(room), 8);
  });

  it("know again the newest ids, and beyond them those of a day, up to a bound [H43]", async function () {
    this.slow(10_000);
    const { numbers, ms } = limits.rememberedIds;
    const large = { segment: { messages: 4_000, bytes: 50_000_000, reloadBytes: 0 } };
    const messages = await open({ ...large, sync: async () => {} });
    const day = [ms, 2 * ms + 1, 2 * ms + 2];
    // So many of each that more is let go of than is kept for a while.
    const drafts = day.flatMap((at) => Array.from({ length: numbers }, () => said("", { at })));
    for (let from = 0; from < drafts.length; from += 4_000) {
      await messages.append(room, drafts.slice(from, from + 4_000));
    }
    const isKnown = async (log: Store["messages"], place: number) =>
      (await log.findDraft(room, drafts[place] ?? said(""))) !== undefined;
    const known = (log: Store["messages"]) =>
      Promise.all([0, numbers, 2 * numbers].map((place) => isKnown(log, place)));
    assert.deepEqual(await known(messages), [false, true, true]);
    assert.deepEqual(await known(await open(large)), [false, true, true]);
  });

  it("fall to a clear as a whole, and to a deletion one by one [H25] [H28] [H44]", async () => {
    const { removedIds } = limits;
    const drafts = Array.from({ length: removedIds + 10 }, (_, i) => said(`secret ${i}`));
    const large = { segment: { messages: 1_000, bytes: 50_000_000, reloadBytes: 0 } };
    const messages = await open({ ...large, sync: async () => {} });
    for (let from = 0; from < drafts.length; from += 1_000) {
      await messages.append(room, drafts.slice(from, from + 1_000));
    }
    const inodes = async () =>
      Promise.all((await segments()).map(async (n) => (await stat(log(n))).ino));
    const before = await inodes();
    await messages.remove(room, 4_500);
    await messages.scrub(room);
    const after = new Set(await inodes());
    assert.equal(before.filter((inode) => !after.has(inode)).length, 1);

    await messages.clear(room, removedIds + 5);
    await messages.scrub(room);
    assert.equal((await firsts())[0], 1);
    assert.deepEqual(
      (await messages.after(room, all)).map(({ seq }) => seq),
      [6, 7, 8, 9, 10].map((seq) => removedIds + seq),
    );
    await say(messages, 1_000);
    await messages.clear(room, 1_000_000);
    await messages.scrub(room);
    // Of those that are too old to be remembered, not even their ids are there.
    assert.ok(((await firsts())[0] ?? 0) > 1);
    const files = await Promise.all((await segments()).map((name) => readFile(log(name), "utf8")));
    assert.doesNotMatch(files.join(), /secret|"text"/u);
    assert.deepEqual(await texts(await open(large)), []);
    assert.equal(
      (await (await open(large)).append(room, [said("on")]))[0]?.seq,
      removedIds + 1_011,
    );
  });

  it("are looked at for old messages only where some may be [H45]", async () => {
    const messages = await open();
    await say(messages, 30, (i) => 1_000 * i);
    const measured = { upTo: 10, count: 10 };
    assert.deepEqual(await messages.measure(room, { olderThan: 10_000 }), measured);

    // Noted when each of them ended: what is in the first ones is not read for it.
    await rename(log("messages-000000000001.db"), log("elsewhere"));
    assert.deepEqual(await messages.measure(room, { olderThan: 10_000 }), measured);
    await rename(log("elsewhere"), log("messages-000000000001.db"));
    await store?.close();
    store = undefined;
    const book = await readFile(log("log.db"), "utf8");
    await writeFile(log("log.db"), book.replace(/^.*"segment \d+".*\n/gmu, ""));
    assert.deepEqual(await (await open()).measure(room, { olderThan: 10_000 }), measured);
    assert.match(await readFile(log("log.db"), "utf8"), /"latestAt":2000.*"segment 1"/u);
  });

  it("are mended when somebody reads what is damaged, and the mentor hears of it [H40]", async () => {
    await say(await open(), 9);
    await store?.close();
    const path = log("messages-000000000004.db");
    const bytes = await readFile(path, "utf8");
    await writeFile(path, bytes.replace('"seq":5,', '"seq":5\0'));

    const damages: LogDamage[] = [];
    const messages = await open({ onDamage: (_, damage) => damages.push(damage) });
    const epoch = await messages.epoch(room);
    const pages = [0, 3, 4, 7].map((after) => messages.after(room, { after, limit: 3 }));
    assert.deepEqual(
      (await Promise.all(pages)).map((page) => page.map(({ seq }) => seq)),
      [
        [1, 2, 3],
        [4, 6, 7],
        [6, 7, 8],
        [8, 9],
      ],
    );
    assert.deepEqual(
      damages.map(({ lost }) => lost),
      [1],
    );
    assert.deepEqual((await messages.removals(room)).deleted, [5]);
    assert.notEqual(await messages.epoch(room), epoch);
    assert.match(await readFile(log(damages[0]?.copy ?? ""), "utf8"), /"seq":5\0/u);
  });

  it("go on where the next cannot be begun, and nothing is lost by it [H9] [H41]", async () => {
    const messages = await open();
    await say(messages, 2);
    // In the place of the next one.
    await mkdir(log("messages-000000000004.db"));
    await say(messages, 3);
    assert.equal(await messages.head(room), 5);
    await eventually(async () => assert.deepEqual(await firsts(), [1, 4, 5]));
    await rm(log("messages-000000000004.db"), { recursive: true });
    await say(messages, 1);
    assert.equal((await texts(await open())).length, 6);
  });

  it("that were begun and not gone on with take no numbers away from those before [H1] [H41]", async () => {
    await say(await open({ segment: { ...tinySegments, messages: 100 } }), 5);
    await store?.close();
    await writeFile(log("messages-000000000003.db"), "");
    const messages = await open();
    assert.deepEqual(await texts(messages), ["1", "2", "3", "4", "5"]);
    assert.equal((await messages.append(room, [said("6")]))[0]?.seq, 6);
  });

  it("are backed up as a beginning of the log while it goes on [H12]", async () => {
    const messages = await open();
    await say(messages, 5);
    let isTalking = true;
    const talking = (async () => {
      for (let i = 0; isTalking; i++) {
        const [message] = await say(messages, 3);
        if (i % 5 === 4) await messages.clear(room, (await messages.head(room)) - 4);
        if (message) await messages.scrub(room);
      }
    })();
    for (let round = 1; round <= 4; round++) {
      await backupData(folder("data"), folder(`copy-${round}`));
    }
    isTalking = false;
    await talking;

    for (let round = 1; round <= 4; round++) {
      await restoreData(folder(`copy-${round}`), folder(`other-${round}`));
      const restored = await open({}, folder(`other-${round}`, "host"));
      const head = await restored.head(room);
      const { clearedSeq, deleted } = await restored.removals(room);
      const seqs = (await restored.after(room, all)).map(({ seq }) => seq);
      assert.deepEqual(
        seqs,
        Array.from({ length: head - clearedSeq }, (_, i) => clearedSeq + 1 + i),
      );
      assert.deepEqual(deleted, []);
    }
  });

  it("outlive kill -9 at any moment: what was acknowledged is there, in order [H1] [H2] [H7] [H41]", async () => {
    const acknowledged: string[] = [];
    for (let round = 1; round <= 3; round++) {
      const program = startProgram("append-for-ever", host(), room, "20");
      const lines: string[] = [];
      program.onLine((line) => lines.push(line));
      await eventually(() => assert.ok(lines.length >= 70 * round));
      program.process.kill("SIGKILL");
      await once(program.process, "close");
      acknowledged.push(...lines);
    }
    const messages = await open();
    const kept = await messages.after(room, all);
    assert.deepEqual(
      kept.map(({ seq }) => seq),
      kept.map((_, i) => i + 1),
    );
    assert.ok((await firsts()).length > 5);
    const byId = new Map(kept.map(({ id, seq }) => [id, seq]));
    for (const line of acknowledged) {
      const [id = "", seq] = line.split(" ");
      assert.equal(byId.get(id), Number(seq));
    }
  });
});
