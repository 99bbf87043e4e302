import assert from "node:assert/strict";
import { commands } from "classchat/input/command-table";
import { english } from "classchat/words/english/english";
import { hindi } from "classchat/words/hindi/hindi";
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

describe("the words of all languages", () => {
  it("name the same commands and flags, in the same places [C50]", () => {
    const [ours, theirs] = [new Map(textsOf(english)), new Map(textsOf(hindi))];
    assert.deepEqual([...theirs.keys()].sort(), [...ours.keys()].sort());
    for (const [key, text] of ours) {
      assert.deepEqual(namesIn(theirs.get(key) ?? ""), namesIn(text), key);
    }
  });

  it("hold nothing that a terminal acts on, or that hides text [C50]", () => {
    for (const [key, text] of [...textsOf(english), ...textsOf(hindi)]) {
      assert.doesNotMatch(text, /[^\P{C}\n]/u, key);
    }
  });
});

/** Each text with the path of its key; of functions what they are written as. */
function textsOf(words: object, path = ""): [string, string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] =>
    typeof value === "object" && value !== null
      ? textsOf(value, `${path}${key}.`)
      : [[`${path}${key}`, String(value)]],
  );
}

const names = new RegExp(
  `classchat (?:${Object.keys(commands).join("|")})\\b|(?<![\\w-])--[a-z][\\w-]*|CLASSCHAT_\\w+|(?<=[ (])/[a-z][a-z-]{2,}`,
  "gu",
);

function namesIn(text: string): string[] {
  return [...new Set(text.match(names))].sort();
}

function nowhere(): never {
  throw new Error("asked for nothing");
}
