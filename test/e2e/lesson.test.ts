import assert from "node:assert/strict";
import { mdnsEnvironment, program } from "../support/command.ts";
import { codeOn, enter } from "../support/forms.ts";
import { keepMentor } from "../support/kept-mentor.ts";
import { ownMdns } from "../support/mdns.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { keys, Terminal } from "../support/terminal.ts";
import { password } from "../support/world.ts";

describe("a lesson on real screens", function () {
  this.slow(10_000);
  const folder = temporaryFolder();
  const network = mdnsEnvironment(ownMdns());
  const terminals: Terminal[] = [];

  afterEach(() => Promise.all(terminals.splice(0).map((terminal) => terminal.close())));

  /** Somebody's terminal; whose data directory it is makes it theirs. */
  async function sit(who: string, ...args: string[]): Promise<Terminal> {
    const all = [program, ...args, "--data", folder(who)];
    const terminal = Terminal.start(process.execPath, all, { env: network, cols: 100, rows: 24 });
    terminals.push(terminal);
    return terminal.waitFor((screen) => screen.bracketedPaste && screen.lines()[0] !== "");
  }

  async function fill(terminal: Terminal, ...fields: string[]): Promise<void> {
    for (const field of fields) await enter(terminal, field);
  }

  async function openRooms(...names: string[]): Promise<Terminal> {
    const flags = names.flatMap((name) => ["--name", name]);
    const mentor = await sit("mia", "host", ...flags, "--port", "0");
    await mentor.waitFor("Make the mentor's account");
    await fill(mentor, "Mia", "mia", password);
    await mentor.waitFor(/password again/u);
    mentor.type(password + keys.enter);
    return mentor.waitFor(/1 here\s+.*★ Mia/su);
  }

  it("goes from the first start to a talk, and on after the host was away", async () => {
    const mentor = await openRooms("physics", "maths");
    const code = codeOn(mentor);

    const anu = await sit("anu", "rooms");
    await anu.waitFor(/physics/u);
    await anu.waitFor(/maths/u);
    anu.type(keys.down + keys.enter);
    await anu.waitFor("room code");
    await fill(anu, code.toLowerCase());
    await anu.waitFor("make one");
    anu.type(keys.shiftTab + keys.enter);
    await anu.waitFor("Make an account");
    await fill(anu, "Anu", "anu.k", password);
    anu.type(password + keys.enter);
    await anu.waitFor(/★ Mia/u);

    anu.type(`good morning${keys.enter}`);
    await anu.waitFor(/Anu +✓ good morning/u);
    await mentor.waitFor(/Anu +good morning/u);
    mentor.type(`hello Anu${keys.enter}`);
    await anu.waitFor(/★Mia +hello Anu/u);

    mentor.type(keys.ctrl("c"));
    assert.equal(await mentor.exited, 0);
    await anu.waitFor(/clos|away|offline/u);
    anu.type(`are you there?${keys.enter}`);
    await anu.waitFor("are you there?");

    const again = await sit("mia", "host", "--name", "physics", "--name", "maths");
    await again.waitFor(/hello Anu/u);
    await again.waitFor(/Anu +are you there\?/u);
    await anu.waitFor(/Anu +✓ are you there\?/u);

    anu.type(`/quit${keys.enter}`);
    assert.equal(await anu.exited, 0);
    assert.equal(anu.alternate, false);
  });

  it("asks who one is once for all rooms of a host, and for the code again when it was skipped", async () => {
    const mentor = await openRooms("physics", "maths");
    const code = codeOn(mentor);

    const ben = await sit("ben", "join", "physics", "maths");
    await ben.waitFor("room code");
    ben.type(keys.enter);
    await ben.waitFor("make one");
    ben.type(keys.shiftTab + keys.enter);
    await ben.waitFor("Make an account");
    await fill(ben, "Ben", "ben", password);
    ben.type(password + keys.enter);
    await ben.waitFor(/Ben @ physics +online +room code not checked/u);

    ben.type(`/next${keys.enter}`);
    await ben.waitFor(/Ben @ maths +online +room code not checked/u);

    ben.type(`/code ${code}${keys.enter}`);
    await ben.waitFor(/The code fits/u);
    await ben.waitFor((screen) => !/not checked/u.test(screen.lines().at(-1) ?? ""));
    ben.type(`/next${keys.enter}/next${keys.enter}`);
    await ben.waitFor(/Ben @ physics +online +\/help/u);
  });

  it("lets its only mentor back in who forgot the password [A18]", async () => {
    await keepMentor(folder("mia", "host"));
    const start = ["host", "--name", "physics", "--port", "0", "--reset-code", "mia"];
    const mentor = await sit("mia", ...start);
    await mentor.waitFor("forgot the password?");
    const [, code = ""] = /Reset code for Mia .* mia\.l\): (\S+),/u.exec(mentor.text()) ?? [];
    assert.match(code, /^\w{4}-\w{4}$/u);
    mentor.type(keys.shiftTab.repeat(2) + keys.enter);
    await mentor.waitFor("have a code? type it in");
    mentor.type(keys.shiftTab.repeat(2) + keys.enter);
    await mentor.waitFor("Set a new password");
    await fill(mentor, "mia.l", code, password);
    mentor.type(password + keys.enter);
    await mentor.waitFor(/1 here\s+.*★ Mia/su);
  });
});
