import assert from "node:assert/strict";
import { demoScreen } from "../support/demo-terminal.ts";
import { keys, type Terminal } from "../support/terminal.ts";

describe("what was said, on the screen", function () {
  this.slow(2_000);
  const show = demoScreen({ cols: 100, rows: 30 });
  const cellOf = (terminal: Terminal, wanted: string | RegExp) => {
    const at = terminal.find(wanted);
    assert.ok(at, `not on the screen: ${wanted}`);
    return terminal.cell(at.x, at.y);
  };

  it("marks whom it speaks to, and counts that in tabs [C42]", async () => {
    const terminal = await show("timeline");
    await terminal.sees(() => {
      assert.match(terminal.text(), /ben {10}@ @ANU, are you there\?/u);
      assert.match(terminal.text(), /ben {12}@anuja, not yet/u);
      assert.ok(cellOf(terminal, "@ANU").bold);
      assert.ok(!cellOf(terminal, "@anuja").bold);
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
    const terminal = await show("timeline");
    await terminal.sees(() => {
      assert.match(terminal.text(), /… 20 more rows: \/open 1, or Tab and Enter/u);
      assert.doesNotMatch(terminal.text(), /line 11 of/u);
    });
    terminal.type(keys.tab);
    await terminal.sees(() => {
      assert.match(terminal.text(), /Enter shows all of message 1 {3}Esc: no/u);
      assert.ok(cellOf(terminal, "line 1 of").inverse);
    });
    terminal.type(keys.enter);
    await terminal.waitFor(/line 1 of the task.*line 25 of the task/su);
    terminal.say("/open 1");
    await terminal.waitFor("… 20 more rows");
    terminal.resize(40, 30);
    await terminal.waitFor(/… 20 more rows: \/open 1$/mu);
  });

  it("numbers code and tells its parts apart [C44]", async () => {
    const terminal = await show("timeline");
    await terminal.sees(() => {
      assert.match(terminal.text(), /1 │ def impulse\(m, v\):/u);
      assert.match(terminal.text(), /3 │ {5}return m \* v {2}# not "v \* v"/u);
      assert.doesNotMatch(terminal.text(), /```|python/u);
      assert.ok(!cellOf(terminal, "def impulse").plain);
      assert.ok(cellOf(terminal, "impulse(m").plain);
      assert.ok(cellOf(terminal, "Clear?").plain);
    });
  });

  it("changes its colours at once by /theme, and has none in contrast [C45]", async () => {
    const terminal = await show("timeline");
    await terminal.waitFor("def impulse");
    const dark = cellOf(terminal, "def impulse").colours;
    terminal.say("/theme light");
    await terminal.sees(() => {
      assert.notEqual(cellOf(terminal, "def impulse").colours, dark);
      assert.ok(!cellOf(terminal, "def impulse").plain);
    });
    terminal.say("/theme contrast");
    await terminal.sees(() => {
      assert.ok(terminal.plain);
      assert.ok(cellOf(terminal, "def impulse").bold);
      assert.ok(cellOf(terminal, "@ANU").bold);
    });
  });

  it("says all of it under NO_COLOR, whatever the theme [C42] [C44] [C45]", async () => {
    const terminal = await show("timeline", { env: { NO_COLOR: "1" } });
    terminal.say("/theme light");
    await terminal.waitFor(/@ @ANU/u);
    await terminal.waitFor("2 │     # in N·s");
    await terminal.waitFor("●3 @2");
    assert.ok(!/\[(?:\d+;)*[1-9]\d*m/u.test(terminal.output));
  });
});
