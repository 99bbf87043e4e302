import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { program as classchat, onLoopback } from "../support/command.ts";
import { demoScreen, field, terminals } from "../support/demo-terminal.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { keys, type Terminal } from "../support/terminal.ts";
import { password, roomNamed, World } from "../support/world.ts";

describe("typing on the screen", function () {
  this.slow(2_000);
  const folder = temporaryFolder();
  const show = demoScreen();
  const start = terminals();
  const esc = "\u001b";

  it("opens the commands with / above the field, which arrows, Tab and Esc work on [C48]", async () => {
    const terminal = await show("chat", { rows: 24 });
    terminal.type("/");
    await terminal.waitFor(/ {2}\/help .*the commands and the keys[\s\S]*… 14 more.*\n› \/$/mu);
    terminal.type(keys.down + keys.down);
    await terminal.sees(() => {
      const marked = terminal.find(/^› \/rooms .*the rooms on this network/u);
      assert.ok(marked && terminal.cell(marked.x, marked.y).inverse);
    });
    terminal.type(keys.tab);
    await terminal.waitFor((screen) => screen.lines().at(field) === "› /rooms");
    terminal.type(esc);
    await terminal.sees(() => {
      assert.doesNotMatch(terminal.text(), /on this network/u);
      assert.equal(terminal.row(field), "› /rooms");
    });
  });

  it("keeps a small window whole under the list of commands [C48]", async () => {
    const terminal = await show("chat", { cols: 40, rows: 12 });
    terminal.type("/");
    await terminal.waitFor(/… 17 more/u);
    for (const [cols, rows] of [
      [20, 6],
      [24, 10],
    ] as const) {
      terminal.resize(cols, rows);
      await terminal.waitFor((screen) => {
        const lines = screen.lines();
        const isListed = lines.some((line) => line.includes("/help"));
        return (
          lines[0]?.startsWith("[1 physics]") === true &&
          lines.at(field) === "› /" &&
          isListed === rows >= 10
        );
      });
    }
  });

  it("begins a line by Shift+Enter, and knows keys of other layouts, where the terminal tells of them [C77]", async () => {
    const terminal = await asked();
    terminal.type(`one${esc}[13;2utwo${esc}[13;2u`);
    await terminal.waitFor(/^› one\n {2}two$/mu);
    // Ctrl+Ц on a Russian keyboard, where others have Ctrl+W; then Ctrl+C on a Greek one.
    terminal.type(`gone${esc}[1094::119;5u${keys.enter}`);
    await terminal.waitFor(/✓ one\s.*\n {22}two/u);
    assert.doesNotMatch(terminal.text(), /gone/u);
    terminal.type(`${esc}[968::99;5u`);
    assert.equal(await terminal.exited, 0);
    assert.equal(terminal.keyboard, undefined);
  });

  /** The screen on a terminal that answered in time what it can tell; else, on a slow machine, another one. */
  const asked = async (): Promise<Terminal> => {
    const terminal = await show("chat");
    await terminal.waitFor((screen) => /\[\?u/u.test(screen.output));
    const isInTime = () => terminal.waitFor((screen) => screen.keyboard === "5", 2_000);
    return isInTime().catch(asked);
  };

  it("takes back what was cut, and brings back what was sent", async () => {
    const terminal = await show("chat");
    terminal.type(`cut me${keys.ctrl("u")}not me ${keys.ctrl("y")}`);
    await terminal.waitFor(/^› not me cut me$/mu);
    terminal.type(keys.enter);
    await terminal.waitFor(/✓ not me cut me/u);
    terminal.type(keys.up);
    await terminal.waitFor(/^› not me cut me$/mu);
    terminal.type(keys.down);
    await terminal.waitFor((screen) => screen.row(field) === "›");
  });

  it("completes names by Tab [C48]", async () => {
    const terminal = await show("chat");
    terminal.type(`hi @fr${keys.tab}`);
    await terminal.waitFor("› hi @frau_weber");
    terminal.type(`and @д${keys.tab}!`);
    await terminal.waitFor("› hi @frau_weber and @дмитрий !");
  });

  it("asks about a long paste, in the question bar [C47]", async () => {
    const terminal = await show("chat");
    terminal.type("see: ");
    await terminal.waitFor("› see:");
    terminal.paste("one\ntwo\nthree\nfour");
    await terminal.sees(() => {
      assert.match(terminal.text(), /4 lines to be pasted: .*s \/ f \/ e \/ c/su);
      assert.equal(terminal.row(field), "›");
    });
    terminal.type(`f${keys.enter}`);
    await terminal.sees(() => {
      assert.match(terminal.text(), /✓ a file of 4 lines/u);
      assert.equal(terminal.row(field), "› see:");
    });
    terminal.paste("one\ntwo\nthree\nfour");
    await terminal.waitFor("4 lines to be pasted");
    terminal.type(`s${keys.enter}`);
    await terminal.waitFor(/✓ see: one\s.*\n {22}two\s.*\n {22}three\s.*\n {22}four/su);
  });

  it("leaves the terminal to the user's editor and takes it back, also when that fails [C47]", async () => {
    const script = folder("editor.cjs");
    await writeFile(
      script,
      `const fs = require("node:fs"); const file = process.argv.at(-1);
       process.stdout.write("the editor has it\\n");
       process.stdin.once("data", (data) => {
         fs.appendFileSync(file, "\\nand on");
         process.exit(String(data).startsWith("fail") ? 1 : 0);
       });`,
    );
    const terminal = await show("chat", {
      env: { VISUAL: "", EDITOR: `"${process.execPath}" "${script}"` },
    });
    terminal.type("begun");
    await terminal.waitFor("› begun");
    terminal.type(keys.ctrl("o"));
    await terminal.waitFor("the editor has it");
    assert.equal(terminal.alternate, false);
    assert.equal(terminal.bracketedPaste, false);
    terminal.type("ok\n");
    await terminal.sees(() => {
      assert.match(terminal.text(), /› begun\n {2}and on/u);
      assert.equal(terminal.alternate, true);
      assert.equal(terminal.bracketedPaste, true);
    });
    terminal.type(keys.alt("e"));
    await terminal.waitFor(/the editor has it\nok\nthe editor has it/u);
    terminal.type("fail\n");
    await terminal.waitFor("failed: your text is as it was.");
    terminal.type("!");
    await terminal.waitFor(/› begun\n {2}and on!/u);
  });

  it("goes to a room by letters of its name, and to the one with something new by a key [C49]", async () => {
    const terminal = await show("tabs");
    await terminal.waitFor(/\[2 physics\].* 3 maths ●1/u);
    terminal.type(keys.ctrl("k"));
    await terminal.waitFor(/^› maths +open {3}●1\n {2}physics +open.*\n {2}chemistry +join/mu);
    terminal.type("py");
    await terminal.sees(() => {
      assert.match(terminal.text(), /^› physics +open/mu);
      assert.equal(terminal.row(field), "› py");
    });
    terminal.type(esc);
    await terminal.waitFor((screen) => !screen.text().includes("Go to a room"));
    terminal.type(keys.ctrl("g"));
    await terminal.waitFor(/\[3 maths\]/u);
    terminal.type(keys.ctrl("g"));
    await terminal.waitFor("Nothing is new in other rooms.");
    terminal.type(`${keys.ctrl("k")}phy${keys.enter}`);
    await terminal.waitFor(/\[2 physics\]/u);
    terminal.type(keys.alt("3"));
    await terminal.waitFor(/\[3 maths\]/u);
  });

  it("lists rooms in a small window too, and needs no colours [C49]", async () => {
    const terminal = await show("tabs", { cols: 20, rows: 6, env: { NO_COLOR: "1" } });
    terminal.type(keys.ctrl("k"));
    await terminal.waitFor(/^› maths/mu);
    assert.ok(terminal.lines().every((line) => line.length <= 20));
    assert.ok(!/\[(?:\d+;)*[1-9]\d*m/u.test(terminal.output.replaceAll("\u001b[7m", "")));
  });

  it("finds what was begun in a room again after a restart [C46]", async () => {
    const world = new World();
    try {
      const host = await world.startHost();
      await world.register(host, "ana");
      const room = `127.0.0.1:${roomNamed(host, "physics").port}`;
      const join = () =>
        start([classchat, "join", room, "--data", folder("ana")], { env: onLoopback });
      const signIn = async (terminal: Terminal) => {
        await terminal.waitFor("Sign in");
        terminal.type(`ana${keys.enter}${password}${keys.enter}`);
        await terminal.waitFor("ana @ physics   online");
      };
      const terminal = join();
      await terminal.waitFor("room code");
      terminal.type(keys.enter);
      await signIn(terminal);
      terminal.type("half a sentence");
      await terminal.waitFor("› half a sentence");
      terminal.type(keys.ctrl("c"));
      assert.equal(await terminal.exited, 0);
      const again = join();
      await signIn(again);
      await again.waitFor("› half a sentence");
    } finally {
      await world.end();
    }
  });
});
