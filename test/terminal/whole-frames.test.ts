import assert from "node:assert/strict";
import { Frames } from "../support/frames.ts";
import { Terminal } from "../support/terminal.ts";

const begin = "\u001b[?2026h";
const end = "\u001b[?2026l";

describe("the terminal of these tests", () => {
  it("cuts what is written into whole frames, in whatever reads they come", () => {
    const pieces = ["title", `${begin}one${end}`, `${begin}two${end}`, "mode\u001b[?2004h"];
    const written = pieces.join("");
    for (const length of [1, 2, 7, 9, written.length]) {
      const frames = new Frames();
      const reads = written.match(new RegExp(`.{1,${length}}`, "gsu")) ?? [];
      const cut = reads.flatMap((read) => frames.add(read));
      assert.equal(cut.join("") + frames.take(), written);
      for (const piece of cut) assert.equal(piece.includes(begin), piece.includes(end));
    }
  });

  it("lets those who wait see each frame, and no half of one", async () => {
    const program = `
      process.stdout.write("${begin}one\\r\\n${end}${begin}two\\r\\n");
      process.stdin.once("data", () => process.stdout.write("three${end}", () => process.exit(0)));`;
    const terminal = Terminal.start(process.execPath, ["-e", program]);
    await terminal.waitFor("one");
    assert.doesNotMatch(terminal.text(), /two/u);
    terminal.type("\r");
    await terminal.waitFor("two");
    assert.match(terminal.text(), /three/u);
    await terminal.close();
  });

  it("draws the screen where a wait was in vain", async () => {
    const terminal = Terminal.start(process.execPath, ["-e", "console.log('this', 'only')"]);
    await assert.rejects(terminal.waitFor("that"), /ended with 0: .*that.*│this only/su);
    await terminal.close();
  });
});
