import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { access, mkdir, readdir, writeFile } from "node:fs/promises";
import { FolderBlobs } from "@classchat/server/adapters/folder-blobs";
import { temporaryFolder } from "../support/temporary-folder.ts";

const name = { room: "abcdefghij23", file: "abcdefghijklmnopqrstuvwxyz" };
const bytes = (text: string) => new TextEncoder().encode(text);
const ignore = () => {};

describe("the folder of files", () => {
  const folder = temporaryFolder();
  let blobs: FolderBlobs;
  beforeEach(() => {
    blobs = new FolderBlobs(folder());
  });

  it("keeps what was written, whole and under its id alone [F10]", async () => {
    const writer = await blobs.write(name, ignore);
    await writer.add(bytes("one "));
    await writer.add(bytes("two"));
    assert.equal(writer.sha256(), createHash("sha256").update("one two").digest("hex"));
    await assert.rejects(blobs.read(name), "it is not whole yet");
    await writer.keep();

    const reader = await blobs.read(name);
    assert.equal(reader.size, 7);
    const into = Buffer.alloc(100);
    assert.equal(Buffer.from(await reader.read(0, into)).toString(), "one two");
    assert.equal(Buffer.from(await reader.read(4, into.subarray(0, 2))).toString(), "tw");
    assert.equal((await reader.read(7, into)).length, 0);
    await reader.close();
    assert.deepEqual(await readdir(folder(name.room, "files")), [name.file]);
  });

  it("goes on with a part, and shows what is there first [F7]", async () => {
    const first = await blobs.write(name, ignore);
    await first.add(bytes("one "));
    await first.close();
    assert.equal(await blobs.size(name), 4);

    const seen: string[] = [];
    const second = await blobs.write(name, (piece) => seen.push(Buffer.from(piece).toString()));
    await second.add(bytes("two"));
    assert.deepEqual(seen, ["one ", "two"]);
    assert.equal(second.size, 7);
    assert.equal(second.sha256(), createHash("sha256").update("one two").digest("hex"));
    await second.close();
  });

  it("takes a whole file that nobody announced for a part again [F7]", async () => {
    const first = await blobs.write(name, ignore);
    await first.add(bytes("whole"));
    await first.keep();
    assert.equal(await blobs.size(name), 5);
    const second = await blobs.write(name, ignore);
    assert.equal(second.size, 5);
    await second.keep();
  });

  it("lists and removes parts and whole files [F11]", async () => {
    assert.deepEqual(await blobs.list(name.room), []);
    const writer = await blobs.write(name, ignore);
    await writer.close();
    await writeFile(folder(name.room, "files", "stranger.txt"), "");
    assert.deepEqual(await blobs.list(name.room), [name.file]);
    await blobs.remove(name);
    await blobs.remove(name);
    assert.deepEqual(await blobs.list(name.room), []);
  });

  it("is named by nobody but the host [F10]", async () => {
    for (const file of ["../../x", "", "A".repeat(26), `${name.file}/..`]) {
      await assert.rejects(blobs.write({ ...name, file }, ignore));
      await assert.rejects(blobs.read({ ...name, file }));
      await assert.rejects(blobs.remove({ ...name, file }));
    }
    await assert.rejects(blobs.write({ ...name, room: "../elsewhere" }, ignore));
    await assert.rejects(access(folder("x")));
  });

  it("tells how much room is left", async () => {
    await mkdir(folder(), { recursive: true });
    assert.ok((await blobs.freeBytes()) > 0);
  });
});
