import assert from "node:assert/strict";
import { onLoopback, program } from "../support/command.ts";
import { loadedModules, notingLoads } from "../support/loaded-modules.ts";
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
    const loaded = await loadedModules(folder("loaded"));
    for (const name of ["ink", "react", "zod", "socket.io-client"])
      assert.ok(loaded.includes(name), name);
    const unwanted = ["react-devtools-core", "nodemailer", "nedb-promises", "socket.io", "server"];
    for (const name of unwanted) assert.ok(!loaded.includes(name), name);
    assert.deepEqual(
      loaded.filter((name) => name.endsWith("for developers")),
      [],
    );
  });
});
