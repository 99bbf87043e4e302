import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, readdir } from "node:fs/promises";
import { Command } from "../support/command.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const needsRoot = process.platform !== "linux" || process.getuid?.() !== 0;

describe("classchat doctor on a disk", () => {
  const folder = temporaryFolder();

  async function diskOn(options: string): Promise<unknown> {
    await mkdir(folder("data"), { recursive: true });
    execFileSync("mount", ["-t", "tmpfs", "-o", options, "classchat", folder("data")]);
    try {
      const command = new Command(["doctor", "--json"], { data: folder("data") });
      assert.equal((await command.ended).exitCode, 1);
      assert.deepEqual(await readdir(folder("data")), []);
      return command.objects.find(({ check }) => check === "disk")?.code;
    } finally {
      execFileSync("umount", ["--lazy", folder("data")]);
    }
  }

  it("says that it is full, or may not be written to [D19]", async function () {
    if (needsRoot) this.skip();
    assert.equal(await diskOn("size=16k"), "disk-full");
    assert.equal(await diskOn("ro"), "disk-unwritable");
  });
});
