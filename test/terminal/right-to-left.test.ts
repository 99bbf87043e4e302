import assert from "node:assert/strict";
import { demoScreen } from "../support/demo-terminal.ts";
import { keys } from "../support/terminal.ts";

const written = "שלום (עולם), see page 12!";
const read = "!see page 12 ,(םלוע) םולש";

describe("text from right to left on a terminal", function () {
  this.slow(2_000);
  const show = demoScreen();

  it("is read where the terminal does not order it, and all beside it stays [C56]", async () => {
    const terminal = await show("chat");
    terminal.type(written);
    await terminal.waitFor(`› ${written}`);
    assert.deepEqual(terminal.cursor(), { x: 2 + written.length, y: 18 });
    terminal.type(keys.enter);
    await terminal.waitFor(`anu          ✓ ${read}`);
    const y = terminal.find(read)?.y ?? 0;
    assert.match(terminal.lines()[y] ?? "", /^\d\d:\d\d {2}anu {10}✓ \S.* +│/u);
    assert.equal(terminal.cell(57, y).text, "│");
  });

  it("goes out as it was written to a terminal that orders it [C56]", async () => {
    const terminal = await show("chat", { env: { VTE_VERSION: "7600" } });
    terminal.type(written + keys.enter);
    await terminal.waitFor(`anu          ✓ ${written}`);
    assert.doesNotMatch(terminal.output, /\p{Bidi_Control}/u);
  });
});
