import assert from "node:assert/strict";
import { onLoopback, program } from "../support/command.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { keys, Terminal } from "../support/terminal.ts";
import { password, roomNamed, World } from "../support/world.ts";

// All else that needs a terminal is in `test/terminal`.
describe("the program on a terminal", () => {
  const folder = temporaryFolder();
  const world = new World();
  let terminal: Terminal;

  afterEach(async () => {
    await terminal.close();
    await world.end();
  });

  it("signs in, talks, and gives the terminal back", async () => {
    const host = await world.startHost();
    await world.register(host, "ana");
    const room = `127.0.0.1:${roomNamed(host, "physics").port}`;
    const args = [program, "join", room, "--data", folder()];
    terminal = Terminal.start(process.execPath, args, { env: onLoopback });
    await terminal.waitFor("room code");
    terminal.type(keys.enter);
    await terminal.waitFor("Sign in");
    terminal.type(`ana${keys.enter}${password}${keys.enter}`);
    await terminal.waitFor("ana @ physics   online");
    terminal.type(`hello${keys.enter}`);
    await terminal.waitFor(/ana +✓ hello/u);
    terminal.type(keys.ctrl("c"));
    assert.equal(await terminal.exited, 0);
    assert.equal(terminal.alternate, false);
    assert.equal(terminal.text().trim(), "Left physics.");
  });
});
