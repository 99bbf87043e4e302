import assert from "node:assert/strict";
import { demoTerminal, drawn, type TerminalOptions } from "../support/demo-terminal.ts";
import { keys, type Terminal } from "../support/terminal.ts";

describe("what was said, on the screen", function () {
  this.slow(2_000);
  const start = demoTerminal();
  let terminal: Terminal;

  afterEach(() => terminal.close());

  const show = async (options: TerminalOptions = {}): Promise<void> => {
    const size = { cols: 100, rows: 30 };
    terminal = start("timeline", {
      ...size,
      ...options,
    });
    await drawn(terminal);
  };
  const say = (line: string) => terminal.type(line + keys.enter);
  const cellOf = (wanted: string | RegExp) => {
    const at = terminal.find(wanted);
    assert.ok(at, terminal.drawn());
    return terminal.cell(at.x, at.y);
  };

  it("marks whom it speaks to, and counts that in tabs [C42]", async () => {
    await show();
    await terminal.waitFor(/ben {10}@ @ANU, are you there\?/u);
    await terminal.waitFor(/ben {12}@anuja, not yet/u);
    assert.ok(cellOf("@ANU").bold);
    assert.ok(!cellOf("@anuja").bold);
    await terminal.waitFor("2 maths ●3 @2");
    terminal.type(keys.ctrl("n"));
    await terminal.waitFor("[2 maths]");
    terminal.type(keys.ctrl("p"));
    await terminal.waitFor((screen) => !screen.text().includes("@2"));
  });

  it("folds what is long until it is wanted [C43]", async () => {
    await show();
    await terminal.waitFor("… 20 more rows: /open 1, or Tab and Enter");
    assert.doesNotMatch(terminal.text(), /line 11 of/u);
    terminal.type(keys.tab);
    await terminal.waitFor("Enter shows all of message 1   Esc: no");
    assert.ok(cellOf("line 1 of").inverse);
    terminal.type(keys.enter);
    await terminal.waitFor("line 25 of the task");
    await terminal.waitFor("line 1 of the task");
    say("/open 1");
    await terminal.waitFor("… 20 more rows");
    terminal.resize(40, 30);
    await terminal.waitFor("… 20 more rows: /open 1");
  });

  it("numbers code and tells its parts apart [C44]", async () => {
    await show();
    await terminal.waitFor("1 │ def impulse(m, v):");
    await terminal.waitFor('3 │     return m * v  # not "v * v"');
    assert.doesNotMatch(terminal.text(), /```|python/u);
    assert.ok(!cellOf("def impulse").plain);
    assert.ok(cellOf("impulse(m").plain);
    assert.ok(cellOf("Clear?").plain);
  });

  it("changes its colours at once by /theme, and has none in contrast [C45]", async () => {
    await show();
    await terminal.waitFor("def impulse");
    const colours = () => terminal.colours();
    const dark = colours();
    say("/theme light");
    await terminal.waitFor(() => colours() !== dark);
    assert.ok(!cellOf("def impulse").plain);
    say("/theme contrast");
    await terminal.waitFor(() => colours() === "default");
    assert.ok(cellOf("def impulse").bold);
    assert.ok(cellOf("@ANU").bold);
  });

  it("says all of it under NO_COLOR, whatever the theme [C42] [C44] [C45]", async () => {
    await show({ env: { NO_COLOR: "1" } });
    say("/theme light");
    await terminal.waitFor(/@ @ANU/u);
    await terminal.waitFor("2 │     # in N·s");
    await terminal.waitFor("●3 @2");
    assert.ok(!/\[(?:\d+;)*[1-9]\d*m/u.test(terminal.output));
  });
});
