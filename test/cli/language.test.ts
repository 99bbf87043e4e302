import assert from "node:assert/strict";
import { languageOf } from "classchat/words/language";

describe("the language", () => {
  it("is the first that the environment names [C50]", () => {
    const asked = { CLASSCHAT_LANG: "hi", LC_ALL: "en_GB.UTF-8", LANG: "de_DE" };
    assert.equal(languageOf(asked, nowhere), "hi");
    assert.equal(languageOf({ ...asked, CLASSCHAT_LANG: "" }, nowhere), "en");
    assert.equal(languageOf({ LC_MESSAGES: "hi_IN.UTF-8", LANG: "en_US" }, nowhere), "hi");
    assert.equal(languageOf({ LANG: "hi" }, nowhere), "hi");
  });

  it("is the system's where the environment names none [C50]", () => {
    assert.equal(
      languageOf({}, () => "hi-IN"),
      "hi",
    );
    assert.equal(
      languageOf({}, () => "en-US"),
      "en",
    );
  });

  it("is English where we do not speak it [C50]", () => {
    for (const LC_ALL of [
      "C",
      "C.UTF-8",
      "POSIX",
      "de_DE.UTF-8",
      "hil_PH",
      "__proto__",
      "\u001b[31m",
    ]) {
      assert.equal(languageOf({ LC_ALL }, nowhere), "en");
    }
  });
});

function nowhere(): never {
  throw new Error("asked for nothing");
}
