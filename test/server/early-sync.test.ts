import assert from "node:assert/strict";
import type { FileHandle } from "node:fs/promises";
import { EarlySync } from "@classchat/server/adapters/early-sync";

const much = 64 * 1024 * 1024;

/** A file on a disk that is slow, or broken. */
function diskOf(sync: () => Promise<void>): { file: FileHandle; synced: () => number } {
  let count = 0;
  const datasync = () => {
    count++;
    return sync();
  };
  return { file: { datasync } as FileHandle, synced: () => count };
}

describe("a large file", () => {
  it("is written to the disk while it comes, and all of it at the end [F30]", async () => {
    const { file, synced } = diskOf(async () => {});
    const disk = new EarlySync(file);
    disk.wrote(much - 1);
    assert.equal(synced(), 0);
    disk.wrote(1);
    assert.equal(synced(), 1);
    await disk.finish();
    assert.equal(synced(), 2);
  });

  it("waits for its turn while the disk is busy with another one [F30]", async () => {
    let isDone = () => {};
    const slow = diskOf(() => new Promise((resolve) => (isDone = resolve)));
    const other = diskOf(async () => {});
    const [first, second] = [new EarlySync(slow.file), new EarlySync(other.file)];
    first.wrote(much);
    second.wrote(much);
    assert.deepEqual([slow.synced(), other.synced()], [1, 0]);
    isDone();
    await first.settled();
    second.wrote(1);
    assert.equal(other.synced(), 1);
    await second.settled();
  });

  it("that the disk did not take is told of at its end [F30]", async () => {
    let isBroken = true;
    const { file } = diskOf(async () => {
      if (isBroken) throw new Error("no room");
    });
    const disk = new EarlySync(file);
    disk.wrote(much);
    await disk.settled();
    isBroken = false;
    await assert.rejects(disk.finish(), /no room/u);
  });
});
