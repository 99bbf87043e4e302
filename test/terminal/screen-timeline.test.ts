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
    assert.ok(at, `not on the screen: ${wanted}`);
    return terminal.cell(at.x, at.y);
  };

  it("marks whom it speaks to, and counts that in tabs [C42]", async () => {
    await show();
    await terminal.sees(() => {
      assert.match(terminal.text(), /ben {10}@ @ANU, are you there\?/u);
      assert.match(terminal.text(), /ben {12}@anuja, not yet/u);
      assert.ok(cellOf("@ANU").bold);
      assert.ok(!cellOf("@anuja").bold);
      assert.match(terminal.text(), /2 maths ●3 @2/u);
    });
    terminal.type(keys.ctrl("n"));
    await terminal.waitFor("[2 maths]");
    terminal.type(keys.ctrl("p"));
    await terminal.sees(() => {
      assert.match(terminal.text(), /\[1 physics\]/u);
      assert.doesNotMatch(terminal.text(), /@2/u);
    });
  });

  it("folds what is long until it is wanted [C43]", async () => {
    await show();
    await terminal.sees(() => {
      assert.match(terminal.text(), /… 20 more rows: \/open 1, or Tab and Enter/u);
      assert.doesNotMatch(terminal.text(), /line 11 of/u);
    });
    terminal.type(keys.tab);
    await terminal.sees(() => {
      assert.match(terminal.text(), /Enter shows all of message 1 {3}Esc: no/u);
      assert.ok(cellOf("line 1 of").inverse);
    });
    terminal.type(keys.enter);
    await terminal.waitFor(/line 1 of the task.*line 25 of the task/su);
    say("/open 1");
    await terminal.waitFor("… 20 more rows");
    terminal.resize(40, 30);
    await terminal.waitFor(/… 20 more rows: \/open 1$/mu);
  });

  it("numbers code and tells its parts apart [C44]", async () => {
    await show();
    await terminal.sees(() => {
      assert.match(terminal.text(), /1 │ def impulse\(m, v\):/u);
      assert.match(terminal.text(), /3 │ {5}return m \* v {2}# not "v \* v"/u);
      assert.doesNotMatch(terminal.text(), /```|python/u);
      assert.ok(!cellOf("def impulse").plain);
      assert.ok(cellOf("impulse(m").plain);
      assert.ok(cellOf("Clear?").plain);
    });
  });

  it("changes its colours at once by /theme, and has none in contrast [C45]", async () => {
    await show();
    await terminal.waitFor("def impulse");
    const dark = cellOf("def impulse").colours;
    say("/theme light");
    await terminal.sees(() => {
      assert.notEqual(cellOf("def impulse").colours, dark);
      assert.ok(!cellOf("def impulse").plain);
    });
    say("/theme contrast");
    await terminal.sees(() => {
      assert.ok(terminal.plain);
      assert.ok(cellOf("def impulse").bold);
      assert.ok(cellOf("@ANU").bold);
    });
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
