import assert from "node:assert/strict";
import { constants } from "node:os";
import { demoTerminal, drawn, type TerminalOptions } from "../support/demo-terminal.ts";
import { keys, type Terminal } from "../support/terminal.ts";

const clearScreen = "\u001b[2J";

describe("the screen", function () {
  this.slow(2_000);
  const start = demoTerminal();
  let terminal: Terminal;

  /** The screen with that script, once it is drawn and listens. */
  const show = async (script: string, options: TerminalOptions = {}): Promise<Terminal> => {
    terminal = start(script, options);
    return drawn(terminal);
  };
  const row = (y: number) => terminal.lines().at(y) ?? "";
  const field = -2;
  const status = -1;

  afterEach(() => terminal.close());

  describe("of a room", () => {
    it("has tabs on top, people on the right, the field and the status at the bottom", async () => {
      await show("chat");
      assert.match(row(0), /^\[1 physics\] {2}Mechanics, 9b/u);
      assert.match(row(1), /│ 5 here/u);
      assert.match(row(2), /│ ★ frau_weber/u);
      assert.match(terminal.text(), /09:01 {2}anu {10}✓ I think it wants/u);
      assert.equal(row(field), "›");
      assert.match(row(status), /anu @ physics {3}online/u);
      assert.equal(terminal.cell(1, 0).inverse, true);
      assert.deepEqual(terminal.cursor(), { x: 2, y: 18 });
      assert.equal(terminal.alternate, true);
    });

    it("echoes what is typed and edits it by characters as readers count them", async () => {
      await show("chat");
      terminal.type("héllo 👍🏽");
      await terminal.waitFor("› héllo 👍");
      assert.deepEqual(terminal.cursor(), { x: 10, y: 18 });
      terminal.type(keys.backspace + keys.left + keys.left);
      await terminal.waitFor((screen) => screen.cursor().x === 6);
      terminal.type(`L${keys.enter}`);
      await terminal.waitFor(/anu +✓ héllLo/u);
      assert.equal(row(field), "›");
    });

    it("sends a line and its Enter that come in one read", async () => {
      await show("chat");
      terminal.type(`hi${keys.enter}there${keys.enter}`);
      await terminal.waitFor(/✓ hi\s.*✓ there\s/su);
    });

    it("keeps a paste of several lines in the field, as one message", async () => {
      await show("chat");
      terminal.paste("one\n\ttwo\nthree");
      await terminal.waitFor("  three");
      assert.deepEqual(terminal.lines().slice(-4, -1), ["› one", "      two", "  three"]);
      terminal.type(keys.enter);
      await terminal.waitFor(/✓ one\s.*\n {26}two\s.*\n {22}three/su);
    });

    it("says which command may have been meant and keeps the line", async () => {
      await show("chat");
      terminal.type(`/hlep${keys.enter}`);
      await terminal.waitFor("did you mean /help?");
      assert.equal(row(field), "› /hlep");
    });

    it("lists the commands and keys, and any key brings the room back", async () => {
      await show("chat");
      terminal.type(`/help${keys.enter}`);
      await terminal.waitFor(/\/join ROOM +open another room/u);
      terminal.type("x");
      await terminal.waitFor("Good morning");
    });

    it("keeps its place while messages come, and returns to the newest", async () => {
      await show("long");
      const drawn = terminal.output.length;
      terminal.type(keys.pageUp + keys.pageUp);
      await terminal.waitFor(/↓ \d+ new below/u);
      const place = terminal.lines().slice(1, 18).map(timelineOf);
      const news = newBelow();
      await terminal.waitFor(() => newBelow() > news + 5);
      assert.deepEqual(terminal.lines().slice(1, 18).map(timelineOf), place);
      assert.ok(!terminal.output.slice(drawn).includes(clearScreen), "the screen flickers");
      terminal.type(keys.end);
      await terminal.waitFor((screen) => !screen.text().includes("below"));
      assert.match(terminal.text(), /later \d+/u);
    });

    const timelineOf = (line: string) => line.split("│")[0];
    const newBelow = () => Number(/↓ (\d+) new below/u.exec(row(status))?.[1] ?? 0);

    it("says in words that the host is away, and counts down to the next try", async () => {
      await show("offline");
      await terminal.waitFor("offline: next try in 2 s; what you send waits");
      await terminal.waitFor("offline: next try in 1 s");
      assert.match(terminal.text(), /Good morning/u);
    });

    it("is whole in small windows and after they grow", async () => {
      await show("chat");
      for (const [cols, rows] of [
        [40, 10],
        [20, 6],
        [120, 40],
      ] as const) {
        terminal.resize(cols, rows);
        await terminal.waitFor(() => isWhole(cols, rows));
      }
      assert.match(row(1), /│ 5 here/u);
    });

    /** Tabs above, field and status below, each once, and nothing wider than the window. */
    const isWhole = (cols: number, rows: number) => {
      const lines = terminal.lines();
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

    it("says so where a window is too small for it", async () => {
      await show("chat", { cols: 19, rows: 5 });
      await terminal.waitFor("window too small");
      terminal.resize(60, 12);
      await terminal.waitFor("anu @ physics");
    });

    it("has no colours under NO_COLOR", async () => {
      await show("chat", { env: { NO_COLOR: "1" } });
      assert.ok(terminal.output.includes("physics"));
      assert.ok(!/\[(?:\d+;)*[1-9]\d*m/u.test(terminal.output));
      assert.match(row(0), /^\[1 physics\]/u);
    });

    it("draws for people also where a variable says CI", async () => {
      await show("chat", { env: { CI: "1" } });
    });
  });

  describe("of a host", () => {
    it("shows where the room is found and its code", async () => {
      await show("host");
      assert.match(terminal.text(), /│ 192\.168\.1\.20:4242/u);
      const code = terminal.find("MAPLE OTTER RIVER SEVEN");
      assert.ok(code && terminal.cell(code.x, code.y).bold);
      terminal.resize(40, 12);
      await terminal.waitFor("maple-otter-river-seven");
    });

    it("asks for the mentor's account first, the password twice", async () => {
      await show("first-run");
      terminal.type(
        `weber${keys.enter}weber${keys.enter}secret-1${keys.enter}secret-2${keys.enter}`,
      );
      await terminal.waitFor("! The two passwords differ.");
      assert.doesNotMatch(terminal.text(), /secret/u);
      terminal.type(`${keys.backspace}1${keys.enter}`);
      await terminal.waitFor("MAPLE OTTER");
    });
  });

  describe("of a guest", () => {
    it("hides the password and says under it why it was refused", async () => {
      await show("sign-in");
      terminal.type(`anu${keys.enter}wrong horse`);
      await terminal.waitFor(/password +\*{11}$/mu);
      terminal.type(keys.enter);
      await terminal.waitFor("! User name or password is wrong: try again.");
      const refusal = terminal.find("! User name")?.y ?? 0;
      assert.match(row(refusal - 1), /^› password$/u);
      assert.doesNotMatch(terminal.text(), /horse/u);
      terminal.type(`correct horse${keys.enter}`);
      await terminal.waitFor("anu @ physics");
    });

    it("can make an account instead, and is told about an @", async () => {
      await show("sign-in", { cols: 40, rows: 10 });
      terminal.type(keys.shiftTab + keys.enter);
      await terminal.waitFor("Make an account");
      const password = `long enough${keys.enter}`;
      terminal.type(`anu${keys.enter}anu@school${keys.enter}${password}other one${keys.enter}`);
      await terminal.waitFor("! The two passwords differ");
      terminal.type(keys.ctrl("u") + password);
      await terminal.waitFor("! Give only the part before the @");
    });

    it("may skip the room code and is told when it is wrong", async () => {
      await show("code");
      terminal.type(`a b c d${keys.enter}`);
      await terminal.waitFor("! The room code does not fit");
      terminal.type(keys.ctrl("u") + keys.enter);
      await terminal.waitFor("Sign in");
    });

    it("fits into the smallest window, the row with the keys in sight", async () => {
      await show("sign-in", { cols: 20, rows: 6 });
      terminal.type(keys.tab);
      await terminal.waitFor(/^› password/mu);
      terminal.type("abc");
      await terminal.waitFor(/^ {2}\*{3}$/mu);
    });
  });

  describe("of the rooms", () => {
    it("is a list in which arrows choose and Enter joins", async () => {
      await show("rooms");
      assert.match(row(2), /^› physics .* new .* frau_weber +192\.168\.1\.20:4242/u);
      terminal.type(keys.down);
      await terminal.waitFor(/^› maths/mu);
      terminal.type(keys.enter);
      await terminal.waitFor("joined mathsaaaaaaa");
    });

    it("takes a typed address instead", async () => {
      await show("rooms");
      terminal.type(`10.0.0.7:4242${keys.enter}`);
      await terminal.waitFor("joined 10.0.0.7:4242");
    });
  });

  it("lets no text of others act on the terminal", async () => {
    await show("hostile");
    await terminal.waitFor(/zoé .*end/u);
    terminal.paste("x\u001b]0;PWNED\u0007\u202ey");
    await terminal.waitFor("› xy");
    const { titles, clipboard, bells } = terminal;
    assert.deepEqual([titles, clipboard, bells], [["classchat"], [], 0]);
    assert.ok(terminal.cursorShown);
    assert.deepEqual(terminal.cursor(), { x: 4, y: 18 });
    const text = terminal.find("secondline");
    assert.ok(text && terminal.cell(text.x, text.y).plain);
    const bars = terminal
      .lines()
      .slice(1, 17)
      .map((_, y) => terminal.cell(57, y + 1).text);
    assert.deepEqual([...new Set(bars)], ["│"]);
  });

  describe("gives the terminal back", () => {
    const assertGivenBack = () => {
      assert.equal(terminal.alternate, false);
      assert.equal(terminal.bracketedPaste, false);
      assert.ok(terminal.cursorShown);
    };

    it("after Ctrl+C, also in one read with text", async () => {
      await show("chat");
      terminal.type(`text${keys.ctrl("c")}`);
      assert.equal(await terminal.exited, 0);
      assertGivenBack();
      assert.equal(terminal.text().trim(), "");
    });

    it("after /quit", async () => {
      await show("chat");
      terminal.type(`/quit${keys.enter}`);
      assert.equal(await terminal.exited, 0);
      assertGivenBack();
    });

    for (const signal of ["SIGTERM", "SIGHUP"] as const) {
      it(`after ${signal}`, async function () {
        if (process.platform === "win32") this.skip();
        await show("chat");
        process.kill(terminal.pid, signal);
        await terminal.exited;
        assertGivenBack();
      });
    }

    it("by ending when its window is closed, even while messages come", async function () {
      if (process.platform === "win32") this.skip();
      await show("long");
      terminal.hangUp();
      await terminal.exited;
      assert.equal(terminal.signal, constants.signals.SIGHUP);
    });

    for (const where of ["in render", "in a timer"]) {
      it(`after a crash ${where}, with the error in sight`, async () => {
        await show("chat");
        terminal.type(`crash ${where}${keys.enter}`);
        assert.notEqual(await terminal.exited, 0);
        assertGivenBack();
        const error =
          where === "in render" ? /TypeError: cleanText/u : /deliberate crash in a timer/u;
        assert.match(terminal.text(), error);
      });
    }
  });
});
