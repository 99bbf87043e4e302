import assert from "node:assert/strict";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { lockDirectory } from "@classchat/server/adapters/directory-lock";
import { openNedbStore } from "@classchat/server/adapters/nedb-store";
import { backupData, restoreData } from "@classchat/server/backup";
import type { Store } from "@classchat/server/chat/ports";
import { said } from "../support/said.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const room = "aaaaaaaaaaaa";
const readAll = (store: Store) => store.messages.after(room, { after: 0, limit: 10_000 });

describe("a backup", () => {
  const folder = temporaryFolder();
  const [data, copy, other] = [() => folder("data"), () => folder("copy"), () => folder("other")];
  let store: Store;

  beforeEach(async () => {
    store = await openNedbStore(folder("data", "host"));
    await store.rooms.open("physics", room);
    await store.members.admit("anu", room, 0);
    await store.messages.append(room, [said("one"), said("two")]);
    await writeFile(folder("data", "host", "key.pem"), "the key", { mode: 0o600 });
    await writeFile(folder("data", "config.json"), "{}");
    await mkdir(folder("data", "client"));
    await writeFile(folder("data", "client", "known-hosts.json"), "{}");
  });
  afterEach(() => store.close());

  async function withRestored<Result>(step: (store: Store) => Promise<Result>): Promise<Result> {
    const restored = await openNedbStore(folder("other", "host"));
    try {
      return await step(restored);
    } finally {
      await restored.close();
    }
  }

  it("brings a host back, with its key, settings and messages, under a new epoch [H12] [H5]", async () => {
    await writeFile(folder("data", "host", "classchat.log.1"), "not of the host that is restored");
    await backupData(data(), copy());
    await restoreData(copy(), other());

    assert.ok(!(await readdir(folder("other", "host"))).includes("classchat.log.1"));
    assert.deepEqual(await withRestored(readAll), await readAll(store));
    assert.equal(await readFile(folder("other", "host", "key.pem"), "utf8"), "the key");
    assert.deepEqual((await readdir(other())).toSorted(), ["config.json", "host"]);
    const epoch = await withRestored(({ messages }) => messages.epoch(room));
    assert.notEqual(epoch, await store.messages.epoch(room));
  });

  it("is taken from a running host: no member has read further than its log goes [H12]", async () => {
    let isDone = false;
    const writing = (async () => {
      while (!isDone) {
        const [message] = await store.messages.append(room, [said("x".repeat(2_000))]);
        await store.members.markRead("anu", room, message?.seq ?? 0);
      }
    })();
    await backupData(data(), copy());
    isDone = true;
    await writing;
    await restoreData(copy(), other());

    await withRestored(async (restored) => {
      const { lastRead } = await restored.members.admit("anu", room, 0);
      const head = await restored.messages.head(room);
      assert.ok(lastRead <= head, `${lastRead} read of ${head}`);
      const seqs = (await readAll(restored)).map(({ seq }) => seq);
      assert.deepEqual(
        seqs,
        seqs.map((_, i) => i + 1),
      );
    });
  });

  it("does not open a mentor code again that was spent since [H12]", async () => {
    await store.mentorCodes.replace("code");
    await backupData(data(), copy());
    await restoreData(copy(), other());
    assert.equal(await withRestored(({ mentorCodes }) => mentorCodes.spend("code")), false);
  });

  it("is for its own user only", async function () {
    if (process.platform === "win32") this.skip();
    await writeFile(folder("data", "config.json"), "{}", { mode: 0o644 });
    await backupData(data(), copy());
    for (const name of await readdir(copy(), { recursive: true })) {
      const stats = await stat(folder("copy", name));
      assert.equal(stats.mode & 0o077, 0, name);
    }
  });

  it("is refused where something lies already, or nothing was kept [H12]", async () => {
    await assert.rejects(backupData(data(), data()), { code: "backup-not-empty" });
    const inside = folder("data", "host", "copy");
    await assert.rejects(backupData(data(), inside), { code: "backup-inside" });
    await assert.rejects(backupData(other(), copy()), { code: "nothing-to-back-up" });
  });

  it("is not restored over a host, running or not [H12]", async () => {
    await backupData(data(), copy());
    await assert.rejects(restoreData(copy(), data()), { code: "host-exists" });
    const lock = await lockDirectory(other());
    await assert.rejects(restoreData(copy(), other()), { code: "data-in-use" });
    await lock.release();
  });

  it("is not restored unless it is whole [H12]", async () => {
    await backupData(data(), copy());
    await rm(folder("copy", "backup.json"));
    await assert.rejects(restoreData(copy(), other()), { code: "not-a-backup" });
    await assert.rejects(stat(other()));
  });
});
