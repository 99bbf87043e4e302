import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { Command } from "../support/command.ts";
import { skipIf, whyNoRoot } from "../support/skips.ts";
import { onSmallDisk } from "../support/small-disk.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

describe("classchat doctor on a disk", () => {
  const folder = temporaryFolder();

  const diskOn = (options: string) =>
    onSmallDisk(folder("data"), options, async () => {
      const command = new Command(["doctor", "--json"], { data: folder("data") });
      assert.equal((await command.ended).exitCode, 1);
      assert.deepEqual(await readdir(folder("data")), []);
      return command.objects.find(({ check }) => check === "disk")?.code;
    });

  it("says that it is full, or may not be written to [D19]", async function () {
    skipIf(this, whyNoRoot("test:faults"));
    assert.equal(await diskOn("size=16k"), "disk-full");
    assert.equal(await diskOn("ro"), "disk-unwritable");
  });
});
