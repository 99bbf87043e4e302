import assert from "node:assert/strict";
import { demoScreen } from "../support/demo-terminal.ts";
import { hostileTexts } from "../support/hostile-texts.ts";
import { keys, type Terminal } from "../support/terminal.ts";

describe("on a terminal, what others choose or say", function () {
  this.slow(5_000);
  const show = demoScreen();

  it("sets no title, no clipboard and no colour, rings no bell and moves no cursor [C59]", async () => {
    const terminal = await show("hostile rooms", { cols: 100, rows: 30 });
    const count = Object.keys(hostileTexts).length;
    for (let tab = 2; tab <= count; tab++) {
      terminal.type(keys.ctrl("n"));
      await terminal.waitFor((screen) => screen.lines()[0]?.includes(`[${tab} `) === true);
      await terminal.waitFor(atField);
    }
    const { titles, clipboard, bells } = terminal;
    assert.deepEqual([clipboard, bells], [[], 0]);
    for (const title of titles) assert.match(title, /^(?:\(\d+\) )?classchat$/u);
    assert.ok(terminal.alternate && terminal.cursorShown);
    terminal.type("x");
    await terminal.waitFor((screen) => screen.lines().at(-2) === "› x");
  });

  /** The cursor is where the next letter comes, and the rows around stand where they belong. */
  function atField(screen: Terminal): boolean {
    const { x, y } = screen.cursor();
    return x === 2 && y === 28 && screen.lines()[28] === "›" && screen.lines()[29] !== "";
  }
});
