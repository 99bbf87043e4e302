import assert from "node:assert/strict";
import { demoScreen, field, status } from "../support/demo-terminal.ts";
import { keys } from "../support/terminal.ts";

describe("the screen under a mentor's hand", function () {
  this.slow(2_000);
  const show = demoScreen();

  it("counts a quiet time down and keeps what is typed until it is over [C28] [C29]", async () => {
    const terminal = await show("chat");
    terminal.say("quiet until I write, and two seconds more");
    await terminal.waitFor(/quiet (?:5:00|4:\d\d): only mentors write/u);
    terminal.say("my answer");
    await terminal.sees(() => {
      assert.match(terminal.text(), /The room is quiet for 0:0\d: your text waits here/u);
      assert.equal(terminal.row(field), "› my answer");
    });
    await terminal.waitFor("quiet 0:01: only mentors write");
    await terminal.sees(() => {
      assert.match(terminal.text(), /You may write again/u);
      assert.doesNotMatch(terminal.row(status), /quiet/u);
    });
    terminal.type(keys.enter);
    await terminal.sees(() => {
      assert.match(terminal.text(), /✓ my answer/u);
      assert.equal(terminal.row(field), "›");
    });
  });

  it("pins an announcement above the messages, also while they come [C29]", async () => {
    const terminal = await show("chat");
    terminal.say("pin it");
    await terminal.waitFor("★ frau_weber: The test is on Friday");
    terminal.say("a line of mine");
    await terminal.sees(() => {
      assert.match(terminal.text(), /✓ a line of mine/u);
      assert.match(terminal.row(1), /^★ frau_weber: The test/u);
      assert.match(terminal.row(2), /^─{80}$/u);
    });
    terminal.say("nothing more");
    await terminal.sees(() => {
      assert.doesNotMatch(terminal.text(), /The test is/u);
      assert.match(terminal.text(), /✓ a line of mine/u);
    });
  });

  it("asks before a clear, and is empty after a yes [C27] [C30]", async () => {
    const terminal = await show("chat");
    terminal.say("clear it");
    await terminal.waitFor(
      "Clear 6 messages, up to number 6? Everyone loses them.  y / n, then Ent",
    );
    terminal.say("x");
    await terminal.waitFor("› x");
    terminal.type(`${keys.backspace}n${keys.enter}`);
    await terminal.sees(() => {
      assert.doesNotMatch(terminal.text(), /y \/ n/u);
      assert.match(terminal.text(), /Good morning/u);
      assert.equal(terminal.row(field), "›");
    });
    terminal.say("clear it");
    await terminal.waitFor("y / n");
    terminal.say("y");
    await terminal.sees(() => {
      assert.match(terminal.text(), /anu cleared 6 messages\./u);
      assert.doesNotMatch(terminal.text(), /Good morning|dp|y \/ n/u);
      assert.equal(terminal.row(field), "›");
    });
  });

  it("leaves a scrolled place that is cleared [C27]", async () => {
    const terminal = await show("long");
    terminal.type(keys.pageUp);
    await terminal.waitFor(/new below/u);
    terminal.say("clear it");
    await terminal.waitFor("y / n");
    terminal.say("y");
    await terminal.sees(() => {
      assert.doesNotMatch(terminal.text(), /line \d+|below|y \/ n/u);
      assert.match(terminal.text(), /later \d+/u);
    });
  });

  it("shows mentors their desk, and in narrow windows who waits [C31]", async () => {
    const terminal = await show("chat");
    terminal.say("make me a mentor");
    await terminal.sees(() => {
      const desk = /│ ● waiting for a code.*│ ● muted.*│ {3}ben [45]:\d\d.*│ ● banned/su;
      assert.match(terminal.text(), desk);
      assert.match(terminal.text(), /^6 09:02 ★frau_weber/mu);
    });
    terminal.resize(40, 12);
    await terminal.waitFor(
      (screen) => screen.lines().at(-1)?.includes("● /reset-code дми") === true,
    );
  });

  it("is whole in small windows, whatever mentors do at once", async () => {
    const terminal = await show("chat");
    for (const line of ["pin a lot", "let ben ask", "let them type", "mute me"]) terminal.say(line);
    await terminal.waitFor("more are typing");
    for (const [cols, rows] of [
      [40, 12],
      [20, 6],
      [80, 24],
    ] as const) {
      terminal.resize(cols, rows);
      await terminal.waitFor((screen) => {
        const lines = screen.lines();
        const once = (wanted: RegExp) => lines.filter((line) => wanted.test(line)).length === 1;
        return (
          lines.every((line) => line.length <= cols) &&
          /^\[1 physics\]/u.test(lines[0] ?? "") &&
          /^★ frau_weber/u.test(lines[1] ?? "") &&
          /^›/u.test(lines[rows - 2] ?? "") &&
          /^ muted (?:10:00|9:\d\d)/u.test(lines[rows - 1] ?? "") &&
          once(/^\[1 physics\]/u) &&
          once(/^›/u)
        );
      });
    }
  });

  it("says all of it without colours too", async () => {
    const terminal = await show("chat", { env: { NO_COLOR: "1" } });
    for (const line of ["pin it", "make me a mentor", "let ben ask", "mute me"]) terminal.say(line);
    await terminal.sees(() => {
      assert.match(terminal.text(), /^ muted (?:10:00|9:\d\d)/mu);
      assert.match(terminal.text(), /^★ frau_weber: The test/mu);
      assert.match(terminal.text(), /^ {2}\? ben asks the mentors: /mu);
      assert.match(terminal.text(), /│ ● banned/u);
    });
    assert.ok(!/\[(?:\d+;)*[1-9]\d*m/u.test(terminal.output));
  });

  it("keeps who was put out informed [C20]", async () => {
    const terminal = await show("chat");
    terminal.say("kick me");
    await terminal.waitFor((screen) => /^ put out/u.test(screen.lines().at(-1) ?? ""));
    terminal.resize(40, 12);
    await terminal.waitFor(/A mentor has put you out of this\n {4}room/u);
    await terminal.waitFor(/You are out of this room: \/join physics\n brings you back/u);
    await terminal.waitFor((screen) => /^ put out/u.test(screen.lines().at(-1) ?? ""));
  });

  describe("for a forgotten password", () => {
    const toRequest = keys.shiftTab + keys.shiftTab + keys.enter;

    it("asks for a code and takes it with a new password [C32]", async () => {
      const terminal = await show("sign-in");
      terminal.type(toRequest);
      await terminal.waitFor("Forgot the password?");
      terminal.say("anu.k");
      await terminal.sees(() => {
        assert.match(terminal.text(), /a code is on its way by mail/u);
        assert.match(terminal.text(), /e-mail name \(before the @\) anu\.k/u);
      });
      terminal.type(["654321", "long enough", "long enough", ""].join(keys.enter));
      await terminal.waitFor("! The code is wrong, used or too old");
      assert.ok(!terminal.output.includes("long enough"));
      terminal.type(`${keys.ctrl("u")}123456${keys.enter}`);
      await terminal.waitFor("anu @ physics");
    });

    it("says what to do when no mail goes out [C32]", async () => {
      const terminal = await show("sign-in", { cols: 40, rows: 12 });
      terminal.type(toRequest);
      await terminal.waitFor("Forgot the password?");
      terminal.say("broken");
      await terminal.waitFor(/The mail does not go out\. Ask your/u);
    });
  });
});
