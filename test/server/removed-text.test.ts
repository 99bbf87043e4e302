import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cp, mkdir, readdir, readFile, rm, stat, statfs, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { openNedbStore } from "@classchat/server/adapters/nedb-store";
import { backupData, restoreData } from "@classchat/server/backup";
import type { Store } from "@classchat/server/chat/ports";
import { said } from "../support/said.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const room = "aaaaaaaaaaaa";
const all = { after: 0, limit: 1_000 };

describe("removed text", () => {
  const folder = temporaryFolder();
  const host = () => folder("data", "host");
  const log = (at = host()) => join(at, "rooms", room, "messages-000000000001.db");
  const book = (at = host()) => join(at, "rooms", room, "log.db");
  let store: Store | undefined;
  afterEach(() => store?.close());

  async function open(at = host()): Promise<Store> {
    await store?.close();
    store = await openNedbStore(at);
    return store;
  }

  const texts = async ({ messages }: Store) =>
    (await messages.after(room, all)).map(({ text }) => text);

  async function sayAll({ messages }: Store, ...words: string[]): Promise<void> {
    await messages.append(
      room,
      words.map((word) => said(word)),
    );
  }

  /** The files below the data directory in which the word stands, as bytes. */
  async function whereStands(word: string, below = folder("data")): Promise<string[]> {
    const names = await readdir(below, { recursive: true });
    const found: string[] = [];
    for (const name of names) {
      const isFile = (await stat(join(below, name))).isFile();
      if (isFile && (await readFile(join(below, name))).includes(word)) found.push(name);
    }
    return found;
  }

  it("lies nowhere on the disk, before and after a restart [H28]", async () => {
    const opened = await open();
    await sayAll(opened, "secret one", "secret two", "stays", "secret three", "stays, too");
    assert.notDeepEqual(await whereStands("secret"), []);
    await writeFile(`${log()}.torn-1767603600000`, '{"text":"secret half');

    await opened.messages.clear(room, 2);
    await opened.messages.remove(room, 4);
    await opened.messages.scrub(room);
    assert.deepEqual(await whereStands("secret"), []);

    const again = await open();
    assert.deepEqual(await texts(again), ["stays", "stays, too"]);
    assert.deepEqual(await whereStands("secret"), []);
    assert.deepEqual(await again.messages.removals(room), { clearedSeq: 2, deleted: [4] });
  });

  it("is not handed in again, and its number not given again, after a restart [H25] [H29]", async () => {
    const draft = said("once");
    const first = await open();
    await first.messages.append(room, [draft]);
    await first.messages.clear(room, 1);
    const { messages } = await open();
    assert.equal(await messages.head(room), 1);
    assert.deepEqual(await messages.append(room, [draft]), [undefined]);
    assert.equal((await messages.append(room, [said("next")]))[0]?.seq, 2);
  });

  it("is all there or all gone after a kill at any moment of deciding it [H28]", async () => {
    const opened = await open();
    await sayAll(opened, "secret one", "secret two", "stays", "secret three");
    const before = (await stat(book())).size;
    await opened.messages.remove(room, 4);
    const between = (await stat(book())).size;
    await opened.messages.clear(room, 2);
    const bytes = await readFile(book());

    const outcomes = new Set<string>();
    for (const end of cutsOf(bytes, before)) {
      const copy = folder("cut", String(end));
      await cp(folder("data", "host"), copy, { recursive: true });
      await writeFile(book(copy), bytes.subarray(0, end));
      outcomes.add(await outcomeOf(copy, end < between ? "secret three" : "secret one"));
    }
    assert.deepEqual(
      [...outcomes],
      ["secret one,secret two,stays,secret three", "secret one,secret two,stays", "stays"],
    );
  });

  /** Where a kill may have cut the file off: around the end of each line, and now and then within one. */
  function cutsOf(bytes: Buffer, from: number): number[] {
    const isNearLineEnd = (end: number) => bytes.subarray(end - 2, end + 1).includes("\n");
    const ends = Array.from({ length: bytes.length - from + 1 }, (_, i) => from + i);
    return ends.filter((end) => isNearLineEnd(end) || end % 41 === 0);
  }

  /** What is there after a start; once the word is gone from the history, it is gone from the disk. */
  async function outcomeOf(copy: string, word: string): Promise<string> {
    const opened = await open(copy);
    const found = await texts(opened);
    const shouldStand = found.includes(word);
    assert.equal((await whereStands(word, join(copy, "rooms"))).length > 0, shouldStand);
    assert.equal(await opened.messages.head(room), 4);
    return found.join();
  }

  it("is gone after a kill at any moment of taking it off the disk [H28]", async () => {
    const opened = await open();
    await sayAll(opened, "secret one", "secret two", "stays", "secret three");
    await opened.messages.remove(room, 4);
    await opened.messages.clear(room, 2);
    const decided = await readFile(book());
    const written = await readFile(log());
    await opened.messages.scrub(room);
    await opened.close();
    store = undefined;

    const [next] = (await readdir(dirname(log()))).filter((name) => name.includes("000005"));
    assert.ok(next, "the text is taken out of a segment that is not written any more");
    const stages: Record<string, (at: string) => Promise<void>> = {
      "the next segment is not begun": async (at) => {
        await rm(join(dirname(log(at)), next));
        await writeFile(log(at), written);
      },
      "the next segment is begun": (at) => writeFile(log(at), written),
      "the new file is half written": async (at) => {
        await writeFile(log(at), written);
        await writeFile(`${log(at)}-1.new`, written.subarray(0, -9));
      },
      "it is not noted that all is done": async () => {},
    };
    for (const [stage, make] of Object.entries(stages)) {
      const copy = folder(stage.replaceAll(" ", "-"));
      await cp(host(), copy, { recursive: true });
      await writeFile(book(copy), decided);
      await make(copy);
      const again = await open(copy);
      assert.deepEqual(await texts(again), ["stays"], stage);
      assert.deepEqual(await whereStands("secret", copy), [], stage);
      assert.equal((await again.messages.append(room, [said("on")]))[0]?.seq, 5, stage);
    }
  });

  it("that a full disk kept from being scrubbed goes when it is asked again [H28]", async function () {
    if (process.platform !== "linux" || process.getuid?.() !== 0) this.skip();
    const disk = folder("disk");
    await mkdir(disk);
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", disk]);
    try {
      const { messages } = await open(disk);
      const long = "x".repeat(3_000);
      const words = Array.from({ length: 130 }, (_, i) => (i === 0 ? "secret" : long));
      await messages.append(
        room,
        words.map((word) => said(word)),
      );
      // The segment would be written anew beside itself, and there is no room for that.
      await fillUp(disk);
      assert.equal((await messages.clear(room, 1)).count, 1);
      await assert.rejects(messages.scrub(room), { code: "disk-full" });
      assert.equal((await messages.after(room, all)).length, 129);
      assert.notDeepEqual(await whereStands("secret", disk), []);

      await rm(join(disk, "ballast"));
      assert.equal((await messages.clear(room, 1)).count, 0);
      await messages.scrub(room);
      assert.deepEqual(await whereStands("secret", disk), []);
      assert.equal((await messages.append(room, [said("goes on")]))[0]?.seq, 131);
    } finally {
      await store?.close();
      store = undefined;
      execFileSync("umount", ["--lazy", disk]);
    }
  });

  /** Leaves room for some lines, and not for a file. */
  async function fillUp(disk: string): Promise<void> {
    const { bavail, bsize } = await statfs(disk);
    await writeFile(join(disk, "ballast"), "x".repeat(bavail * bsize - 64 * 1024));
  }

  it("is all there where it could not be taken away [H9] [H28]", async () => {
    let failure: Error | undefined;
    store = await openNedbStore(host(), {
      sync: async (file) => {
        if (failure) throw failure;
        await file.datasync();
      },
    });
    const { messages } = store;
    const drafts = ["a", "b", "c"].map((text) => said(text));
    const kept = await messages.append(room, drafts);
    const before = await readFile(log());

    failure = Object.assign(new Error("No space."), { code: "ENOSPC" });
    await assert.rejects(messages.clear(room, 2), { code: "disk-full" });
    await assert.rejects(messages.remove(room, 1), { code: "disk-full" });
    assert.deepEqual(await readFile(log()), before);
    assert.deepEqual(await messages.after(room, all), kept);
    assert.deepEqual(await messages.removals(room), { clearedSeq: 0, deleted: [] });

    failure = undefined;
    assert.deepEqual(await messages.append(room, drafts), kept);
    assert.equal((await messages.clear(room, 2)).count, 2);
    assert.deepEqual(await texts(store), ["c"]);
  });

  it("does not come back with a backup that was taken since [H12] [H28]", async () => {
    const draft = said("secret");
    const opened = await open();
    await opened.messages.append(room, [draft, said("stays"), said("secret, too")]);
    await opened.messages.clear(room, 1);
    await opened.messages.remove(room, 3);
    await opened.messages.scrub(room);
    await backupData(folder("data"), folder("copy"));
    await restoreData(folder("copy"), folder("other"));

    const { messages } = await open(folder("other", "host"));
    assert.deepEqual(await messages.removals(room), { clearedSeq: 1, deleted: [3] });
    assert.deepEqual(await messages.append(room, [draft]), [undefined]);
    assert.equal(await messages.head(room), 3);
    assert.deepEqual(await whereStands("secret", folder("other")), []);
  });
});
