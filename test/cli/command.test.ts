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

  it("of several lines is a command all the same where it takes a text, so that all do not hear it [C22]", () => {
    assert.deepEqual(parseCommand("/doubt why?\nand how?"), {
      type: "doubt",
      text: "why?\nand how?",
    });
    const answer = { type: "answer", user: "ben", text: "so\n/quit" };
    assert.deepEqual(parseCommand("/answer @ben so\n/quit"), answer);
    assert.deepEqual(parseCommand("/announce\nbreak at ten"), {
      type: "announce",
      text: "break at ten",
    });
  });

  it("takes times, whose bare number means minutes", () => {
    const timeOf = (time: string) => {
      const command = parseCommand(`/mute ben ${time}`);
      return command.type === "mute" ? command.forMs : command.type;
    };
    const times = { "30s": 30_000, "10m": 600_000, "10": 600_000, "2H": 7_200_000 };
    for (const [time, ms] of Object.entries(times)) assert.equal(timeOf(time), ms, time);
    assert.equal(timeOf("7d"), 7 * 24 * 3_600_000);
    assert.equal(timeOf(""), undefined);
    for (const wrong of ["0", "0s", "31d", "10x", "-5m", "1.5h", "m", "10m 5"]) {
      assert.equal(timeOf(wrong), "incomplete", wrong);
    }
  });

  it("says which messages to clear, and whether they are saved before", () => {
    const clear = (scope: object, isSaved = true) => {
      return { type: "clear", scope, isSaved, isAsked: true };
    };
    assert.deepEqual(parseCommand("/clear"), clear({}));
    assert.deepEqual(parseCommand("/clear --no-backup"), clear({}, false));
    assert.deepEqual(parseCommand("/clear --keep 50"), clear({ keep: 50 }));
    const week = { olderThanMs: 7 * 24 * 3_600_000 };
    assert.deepEqual(parseCommand("/clear --no-backup --before 7d"), clear(week, false));
    assert.deepEqual(parseCommand("/clear --yes"), { ...clear({}), isAsked: false });
    for (const wrong of ["5", "--keep", "--keep x", "--before", "--keep 5 --before 7d", "--all"]) {
      assert.equal(parseCommand(`/clear ${wrong}`).type, "incomplete", wrong);
    }
  });

  it("takes what else mentors do", () => {
    assert.deepEqual(parseCommand("/kick @ben"), { type: "kick", user: "ben" });
    assert.deepEqual(parseCommand("/quiet 5m"), { type: "quiet", forMs: 300_000 });
    assert.deepEqual(parseCommand("/quiet"), { type: "quiet", forMs: undefined });
    assert.deepEqual(parseCommand("/quiet OFF"), { type: "quietOff" });
    assert.deepEqual(parseCommand("/announce"), { type: "announce", text: undefined });
    assert.deepEqual(parseCommand("/delete #12"), { type: "delete", seq: 12 });
    assert.deepEqual(parseCommand("/export"), { type: "export", format: "md" });
    assert.deepEqual(parseCommand("/export CSV"), { type: "export", format: "csv" });
    assert.deepEqual(parseCommand("/reset-code ben"), { type: "resetCode", user: "ben" });
  });

  it("that cannot be meant says why, and how it is typed", () => {
    assert.deepEqual(parseCommand("/kick ben now"), {
      type: "incomplete",
      usage: "/kick USER",
      reason: '"now" is one word too many',
    });
    for (const line of ["/delete 0", "/delete x", "/export pdf", "/answer ben", "/mute"]) {
      assert.equal(parseCommand(line).type, "incomplete", line);
    }
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

  it("says in the help whether it is for mentors", () => {
    const mentors = commandHelp.filter(({ mentor }) => mentor).map(({ usage }) => usage);
    assert.ok(mentors.includes("/ban USER"));
    assert.ok(!mentors.includes("/doubt TEXT"));
  });
});
