import assert from "node:assert/strict";
import { demoScreen, field, status } from "../support/demo-terminal.ts";
import { keys, type Terminal } from "../support/terminal.ts";

const clearScreen = "\u001b[2J";

describe("the screen of a room", function () {
  this.slow(2_000);
  const show = demoScreen();

  it("has tabs on top, people on the right, the field and the status at the bottom", async () => {
    const terminal = await show("chat");
    assert.match(terminal.row(0), /^\[1 physics\] {2}Mechanics, 9b/u);
    assert.match(terminal.row(1), /│ 5 here/u);
    assert.match(terminal.row(2), /│ ★ frau_weber/u);
    assert.match(terminal.text(), /09:01 {2}anu {10}✓ I think it wants/u);
    assert.equal(terminal.row(field), "›");
    assert.match(terminal.row(status), /anu @ physics {3}online/u);
    assert.equal(terminal.cell(1, 0).inverse, true);
    assert.deepEqual(terminal.cursor(), { x: 2, y: 18 });
    assert.equal(terminal.alternate, true);
  });

  it("echoes what is typed and edits it by characters as readers count them", async () => {
    const terminal = await show("chat");
    terminal.type("héllo 👍🏽");
    await terminal.waitFor("› héllo 👍");
    assert.deepEqual(terminal.cursor(), { x: 10, y: 18 });
    terminal.type(keys.backspace + keys.left + keys.left);
    await terminal.waitFor((screen) => screen.cursor().x === 6);
    terminal.type(`L${keys.enter}`);
    await terminal.sees(() => {
      assert.match(terminal.text(), /anu +✓ héllLo/u);
      assert.equal(terminal.row(field), "›");
    });
  });

  it("sends a line and its Enter that come in one read", async () => {
    const terminal = await show("chat");
    terminal.type(`hi${keys.enter}there${keys.enter}`);
    await terminal.waitFor(/✓ hi\s.*✓ there\s/su);
  });

  it("keeps a paste of several lines in the field, as one message", async () => {
    const terminal = await show("chat");
    terminal.paste("one\n\ttwo\nthree");
    await terminal.sees(() => {
      assert.deepEqual(terminal.lines().slice(-4, -1), ["› one", "      two", "  three"]);
    });
    terminal.type(keys.enter);
    await terminal.waitFor(/✓ one\s.*\n {26}two\s.*\n {22}three/su);
  });

  it("says which command may have been meant and keeps the line", async () => {
    const terminal = await show("chat");
    terminal.type(`/hlep${keys.enter}`);
    await terminal.sees(() => {
      assert.match(terminal.text(), /did you mean \/help\?/u);
      assert.equal(terminal.row(field), "› /hlep");
    });
  });

  it("lists the commands and keys, and any key brings the room back", async () => {
    const terminal = await show("chat");
    terminal.type(`/help${keys.enter}`);
    await terminal.waitFor(/\/join ROOM +open another room/u);
    terminal.type("x");
    await terminal.waitFor("Good morning");
  });

  it("keeps its place while messages come, and returns to the newest", async () => {
    const terminal = await show("long");
    const drawn = terminal.output.length;
    terminal.type(keys.pageUp);
    await terminal.waitFor(/↓ \d+ new below/u);
    const place = terminal.lines().slice(1, 18).map(timelineOf);
    const news = newBelow(terminal);
    await terminal.waitFor(() => newBelow(terminal) > news + 5);
    assert.deepEqual(terminal.lines().slice(1, 18).map(timelineOf), place);
    assert.ok(!terminal.output.slice(drawn).includes(clearScreen), "the screen flickers");
    terminal.type(keys.end);
    await terminal.sees(() => {
      assert.doesNotMatch(terminal.text(), /below/u);
      assert.match(terminal.text(), /later \d+/u);
    });
  });

  const timelineOf = (line: string) => line.split("│")[0];
  const newBelow = (terminal: Terminal) =>
    Number(/↓ (\d+) new below/u.exec(terminal.row(status))?.[1] ?? 0);

  it("says in words that the host is away, and counts down to the next try", async () => {
    const terminal = await show("offline");
    await terminal.waitFor(/offline: next try in \d+ s; what you send waits/u);
    const before = secondsLeft(terminal);
    await terminal.sees(() => {
      assert.ok(secondsLeft(terminal) < before);
      assert.match(terminal.text(), /Good morning/u);
    });
  });

  const secondsLeft = (terminal: Terminal) =>
    Number(/next try in (\d+) s/u.exec(terminal.row(status))?.[1]);

  it("is whole in small windows and after they grow", async () => {
    const terminal = await show("chat");
    for (const [cols, rows] of [
      [40, 10],
      [20, 6],
      [120, 40],
    ] as const) {
      terminal.resize(cols, rows);
      await terminal.waitFor((screen) => isWhole(screen, cols, rows));
    }
    await terminal.sees(() => assert.match(terminal.row(1), /│ 5 here/u));
  });

  /** Tabs above, field and status below, each once, and nothing wider than the window. */
  const isWhole = (screen: Terminal, cols: number, rows: number) => {
    const lines = screen.lines();
    const once = (wanted: RegExp, at: number) =>
      lines.findIndex((line) => wanted.test(line)) === at &&
      lines.findLastIndex((line) => wanted.test(line)) === at;
    return (
      lines.every((line) => line.length <= cols) &&
      once(/^\[1 physics\]/u, 0) &&
      once(/^›/u, rows - 2) &&
      once(/^ anu @ phys/u, rows - 1)
    );
  };

  it("is drawn anew by Ctrl+L when another program wrote over it [C57]", async () => {
    const terminal = await show("chat");
    terminal.type("kept");
    await terminal.waitFor("› kept");
    const before = terminal.text();
    terminal.scribble(
      "\u001b[3;1H\u001b[JBroadcast message from root:\r\nthe system is going down\r\n\n\n",
    );
    await terminal.waitFor("Broadcast message");
    terminal.type(keys.ctrl("l"));
    await terminal.sees(() => assert.equal(terminal.text(), before));
    terminal.type("!");
    await terminal.waitFor("› kept!");
  });

  it("says so where a window is too small for it", async () => {
    const terminal = await show("chat", { cols: 19, rows: 5 });
    await terminal.waitFor("window too small");
    terminal.resize(60, 12);
    await terminal.waitFor("anu @ physics");
  });

  it("has no colours under NO_COLOR", async () => {
    const terminal = await show("chat", { env: { NO_COLOR: "1" } });
    assert.ok(terminal.output.includes("physics"));
    assert.ok(!/\[(?:\d+;)*[1-9]\d*m/u.test(terminal.output));
    assert.match(terminal.row(0), /^\[1 physics\]/u);
  });

  it("draws for people also where a variable says CI", async () => {
    await show("chat", { env: { CI: "1" } });
  });

  it("lets no text of others act on the terminal", async () => {
    const terminal = await show("hostile");
    await terminal.waitFor(/zoé .*end/u);
    terminal.paste("x\u001b]0;PWNED\u0007\u202ey");
    await terminal.sees(() => {
      assert.equal(terminal.row(field), "› xy");
      assert.ok(terminal.cursorShown);
      assert.deepEqual(terminal.cursor(), { x: 4, y: 18 });
      const text = terminal.find("secondline");
      assert.ok(text && terminal.cell(text.x, text.y).plain);
      const bars = terminal.lines().slice(1, 17);
      assert.ok(bars.every((_, y) => terminal.cell(57, y + 1).text === "│"));
    });
    const { titles, clipboard, bells } = terminal;
    assert.deepEqual([titles, clipboard, bells], [["classchat"], [], 0]);
  });
});
