import assert from "node:assert/strict";
import { onLoopback, program } from "../support/command.ts";
import { oddFaults, provoke } from "../support/odd-faults.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { keys, Terminal } from "../support/terminal.ts";
import { password } from "../support/world.ts";

describe("the screen of a host where something throws that nobody catches", () => {
  const folder = temporaryFolder();
  let terminal: Terminal;

  afterEach(() => terminal.close());

  it("stays, and says where it is written down [R11] [R12]", async () => {
    const args = [program, "host", "--name", "physics", "--port", "0", "--data", folder()];
    const env = { ...onLoopback, ...oddFaults };
    terminal = Terminal.start(process.execPath, args, { env, cols: 120, rows: 30 });
    await terminal.waitFor("password again");
    terminal.type(["mia", "mia.l", password, password].join(keys.tab) + keys.enter);
    const address = /127\.0\.0\.1:(\d+)/u;
    await terminal.waitFor((screen) => /mia @/u.test(screen.text()) && address.test(screen.text()));
    const port = Number(address.exec(terminal.text())?.[1]);
    await provoke({ port }, "/timer");
    await terminal.waitFor(/! \d\d:\d\d this host:/u);
    await terminal.waitFor("host/classchat.log");
    terminal.type(`still here${keys.enter}`);
    await terminal.waitFor(/✓ still here/u);
    assert.doesNotMatch(terminal.output, /in a timer/u);
  });
});
