import { mdnsEnvironment, program } from "../support/command.ts";
import { drawn } from "../support/demo-terminal.ts";
import { enter } from "../support/forms.ts";
import { keepMentor } from "../support/kept-mentor.ts";
import { ownMdns } from "../support/mdns.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { keys, Terminal } from "../support/terminal.ts";
import { password } from "../support/world.ts";

describe("a host's screen without its password", function () {
  this.slow(10_000);
  const folder = temporaryFolder();
  let mentor: Terminal;

  afterEach(() => mentor.close());

  it("lets its only mentor back in who forgot the password [A18]", async () => {
    await keepMentor(folder("mia", "host"));
    const start = ["host", "--name", "physics", "--port", "0", "--reset-code", "mia"];
    const args = [program, ...start, "--data", folder("mia")];
    const env = mdnsEnvironment(ownMdns());
    mentor = Terminal.start(process.execPath, args, { env, cols: 100, rows: 24 });
    await drawn(mentor);
    const words = /Reset code for Mia .* mia\.l\): (\w{8}),/u;
    await mentor.waitFor("forgot the password?");
    await mentor.waitFor(words);
    const [, code = ""] = words.exec(mentor.text()) ?? [];
    mentor.type(keys.shiftTab.repeat(2) + keys.enter);
    await mentor.waitFor("have a code? type it in");
    mentor.type(keys.shiftTab.repeat(2) + keys.enter);
    await mentor.waitFor("Set a new password");
    for (const field of ["mia.l", code, password]) await enter(mentor, field);
    mentor.type(password + keys.enter);
    await mentor.waitFor(/1 here\s+.*★ Mia/su);
  });
});
