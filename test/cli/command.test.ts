import assert from "node:assert/strict";
import { commandHelp, parseCommand } from "classchat/input/command";

describe("a typed line", () => {
  it("is said unless it starts with a slash", () => {
    for (const text of ["hello", " /help", "", "1/2"]) {
      assert.deepEqual(parseCommand(text), { type: "say", text });
    }
  });

  it("that starts with two slashes is said with one", () => {
    assert.deepEqual(parseCommand("//etc/hosts"), { type: "say", text: "/etc/hosts" });
  });

  it("of several lines is never a command", () => {
    assert.deepEqual(parseCommand("/quit\nnow"), { type: "say", text: "/quit\nnow" });
    assert.deepEqual(parseCommand("//a\n//b"), { type: "say", text: "//a\n//b" });
    assert.deepEqual(parseCommand("/quit\n"), { type: "quit" });
  });

  it("names a command in any case, with its argument", () => {
    assert.deepEqual(parseCommand("/help"), { type: "help" });
    assert.deepEqual(parseCommand("/QUIT  "), { type: "quit" });
    assert.deepEqual(parseCommand("/join  Room 12 "), { type: "join", room: "Room 12" });
    assert.deepEqual(parseCommand("/mentor-code"), { type: "mentorCode" });
    assert.deepEqual(parseCommand("/code a b-c d"), { type: "code", words: "a b-c d" });
  });

  it("that lacks its argument says how it is typed", () => {
    assert.deepEqual(parseCommand("/join"), { type: "incomplete", usage: "/join ROOM" });
  });

  it("with an unknown command says which one is near", () => {
    const near = (line: string) => {
      const command = parseCommand(line);
      return command.type === "unknown" ? command.near : command.type;
    };
    assert.equal(near("/hlep"), "help");
    assert.equal(near("/ment"), "mentor-code");
    assert.equal(near("/jion physics"), "join");
    assert.equal(near("/etc/passwd"), undefined);
    assert.equal(near("/constructor"), undefined);
    assert.equal(near("/"), undefined);
  });

  it("can be any command that the help lists", () => {
    for (const { usage, help } of commandHelp) {
      assert.notEqual(parseCommand(usage).type, "unknown", usage);
      assert.notEqual(help, "");
    }
  });
});
