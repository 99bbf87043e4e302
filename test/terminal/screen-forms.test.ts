import assert from "node:assert/strict";
import { demoScreen } from "../support/demo-terminal.ts";
import { keys } from "../support/terminal.ts";

describe("the screen", function () {
  this.slow(2_000);
  const show = demoScreen();

  describe("of a host", () => {
    it("shows where the room is found and its code", async () => {
      const terminal = await show("host");
      assert.match(terminal.text(), /│ 192\.168\.1\.20:4242/u);
      const code = terminal.find("MAPLE OTTER RIVER SEVEN");
      assert.ok(code && terminal.cell(code.x, code.y).bold);
      terminal.resize(40, 12);
      await terminal.waitFor("maple-otter-river-seven");
    });

    it("asks for the mentor's account first, the password twice", async () => {
      const terminal = await show("first-run");
      terminal.type(
        `weber${keys.enter}weber${keys.enter}secret-1${keys.enter}secret-2${keys.enter}`,
      );
      await terminal.waitFor("! The two passwords differ.");
      assert.ok(!terminal.output.includes("secret"));
      terminal.type(`${keys.backspace}1${keys.enter}`);
      await terminal.waitFor("MAPLE OTTER");
    });
  });

  describe("of a guest", () => {
    it("hides the password and says under it why it was refused", async () => {
      const terminal = await show("sign-in");
      terminal.type(`anu${keys.enter}wrong horse`);
      await terminal.waitFor(/password +\*{11}$/mu);
      terminal.type(keys.enter);
      await terminal.sees(() => {
        const refusal = terminal.find("! User name or password is wrong: try again.")?.y ?? 0;
        assert.match(terminal.row(refusal - 1), /^› password$/u);
      });
      assert.ok(!terminal.output.includes("horse"));
      terminal.type(`correct horse${keys.enter}`);
      await terminal.waitFor("anu @ physics");
    });

    it("can make an account instead, and is told about an @ and two passwords [C76]", async () => {
      const terminal = await show("sign-in", { cols: 40, rows: 10 });
      terminal.type(keys.shiftTab + keys.enter);
      await terminal.waitFor("Make an account");
      const password = `long enough${keys.enter}`;
      terminal.type(`anu${keys.enter}anu@school${keys.enter}`);
      await terminal.waitFor(/! Give only the part before the @[\s\S]*› password/u);
      terminal.type(`${password}other one${keys.enter}`);
      await terminal.waitFor(/› e-mail name[\s\S]*! Give only the part before the @/u);
      terminal.type(`${keys.ctrl("u")}anu${keys.enter}`);
      await terminal.waitFor("! The two passwords differ");
      terminal.type(keys.ctrl("u") + password);
      await terminal.waitFor("anu @ physics");
    });

    it("may skip the room code and is told when it is wrong", async () => {
      const terminal = await show("code");
      terminal.type(`a b c d${keys.enter}`);
      await terminal.waitFor("! The room code does not fit");
      terminal.type(keys.ctrl("u") + keys.enter);
      await terminal.waitFor("Sign in");
    });

    it("fits into the smallest window, the row with the keys in sight", async () => {
      const terminal = await show("sign-in", { cols: 20, rows: 6 });
      terminal.type(keys.tab);
      await terminal.waitFor(/^› password/mu);
      terminal.type("abc");
      await terminal.waitFor(/^ {2}\*{3}$/mu);
    });
  });

  describe("of the rooms", () => {
    it("is a list in which arrows choose and Enter joins", async () => {
      const terminal = await show("rooms");
      assert.match(terminal.row(2), /^› physics .* new .* frau_weber +192\.168\.1\.20:4242/u);
      terminal.type(keys.down);
      await terminal.waitFor(/^› maths/mu);
      terminal.type(keys.enter);
      await terminal.waitFor("joined mathsaaaaaaa");
    });

    it("takes a typed address instead", async () => {
      const terminal = await show("rooms");
      terminal.type(`10.0.0.7:4242${keys.enter}`);
      await terminal.waitFor("joined 10.0.0.7:4242");
    });
  });
});
