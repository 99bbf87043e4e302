import assert from "node:assert/strict";
import { cleanLine, cleanText, MessageText } from "@classchat/core";

describe("text", () => {
  it("takes away what a terminal would act on, with what belongs to it", () => {
    assert.equal(
      cleanText("\u001b[31mred\u001b[0m\u0007 \u001b]0;title\u0007x\u009b2Jy"),
      "red xy",
    );
  });

  it("takes away what hides text or turns it around", () => {
    assert.equal(cleanText("a\u200bb\u202ec\u2066d\u00ade\u{e0041}f\u200dg"), "abcdefg");
  });

  it("keeps letters of every script, joined emoji, tabs and new lines byte by byte", () => {
    for (const text of ["héllo\n\tમિત્રો", "👨‍👩‍👧 👋🏽 ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿", "क्‍ष می‌خواهم", "e\u0301 \u2028 "]) {
      assert.equal(cleanText(text), text);
    }
  });

  it("makes text well-formed", () => {
    assert.equal(cleanText("\ud800x\r\ny\rz"), "\ufffdx\ny\nz");
  });

  it("leaves names and titles one line", () => {
    assert.equal(cleanLine("  physics\n\t2b \u001b[1m"), "physics 2b");
  });

  it("bounds a message by its characters, not by their bytes", () => {
    assert.equal(MessageText.safeParse("😀".repeat(4_000)).success, true);
    const refused = MessageText.safeParse("x".repeat(4_001));
    assert.equal(refused.error?.issues[0]?.message, "message-too-long");
    assert.equal(MessageText.safeParse(" \n").error?.issues[0]?.message, "message-empty");
  });
});
