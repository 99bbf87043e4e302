import assert from "node:assert/strict";
import { safeFileName, splitFileName, utf8Length } from "@classchat/core";

describe("a file name from outside", () => {
  const cases: [given: string, safe: string][] = [
    ["notes.txt", "notes.txt"],
    ["Übung 3 – Лекция.md", "Übung 3 – Лекция.md"],
    ["../../etc/passwd", "passwd"],
    ["C:\\Users\\ana\\x.txt", "x.txt"],
    ["/", "file"],
    ["..", "file"],
    ["", "file"],
    [".bashrc", "bashrc"],
    ["-rf", "rf"],
    ["~/.ssh", "ssh"],
    ["CON.txt", "file_CON.txt"],
    ["com1", "file_com1"],
    ["COM¹.txt", "file_COM¹.txt"],
    ["aux .c", "file_aux.c"],
    ["a\u202etxt.exe", "atxt.exe"],
    ["a\u200bb\u0000c\n.txt", "abc.txt"],
    ["\u001b[31mred\u001b[0m.txt", "red.txt"],
    ['a<b>:"c|d?*%.txt', "a_b___c_d___.txt"],
    ["trailing. . ", "trailing"],
    ["no\u00a0break.txt", "no break.txt"],
    ["lone \ud800.txt", "lone \ufffd.txt"],
  ];

  for (const [given, safe] of cases) {
    it(`is made safe: ${JSON.stringify(given)} [F13]`, () => {
      assert.equal(safeFileName(given), safe);
      assert.equal(safeFileName(safe), safe, "a safe name stays as it is");
    });
  }

  it("is short enough for every file system, and keeps its extension [F13]", () => {
    for (const stem of ["x".repeat(300), "я".repeat(300), "😀".repeat(300)]) {
      const name = safeFileName(`${stem}.tar.gz`);
      assert.ok(utf8Length(name) <= 180, `${utf8Length(name)} bytes`);
      assert.match(name, /\.tar\.gz$/u);
    }
  });

  it("is told apart from its extension", () => {
    assert.deepEqual(splitFileName("a.tar.gz"), { stem: "a", extension: ".tar.gz" });
    assert.deepEqual(splitFileName("notes"), { stem: "notes", extension: "" });
    assert.deepEqual(splitFileName("v1.2 draft.txt"), { stem: "v1.2 draft", extension: ".txt" });
  });
});
