import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { onLoopback, program as realProgram } from "../support/command.ts";
import { demoScreen, terminals } from "../support/demo-terminal.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { keys, type Terminal } from "../support/terminal.ts";
import { password, roomNamed, World } from "../support/world.ts";

describe("the host's screen, and what reaches over its edge", function () {
  this.slow(2_000);
  const folder = temporaryFolder();
  const show = demoScreen();
  const start = terminals();

  it("has what went wrong and how much is said beside the messages [C38]", async () => {
    const terminal = await show("host", { cols: 120, rows: 40 });
    terminal.say("make me a mentor");
    await terminal.waitFor("waiting for a code");
    terminal.say("warn with signs");
    await terminal.waitFor(/│ ! \d\d:\d\d a mail failed:\s+[^│]*│ {3}x gone/u);
    terminal.say("let ben say it");
    await terminal.waitFor("● 1 message a minute");
    assert.ok(terminal.titles.every((title) => /^(?:\(\d+\) )?classchat$/u.test(title)));
  });

  it("shows code and address large to whoever reads them off it, until people need the room [C75]", async () => {
    const terminal = await show("host", { cols: 120, rows: 46 });
    const code = /MAPLE OTTER RIVER SEVEN/u;
    const shows = (...seen: boolean[]) =>
      terminal.sees(() => {
        const [letters, qr] = [/│ █▀▄ ▀█▀ █ █ █▀▀ █▀▄$/mu, /│ █▀▀▀▀▀▀▀█/u];
        assert.deepEqual(
          [code, letters, qr].map((part) => part.test(terminal.text())),
          seen,
        );
      });
    await shows(true, true, true);
    terminal.resize(120, 40);
    await shows(true, true, false);
    terminal.resize(120, 24);
    await shows(true, false, false);
  });

  it("becomes a card with large letters and a QR code, until any key [C39]", async () => {
    const terminal = await show("host", { cols: 120, rows: 40 });
    terminal.say("/card");
    await terminal.sees(() => {
      assert.doesNotMatch(terminal.text(), /Good morning|frau_weber|› |online|\[1/u);
      assert.match(terminal.text(), /192\.168\.1\.20:4242/u);
      assert.ok(terminal.lines().filter((line) => /█{20}/u.test(line)).length > 8);
      const corner = terminal.find(/█{58}/u);
      assert.ok(corner, "no QR code");
      const dark = { x: corner.x + 8, y: corner.y + 4 };
      const row = [0, 2, 12, 14].map((x) => terminal.cell(dark.x + x, dark.y).text.trim());
      assert.deepEqual(row, ["", "", "", "█"]);
    });
    terminal.resize(40, 12);
    await terminal.waitFor("MAPLE OTTER RIVER SEVEN");
    terminal.resize(20, 6);
    await terminal.waitFor("192.168.1.20:4242");
    terminal.resize(80, 24);
    terminal.type("x");
    await terminal.sees(() => {
      assert.match(terminal.text(), /Good morning/u);
      assert.equal(terminal.lines().at(-2), "›");
    });
  });

  it("has the card without colours too, and where no host is it says why there is none [C39]", async () => {
    const terminal = await show("host", { cols: 120, rows: 40, env: { NO_COLOR: "1" } });
    terminal.say("/card");
    await terminal.waitFor(/█{58}/u);
    assert.ok(!/\[(?:\d+;)*[1-9]\d*m/u.test(terminal.output));
    const chat = await show("chat");
    chat.say("/card");
    await chat.waitFor("The card is shown on the host's own screen only.");
  });

  it("closes its rooms when its window is closed, however often it is told so [C74]", async function () {
    if (process.platform === "win32") this.skip();
    const args = [realProgram, "host", "--name", "physics", "--data", folder("data")];
    const terminal = start(args, { env: onLoopback });
    await terminal.waitFor("Welcome. Make the mentor's account");
    process.kill(terminal.pid, "SIGHUP");
    await terminal.sees(() => assert.equal(terminal.alternate, false));
    if (terminal.exitCode === undefined) process.kill(terminal.pid, "SIGHUP");
    await terminal.exited;
    const log = await readFile(folder("data", "host", "classchat.log"), "utf8");
    assert.match(log, /"what":"closed"/u);
  });

  it("rings for what is meant for one, and gives the title back [C40]", async () => {
    const terminal = await show("chat", { env: { TERM_PROGRAM: "WezTerm" } });
    terminal.say("let ben say it");
    await terminal.waitFor("all of you, look");
    assert.equal(terminal.bells, 0);
    terminal.say("let ben call with signs");
    await terminal.waitFor("@anu ;xy");
    await terminal.sees(() => {
      assert.equal(terminal.bells, 1);
      assert.ok(terminal.output.includes("\u001b]9;classchat: ben in physics: @anu ,xy\u0007"));
    });
    terminal.say("/help");
    await terminal.waitFor("/join ROOM");
    assert.deepEqual(terminal.titles, ["classchat"]);
    terminal.type(keys.ctrl("c"));
    assert.equal(await terminal.exited, 0);
    assert.ok(terminal.output.includes("\u001b]2;\u0007\u001b[23;2t"));
  });

  it("says at the end what was left, and rings again as it was told [C40] [C41]", async () => {
    const world = new World();
    try {
      const host = await world.startHost();
      await world.register(host, "ana");
      const room = `127.0.0.1:${roomNamed(host, "physics").port}`;
      const join = () =>
        start([realProgram, "join", room, "--data", folder()], { env: onLoopback, cols: 100 });
      const signIn = async (terminal: Terminal) => {
        await terminal.waitFor("Sign in");
        terminal.type(`ana${keys.enter}${password}${keys.enter}`);
        await terminal.waitFor("ana @ physics");
      };
      const terminal = join();
      await terminal.waitFor("room code");
      terminal.type(keys.enter);
      await signIn(terminal);
      terminal.say("/bell all");
      await terminal.waitFor("rings for all that others say here");
      terminal.type(keys.ctrl("c"));
      assert.equal(await terminal.exited, 0);
      assert.equal(terminal.text().trim(), "Left physics.");
      const again = join();
      await signIn(again);
      again.say("/bell");
      await again.waitFor("rings for all that others say here");
    } finally {
      await world.end();
    }
  });
});
