import assert from "node:assert/strict";
import { cut, drawableAddress, drawableLine, drawableText, fit } from "classchat/ui/drawable";

describe("what is drawn", () => {
  it("carries nothing that a terminal would act on", () => {
    assert.equal(
      drawableText("a\u001b[31mb\u001b]0;t\u0007c\u0007\u009b2Jd\r\ne\u202ef"),
      "abcd\nef",
    );
    assert.equal(drawableLine("two\nlines\u0000"), "two lines");
  });

  it("has emoji of a width that all terminals agree on", () => {
    assert.equal(drawableText("👨‍👩‍👧‍👦 👋🏽 ❤️ 1️⃣"), "👨 👋 ❤ 1");
    assert.equal(drawableText("🇪🇪 é हिन्दी"), "🇪🇪 é हिन्दी");
  });

  it("has few marks on a letter and none on nothing", () => {
    assert.equal(drawableText(`q${"\u0303".repeat(30)}`), `q${"\u0303".repeat(3)}`);
    assert.equal(drawableText("\u0301x\n\u0301y"), "x\ny");
  });

  it("has spaces for tabs and lines for all line breaks", () => {
    assert.equal(drawableText("\tx\u2028y"), "    x\ny");
  });

  it("has addresses as join reads them", () => {
    assert.equal(drawableAddress({ address: "10.0.0.5", port: 4242 }), "10.0.0.5:4242");
    assert.equal(drawableAddress({ address: "fd77::10", port: 4242 }), "[fd77::10]:4242");
  });

  it("is cut and filled by cells", () => {
    assert.equal(fit("日本語", 5), "日本…");
    assert.equal(fit("日本語", 4), "日… ");
    assert.equal(fit("ab", 4), "ab  ");
    assert.equal(cut("abc", 3), "abc");
    assert.equal(cut("abc", 0), "");
  });
});
