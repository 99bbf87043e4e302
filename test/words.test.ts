import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { commands } from "classchat/input/command-table";

// How a command is written is the same in all languages.
const commandLine = new RegExp(
  `^.(?:classchat (?:${Object.keys(commands).join("|")})\\b|ROOM |--\\w)`,
  "u",
);

/** What a command takes, and a folder of macOS. */
const names = new Set(['"USER TEXT"', '"Application Support"']);

const source = new URL("../../packages/cli/src/", import.meta.url);

// What it says is the words of programming languages.
const others = ["ui/languages.ts"];
// Errors of these kinds are faults of ours: nobody is meant to read them but who mends them.
const faults = /new (?:TypeError|RangeError|Error)\(\s*(["`])[^"`]*\1/gu;
const comments = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gmu;
const literals = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/gu;

describe("the words", () => {
  it("lie where they belong, and nowhere else [C51]", async () => {
    const names = await readdir(source, { recursive: true });
    const files = names
      .map((name) => name.replaceAll("\\", "/"))
      .filter((name) => /\.tsx?$/u.test(name) && !name.startsWith("words/"))
      .filter((name) => !others.includes(name));
    const strangers = await Promise.all(files.map(wordsIn));
    assert.equal(strangers.flat().join("\n"), "");
  });

  it("hold nothing that is not seen [C51]", async () => {
    const names = await readdir(new URL("words/", source), { recursive: true });
    for (const name of names.filter((name) => name.endsWith(".ts"))) {
      const text = await readFile(new URL(`words/${name.replaceAll("\\", "/")}`, source), "utf8");
      assert.doesNotMatch(text, /[^\P{Default_Ignorable_Code_Point}]|[^\P{Cc}\n]/u, name);
      assert.equal(text, text.normalize(), `${name} is not in NFC`);
    }
  });
});

async function wordsIn(file: string): Promise<string[]> {
  const text = await readFile(new URL(file, source), "utf8");
  const code = text.replaceAll(comments, "").replaceAll(faults, "");
  const said = [...code.matchAll(literals)].map(([literal]) => withoutCode(literal)).filter(isSaid);
  return said.map((literal) => `${file} says ${literal}`);
}

/** What is for machines, as tags and the rules of a style, is not said. */
function withoutCode(literal: string): string {
  const text = literal.replaceAll(/\$\{[^}]*\}/gu, "…");
  return text.replaceAll(/<[!/a-z][^>]*>|\{[^}]*\}/gu, "");
}

/** Two words with a space between them, of which one has four letters or more; but no command, and no name. */
function isSaid(literal: string): boolean {
  if (commandLine.test(literal) || names.has(literal)) return false;
  return /\p{L}{2,}[,:;.]? \p{L}{2,}/u.test(literal) && /\p{L}{4,}/u.test(literal);
}
