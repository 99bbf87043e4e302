import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Host, openHostKey } from "@classchat/server";
import { FolderBlobs } from "@classchat/server/adapters/folder-blobs";
import { openNedbStore } from "@classchat/server/adapters/nedb-store";
import { backupData, restoreData } from "@classchat/server/backup";
import { FileLines } from "../support/file-lines.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { roomNamed, World } from "../support/world.ts";

const many = 500;
const letter = (digit: string) => "abcdefghij"[Number(digit)] ?? "";

describe("a backup of files", () => {
  const folder = temporaryFolder();
  const lines = new FileLines();
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  afterEach(async () => {
    lines.close();
    await world.end();
  });

  async function open(name: string): Promise<Host> {
    return world.startHost({
      store: await openNedbStore(folder(name, "host")),
      blobs: new FolderBlobs(folder(name, "host", "rooms")),
    });
  }

  it("has each file that its log announces, also from a host that goes on [F27]", async () => {
    const host = await open("data");
    await openHostKey(folder("data", "host"));
    const mia = await world.mentor(host, "mia");
    let isDone = false;
    const handingIn = (async () => {
      for (let i = 0; !isDone; i++) {
        const bytes = Buffer.from(`file ${i} ${"x".repeat(20_000)}`);
        await lines.handIn(host, mia, bytes, { name: `${i}.txt` });
      }
    })();
    for (let i = 0; i < 5; i++) await lines.handIn(host, mia, Buffer.from(`first ${i}`));
    await backupData(folder("data"), folder("copy"));
    isDone = true;
    await handingIn;
    await restoreData(folder("copy"), folder("other"));

    const restored = await open("other");
    const back = await world.signIn(restored, "mia");
    const { messages } = await back.request("message:after", { after: 0, limit: 100 });
    const announced = messages.flatMap(({ file }) => (file ? [file] : []));
    assert.ok(announced.length >= 5);
    for (const { id, size } of announced) {
      assert.equal((await lines.fetch(restored, back, id)).length, size);
    }
    const listed = await back.request("file:list", {});
    assert.equal(listed.messages.length, announced.length);
  });

  it("that lacks a file says so, and forgets files that its log does not know [F27]", async () => {
    const first = await open("data");
    const mia = await world.mentor(first, "mia");
    const one = await lines.handIn(first, mia, Buffer.from("one"));
    const { id: room } = roomNamed(first, "physics");
    const blobs = new FolderBlobs(folder("data", "host", "rooms"));
    await blobs.remove({ room, file: one.file?.id ?? "" });
    await assert.rejects(lines.fetch(first, mia, one.file?.id ?? ""), { code: "file-not-found" });
    await first.close();

    const store = await openNedbStore(folder("data", "host"));
    const [record] = await store.files.list(room);
    assert.ok(record);
    const newer = { ...record, id: "z".repeat(26), draft: randomUUID(), seq: one.seq + 7 };
    await store.files.offer(newer, { accountBytes: 100, roomBytes: 100 });
    await store.close();
    await mkdir(folder("data", "host", "rooms", room, "files"), { recursive: true });
    await writeFile(folder("data", "host", "rooms", room, "files", newer.id), "one");
    const second = await open("data");
    assert.deepEqual(await blobs.list(room), []);
    const back = await world.signIn(second, "mia");
    assert.equal((await back.request("file:list", {})).messages.length, 1);
  });

  it("starts a room with many files hardly later than one without [F28]", async () => {
    const empty = await startTook();
    const store = await openNedbStore(folder("data", "host"));
    const { id: room } = await store.rooms.open("physics", "aaaaaaaaaaaa");
    const files = folder("data", "host", "rooms", room, "files");
    await mkdir(files, { recursive: true });
    const ids = Array.from({ length: many }, (_, i) =>
      `${i}`.padStart(26, "a").replace(/\d/gu, letter),
    );
    const common = { room, account: "mia", name: "x", size: 0, sha256: "0".repeat(64) };
    await Promise.all(
      ids.map(async (id, i) => {
        const record = {
          ...common,
          id,
          draft: randomUUID(),
          offeredAt: Date.now(),
          seq: undefined,
        };
        await store.files.offer(record, { accountBytes: 1, roomBytes: 1 });
        if (i % 2 === 0) await writeFile(join(files, id), "");
      }),
    );
    await store.close();
    assert.ok((await startTook()) < empty + 1_000);
  });

  async function startTook(): Promise<number> {
    const start = performance.now();
    const host = await open("data");
    const took = performance.now() - start;
    await host.close();
    return took;
  }
});
