import assert from "node:assert/strict";
import { type CommandOptions, parseCommandLine } from "classchat/input/command-line";
import {
  type CommandName,
  type CommandRow,
  commands,
  type FlagRow,
  flags,
} from "classchat/input/command-table";
import { words } from "classchat/words/words";

function read(line: string): [CommandName, CommandOptions] {
  const parsed = parseCommandLine(line.split(" "));
  assert.ok(parsed.type === "run", JSON.stringify(parsed));
  const { words, flags } = parsed.options;
  return [parsed.command, { words, flags: { ...flags } }];
}

function refusal(line: string): string {
  const parsed = parseCommandLine(line === "" ? [] : line.split(" "));
  assert.ok(parsed.type === "usage", JSON.stringify(parsed));
  return parsed.message;
}

function help(...line: string[]): string {
  const parsed = parseCommandLine(line);
  assert.ok(parsed.type === "help", JSON.stringify(parsed));
  return parsed.text;
}

describe("the command line", () => {
  it("takes words and flags in any order", () => {
    const options = { words: ["physics", "hi", "there"], flags: { as: "ana", json: true } };
    assert.deepEqual(read("send physics --as ana hi there --json"), ["send", options]);
    assert.deepEqual(read("send --json --as=ana physics hi there"), ["send", options]);
  });

  it("takes - for stdin, and behind -- anything", () => {
    assert.deepEqual(read("send physics -")[1].words, ["physics", "-"]);
    assert.deepEqual(read("send physics -- --help")[1].words, ["physics", "--help"]);
  });

  it("takes each flag of each command, as what the table says", () => {
    for (const [name, row] of Object.entries(commands) as [CommandName, CommandRow][]) {
      for (const flag of row.flags) {
        const { kind, among = ["x"] }: FlagRow = flags[flag];
        const [text = ""] = among;
        const given = kind === "switch" ? [] : [kind === "number" ? "5" : text];
        const word = Array.from({ length: row.words.least }, () => "word");
        const required = (row.required ?? []).filter((other) => other !== flag);
        const rest = required.flatMap((other) => [`--${other}`, "y"]);
        const parsed = parseCommandLine([name, ...word, ...rest, `--${flag}`, ...given]);
        assert.ok(parsed.type === "run", `${name} --${flag}: ${JSON.stringify(parsed)}`);
        const value = { switch: true, number: 5, text, path: text, list: [text] }[kind];
        assert.deepEqual(parsed.options.flags[flag], value, `${name} --${flag}`);
      }
    }
  });

  it("takes several names for several rooms", () => {
    assert.deepEqual(read("host --name physics --name maths")[1].flags.name, ["physics", "maths"]);
  });

  it("says in one line what is wrong and what to run instead", () => {
    const refusals = {
      "": "no command was given: run classchat --help",
      frobnicate: 'there is no command "frobnicate": run classchat --help',
      constructor: 'there is no command "constructor": run classchat --help',
      join: "the room is missing: run classchat join --help",
      "rooms physics": '"physics" is one word too many: run classchat rooms --help',
      "rooms --frob": "there is no flag --frob: run classchat rooms --help",
      "rooms --wait soon":
        "--wait wants a whole number from 0 to 600000: run classchat rooms --help",
      "host --name x --port 70000":
        "--port wants a whole number from 0 to 65535: run classchat host --help",
      "history physics --limit 0":
        "--limit wants a whole number from 1 on: run classchat history --help",
      "login physics": "--user is missing: run classchat login --help",
      "register physics --user ana": "--email is missing: run classchat register --help",
      "get physics 5 --to=": "--to wants a value: run classchat get --help",
      "send physics --file=": "--file wants a value: run classchat send --help",
    };
    for (const [line, message] of Object.entries(refusals)) assert.equal(refusal(line), message);
    assert.match(refusal("join physics --as"), /^--as wants a value: run/u);
    assert.match(refusal("join physics --plain=x"), /: run classchat join --help$/u);
  });

  it("has help for the program and for each command, with an example that can be run", () => {
    assert.match(help("--help"), /Example:\n {2}classchat host/u);
    for (const [name, row] of Object.entries(commands)) {
      const text = help(name, "--help");
      assert.equal(help("help", name), text);
      assert.match(
        help("--help"),
        new RegExp(`^  ${name} +${words.usage.summaries[name as CommandName]}$`, "mu"),
      );
      for (const flag of row.flags) assert.ok(text.includes(`  --${flag}`), `${name} --${flag}`);
      assert.ok(row.examples.length > 0);
      for (const example of row.examples) {
        assert.ok(text.includes(`  ${example}\n`));
        assert.equal(read(asWords(example))[0], name);
      }
    }
  });

  it("knows its version", () => {
    assert.deepEqual(parseCommandLine(["--version"]), { type: "version" });
  });
});

/** What the shell makes of an example: no quotes, no redirection, no `classchat`. */
function asWords(example: string): string {
  return example
    .replace(/^classchat /u, "")
    .replace(/ < .*$/u, "")
    .replaceAll('"', "");
}
