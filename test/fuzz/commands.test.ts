import assert from "node:assert/strict";
import { parseCommand } from "classchat/input/command";
import { parseCommandLine } from "classchat/input/command-line";
import { commands, type FlagName, flags } from "classchat/input/command-table";
import { slashTable } from "classchat/input/slash-table";
import { toldOf } from "classchat/plain/output";
import fc from "fast-check";
import { itHolds } from "../support/fuzz.ts";
import { anyText, dirtIn, nearName } from "../support/fuzz-texts.ts";

const word = fc.stringMatching(/^[a-z0-9]{1,12}$/u);
const seq = fc.integer({ min: 1, max: 999_999_999_999_999 });
const said = anyText.map((text) => text.trim()).filter((text) => text !== "");

/** A line that begins as commands do. */
const nearCommand = fc
  .tuple(
    fc.constantFrom("/", "//", " /", ""),
    fc.oneof(fc.constantFrom(...slashTable.map(({ name }) => name)), anyText),
    fc.constantFrom(" ", "\t", "\n", ""),
    fc.oneof(anyText, fc.constantFrom("--keep", "--before 7d", "#12", "ben 10m", "@ben hi", "off")),
  )
  .map((parts) => parts.join(""));

describe("any typed line", () => {
  itHolds("is a command, or said as it is", nearCommand, (line) => {
    const command = parseCommand(line);
    if (command.type !== "say") return assert.ok(line.startsWith("/"));
    assert.ok(command.text === line || `/${command.text}` === line);
  });

  itHolds("is said where it does not begin with a slash", anyText, (line) => {
    if (line.startsWith("/")) return;
    assert.deepEqual(parseCommand(line), { type: "say", text: line });
  });

  itHolds("can be said whatever it begins with", anyText, (line) => {
    if (line.includes("\n")) return;
    assert.deepEqual(parseCommand(`//${line}`), { type: "say", text: `/${line}` });
  });

  itHolds("is read as it was meant", fc.record({ word, seq, said, room: said }), (meant) => {
    const { said: text, seq, word: user } = meant;
    assert.deepEqual(parseCommand(`/doubt ${text}`), { type: "doubt", text });
    assert.deepEqual(parseCommand(`/announce ${text}`), { type: "announce", text });
    assert.deepEqual(parseCommand(`/answer @${user} ${text}`), { type: "answer", user, text });
    assert.deepEqual(parseCommand(`/delete #${seq}`), { type: "delete", seq });
    assert.deepEqual(parseCommand(`/open ${seq}`), { type: "open", seq });
    assert.deepEqual(parseCommand(`/kick ${user}`), { type: "kick", user });
  });

  itHolds("that names a path in quotes means that path", anyText, (text) => {
    const path = text.replace(/["\s]/gu, "_");
    const isUrl = /^file:/iu.test(path);
    if (path === "" || isUrl) return;
    assert.deepEqual(parseCommand(`/file "${path}"`), { type: "file", path });
  });
});

const flag = fc
  .constantFrom(...(Object.keys(flags) as FlagName[]))
  .chain((name) => fc.constantFrom(`--${name}`, `--${name}=`, `--no-${name}`, `--${name}=x`));
const argument = fc.oneof(
  anyText,
  nearName,
  flag,
  word,
  fc.constantFrom(
    "--",
    "-",
    "-h",
    "--help",
    "--__proto__",
    "--constructor=1",
    "-p5",
    "--port=99999",
  ),
);
const commandName = fc.constantFrom(...(Object.keys(commands) as (keyof typeof commands)[]));

describe("any command line", () => {
  const line = fc.tuple(fc.oneof(commandName, argument), fc.array(argument, { maxLength: 6 }));

  itHolds("is understood, or what is wrong is said in clean words", line, ([name, rest]) => {
    const read = parseCommandLine([name, ...rest]);
    if (read.type === "usage") assert.equal(dirtIn(toldOf(read.message)), undefined);
    if (read.type === "run") assert.ok(Object.hasOwn(commands, read.command));
  });

  itHolds(
    "gives its words back as they were written",
    fc.array(said, { minLength: 1 }),
    (rooms) => {
      const read = parseCommandLine(["join", "--", ...rooms]);
      assert.deepEqual(read, {
        type: "run",
        command: "join",
        options: { words: rooms, flags: {} },
      });
    },
  );

  itHolds("gives the values of flags back as they were written", anyText, (value) => {
    const read = parseCommandLine(["login", "physics", `--user=${value}`]);
    assert.deepEqual(read.type === "run" && read.options.flags, { user: value });
  });
});
