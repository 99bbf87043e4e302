import assert from "node:assert/strict";
import { mdnsEnvironment, program } from "../support/command.ts";
import { drawn } from "../support/demo-terminal.ts";
import { enter } from "../support/forms.ts";
import { ownMdns } from "../support/mdns.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { keys, Terminal } from "../support/terminal.ts";
import { password } from "../support/world.ts";

describe("order kept on real screens", function () {
  this.slow(10_000);
  const folder = temporaryFolder();
  const network = mdnsEnvironment(ownMdns());
  const terminals: Terminal[] = [];

  afterEach(() => Promise.all(terminals.splice(0).map((terminal) => terminal.close())));

  /** Somebody's terminal; whose data directory it is makes it theirs. */
  async function sit(who: string, ...args: string[]): Promise<Terminal> {
    const all = [program, ...args, "--data", folder(who)];
    const env = { ...network, CLASSCHAT_DOWNLOADS: folder("saved") };
    const terminal = Terminal.start(process.execPath, all, { env, cols: 100, rows: 24 });
    terminals.push(terminal);
    return drawn(terminal);
  }

  async function fill(terminal: Terminal, ...fields: string[]): Promise<void> {
    for (const field of fields) await enter(terminal, field);
  }

  async function openRooms(): Promise<Terminal> {
    const mentor = await sit("mia", "host", "--name", "physics", "--name", "maths", "--port", "0");
    await mentor.waitFor("Make the mentor's account");
    await fill(mentor, "Mia", "mia", password);
    mentor.type(password + keys.enter);
    return mentor.waitFor(/1 here\s+.*★ Mia/su);
  }

  async function register(terminal: Terminal, user: string): Promise<void> {
    await terminal.waitFor("make one");
    terminal.type(keys.shiftTab + keys.enter);
    await terminal.waitFor("Make an account");
    await fill(terminal, user, `${user.toLowerCase()}.k`, password);
    terminal.type(password + keys.enter);
    await terminal.waitFor(`${user} @ physics   online`);
  }

  const say = (terminal: Terminal, line: string) => terminal.type(line + keys.enter);
  const row = (terminal: Terminal, y: number) => terminal.lines().at(y) ?? "";

  it("lets a student ask, be put out, come back, and leave the seat to another", async () => {
    const mentor = await openRooms();
    const ben = await sit("ben", "join", "physics");
    await ben.waitFor("room code");
    ben.type(keys.enter);
    await register(ben, "Ben");

    mentor.type(keys.ctrl("n"));
    await mentor.waitFor("[3 maths]");
    say(ben, "/doubt is impulse a vector?");
    await mentor.sees(() => {
      assert.match(row(mentor, 0), /^ 1 rooms {2}2 physics \?1/u);
      assert.match(row(mentor, -1), /^ \? 1 doubt in physics/u);
    });
    mentor.type(keys.alt("2"));
    await mentor.sees(() => {
      assert.match(mentor.text(), /\? Ben asks the mentors: is impulse a vector\?/u);
      assert.doesNotMatch(mentor.text(), /\?1|doubt in/u);
    });

    say(mentor, "/kick Ben");
    await ben.waitFor("You are out of this room: /join physics brings you back.");
    say(ben, "let me in");
    await ben.waitFor("Your text waits here.");
    ben.type(keys.ctrl("u"));
    say(ben, "/join physics");
    await ben.waitFor("Ben @ physics   online");

    say(ben, "a word between friends");
    await mentor.waitFor("a word between friends");
    say(ben, "/logout");
    await register(ben, "Eve");
    say(mentor, "welcome, Eve");
    await ben.sees(() => {
      assert.match(ben.text(), /★Mia +welcome, Eve/u);
      assert.match(ben.text(), /│ {3}Eve \(you\)/u);
    });
    assert.doesNotMatch(ben.text(), /friends|vector|put you out/u);

    mentor.type(`/clear${keys.enter}`);
    await mentor.waitFor(
      "Clear 2 messages, up to number 2? Everyone loses them.  y / n, then Enter",
    );
    say(mentor, "y");
    await mentor.waitFor("Cleared 2 messages. The transcript:");
    await ben.sees(() => {
      assert.match(ben.text(), /Mia cleared 2 messages\./u);
      assert.doesNotMatch(ben.text(), /welcome/u);
    });
  });
});
