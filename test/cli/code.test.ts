import assert from "node:assert/strict";
import { codeRows } from "classchat/ui/code-rows";
import { cut } from "classchat/ui/drawable";
import { piecesOf } from "classchat/ui/fences";
import { highlighted } from "classchat/ui/highlight";
import { textRows } from "classchat/ui/text-rows";

describe("code in messages", () => {
  const shown = (text: string, width = 60) => textRows(text, width).map(({ text }) => text);
  const tones = (code: string, language: string) =>
    highlighted(code, language).map((line) =>
      line.flatMap(({ text, tone }) => (tone ? [`${tone} ${text}`] : [])),
    );

  it("is numbered, between what is said around it [C44]", () => {
    assert.deepEqual(shown("look:\n```python\nif x:\n    y = 1\n```\nclear?"), [
      "look:",
      "1 │ if x:",
      "2 │     y = 1",
      "clear?",
    ]);
  });

  it("reaches to the end where the fence is not closed, and needs a fence of its own line [C44]", () => {
    assert.deepEqual(
      shown("```\na\n\nb"),
      ["1 │ a", "2 │", "3 │ b"].map((row) => row.padEnd(4)),
    );
    for (const text of ["say ``` here", "``` is a fence", "```", "``\na\n``"]) {
      assert.deepEqual(shown(text), text.split("\n"));
    }
  });

  it("is closed by a fence of the same length [C44]", () => {
    assert.deepEqual(piecesOf("````\n```\na\n````\nb"), [
      { kind: "code", language: "", code: "```\na" },
      { kind: "text", text: "b" },
    ]);
  });

  it("hides nothing that somebody wrote behind the fence [C44]", () => {
    assert.deepEqual(shown("```you-fool\na\n```"), ["  │ you-fool", "1 │ a"]);
    assert.deepEqual(shown("```constructor\na\n```"), ["  │ constructor", "1 │ a"]);
    assert.deepEqual(shown("```js\na\n```"), ["1 │ a"]);
  });

  it("breaks long lines by cells, below each other [C44]", () => {
    const rows = codeRows({ language: "", code: "x".repeat(50) }, 30).map((row) =>
      row.map(({ text }) => text).join(""),
    );
    assert.deepEqual(rows, [`1 │ ${"x".repeat(26)}`, `  │ ${"x".repeat(24)}`]);
    for (const width of [4, 10, 24, 31]) {
      for (const row of shown('```c\nprintf("物理物理物理物理 👍👍 %d");\n```', width)) {
        assert.equal(cut(row, width), row);
      }
    }
  });

  it("tells comments, strings, numbers and keywords of school languages apart [C44]", () => {
    assert.deepEqual(tones("def f(x):  # half\n    return 'a#b' * 0.5", "python"), [
      ["keyword def", "comment # half"],
      ["keyword return", "literal 'a#b'", "number 0.5"],
    ]);
    assert.deepEqual(tones("const a = `x\ny`; // if", "ts"), [
      ["keyword const", "literal `x"],
      ["literal y`", "comment // if"],
    ]);
    assert.deepEqual(tones("#include <x>\n/* if\n2 */ int a = 0x1F;", "C"), [
      ["keyword #include"],
      ["comment /* if"],
      ["comment 2 */", "keyword int", "number 0x1F"],
    ]);
    assert.deepEqual(tones('<a href="x">don\'t</a><!-- <b> -->', "html"), [
      [
        "keyword <a",
        'literal "x"',
        "keyword >",
        "keyword </a",
        "keyword >",
        "comment <!-- <b> -->",
      ],
    ]);
    assert.deepEqual(tones("if 1 # x", ""), [[]]);
    assert.deepEqual(tones("x1 = 'open\nif y", "py"), [["literal 'open"], ["keyword if"]]);
  });

  it("keeps every character of a code, whatever it is and whatever language it claims [C44]", () => {
    const odd = [
      "'",
      '"',
      "`",
      "/*",
      "<!--",
      "#",
      "\\",
      '"""',
      "0x",
      "é",
      "\u0301",
      "👍",
      "\n",
      " ",
    ];
    let seed = 7;
    const next = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return Math.floor((seed / 2 ** 31) * below);
    };
    for (let round = 0; round < 300; round++) {
      const code = Array.from({ length: 30 }, () => odd[next(odd.length)]).join("");
      for (const language of ["python", "js", "java", "html", "none"]) {
        const lines = highlighted(code, language).map((line) =>
          line.map(({ text }) => text).join(""),
        );
        assert.equal(lines.join("\n"), code, `seed 7, round ${round}, ${language}`);
      }
    }
  });

  it("carries nothing to the terminal but what is seen [C44]", () => {
    const rows = shown("```js\na\u001b[31m\u001b]0;x\u0007b\u202e\u200b\tc\r\n```\u001b[2J");
    assert.deepEqual(rows, ["1 │ ab    c"]);
  });

  it("is drawn at once however it was made to be slow [C44]", () => {
    const nasty = ['"\\', "/*", "'", "`", "<!--", "<a ", '"""', "((((", "0_", "\n```\n"];
    for (const language of ["python", "js", "java", "html"]) {
      for (const part of nasty) {
        const code = part.repeat(Math.floor(3_900 / part.length));
        const begun = performance.now();
        textRows(`\`\`\`${language}\n${code}`, 60);
        const took = performance.now() - begun;
        assert.ok(took < 2_000, `${language} ${JSON.stringify(part)} took ${took} ms`);
      }
    }
  });
});
