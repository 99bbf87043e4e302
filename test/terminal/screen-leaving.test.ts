import assert from "node:assert/strict";
import { constants } from "node:os";
import { demoScreen } from "../support/demo-terminal.ts";
import { keys, type Terminal } from "../support/terminal.ts";

describe("the screen gives the terminal back", function () {
  this.slow(2_000);
  const show = demoScreen();
  const assertGivenBack = (terminal: Terminal) => {
    assert.equal(terminal.alternate, false);
    assert.equal(terminal.bracketedPaste, false);
    assert.equal(terminal.keyboard, undefined);
    assert.ok(terminal.cursorShown);
  };

  it("after Ctrl+C, also in one read with text", async () => {
    const terminal = await show("chat");
    terminal.type(`text${keys.ctrl("c")}`);
    assert.equal(await terminal.exited, 0);
    assertGivenBack(terminal);
    assert.equal(terminal.text().trim(), "");
  });

  it("after /quit", async () => {
    const terminal = await show("chat");
    terminal.type(`/quit${keys.enter}`);
    assert.equal(await terminal.exited, 0);
    assertGivenBack(terminal);
  });

  for (const signal of ["SIGTERM", "SIGHUP"] as const) {
    it(`after ${signal}`, async function () {
      if (process.platform === "win32") this.skip();
      const terminal = await show("chat");
      process.kill(terminal.pid, signal);
      await terminal.exited;
      assertGivenBack(terminal);
    });
  }

  it("by ending when its window is closed, even while messages come", async function () {
    if (process.platform === "win32") this.skip();
    const terminal = await show("long");
    terminal.hangUp();
    await terminal.exited;
    assert.equal(terminal.signal, constants.signals.SIGHUP);
  });

  for (const where of ["in render", "in a timer"]) {
    it(`after a crash ${where}, with the error in sight`, async () => {
      const terminal = await show("chat");
      terminal.type(`crash ${where}${keys.enter}`);
      assert.notEqual(await terminal.exited, 0);
      assertGivenBack(terminal);
      const error =
        where === "in render" ? /TypeError: cleanText/u : /deliberate crash in a timer/u;
      assert.match(terminal.text(), error);
    });
  }
});
