import assert from "node:assert/strict";
import { onLoopback, program } from "../support/command.ts";
import { loadedSources, marks, notingLoads } from "../support/loaded-sources.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { keys, Terminal } from "../support/terminal.ts";

describe("the first frame of the screen", function () {
  this.slow(4_000);
  const folder = temporaryFolder();

  it("loads no server, nothing that stores or mails, and no library's part for developers", async () => {
    const args = [program, "rooms", "--data", folder("data")];
    const env = { ...onLoopback, ...notingLoads(folder("loaded")) };
    const terminal = Terminal.start(process.execPath, args, { env });
    try {
      await terminal.waitFor((screen) => screen.alternate && screen.text().trim() !== "");
      terminal.type(keys.ctrl("c"));
      assert.equal(await terminal.exited, 0);
    } finally {
      await terminal.close();
    }
    const sources = await loadedSources(folder("loaded"));
    const { react, zod, socketIo, ...others } = marks;
    for (const mark of [react, zod, socketIo]) assert.ok(sources.includes(mark), mark);
    for (const mark of Object.values(others)) assert.ok(!sources.includes(mark), mark);
  });
});
