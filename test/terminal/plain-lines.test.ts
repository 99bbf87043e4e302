import assert from "node:assert/strict";
import { MailFailure } from "@classchat/server/chat/ports";
import { words } from "classchat/words/words";
import { onLoopback, program } from "../support/command.ts";
import { FakeMailer } from "../support/fakes.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { Terminal } from "../support/terminal.ts";
import { password, roomNamed, World } from "../support/world.ts";

describe("plain lines on a terminal", () => {
  const folder = temporaryFolder();
  let world: World;
  let room: string;
  let terminal: Terminal;

  beforeEach(async () => {
    world = new World();
    const host = await world.startHost();
    await world.register(host, "ana");
    room = `127.0.0.1:${roomNamed(host, "physics").port}`;
  });
  afterEach(async () => {
    await terminal.close();
    await world.end();
  });

  function start(...args: string[]): Terminal {
    const all = [program, ...args, "--data", folder()];
    terminal = Terminal.start(process.execPath, all, { env: onLoopback, cols: 100 });
    return terminal;
  }

  it("asks for code, name and password, shows no password, chats and leaves", async () => {
    start("join", room, "--plain");
    await terminal.waitFor("Room code of physics");
    terminal.type("abandon ability able about\r");
    await terminal.waitFor("does not fit");
    terminal.type("\r");
    await terminal.waitFor("User name:");
    terminal.type("ana\r");
    await terminal.waitFor("Password:");
    terminal.type(`${password}\r`);
    await terminal.waitFor("you are in, as ana");
    terminal.type("hello\r");
    await terminal.waitFor(/\d\d:\d\d ana: hello/u);
    terminal.type("/quit\r");
    assert.equal(await terminal.exited, 0);
    assert.ok(!terminal.output.includes(password));
  });

  it("goes on asking for a code when no mail goes out, and for the new password twice", async () => {
    const mailer = new FakeMailer();
    mailer.behave = async () => {
      throw new MailFailure("silent", "");
    };
    const host = await world.startHost({
      mail: { mailer, domain: "school.edu", words: words.host.mails },
    });
    await world.register(host, "ben");
    const mia = await world.mentor(host, "mia");
    start("reset", `127.0.0.1:${roomNamed(host, "physics").port}`, "--email", "e.ben");
    await terminal.waitFor("Room code of physics");
    terminal.type("\r");
    await terminal.waitFor("The host could not send the mail");
    const { resetCode } = await mia.request("account:issueResetCode", { user: "ben" });
    terminal.type(`${resetCode}\r`);
    await terminal.waitFor("Password:");
    terminal.type("battery staple\r");
    await terminal.waitFor("The same again:");
    terminal.type("battery staple\r");
    await terminal.waitFor("ben has a new password");
    assert.equal(await terminal.exited, 0);
    assert.ok(!terminal.output.includes("battery staple"));
  });

  it("asks for the code that one may have already where the host gives no other one yet", async () => {
    const host = await world.startHost();
    await world.register(host, "ben");
    const guest = world.guest(host);
    await guest.request("account:requestReset", { email: "e.ben" });
    const mia = await world.mentor(host, "mia");
    const { resetCode } = await mia.request("account:issueResetCode", { user: "ben" });
    start("reset", `127.0.0.1:${roomNamed(host, "physics").port}`, "--email", "e.ben");
    await terminal.waitFor("Room code of physics");
    terminal.type("\r");
    await terminal.waitFor("Too many tries");
    await terminal.waitFor("The code:");
    terminal.type(`${resetCode}\r`);
    await terminal.waitFor("Password:");
    terminal.type("battery staple\r");
    await terminal.waitFor("The same again:");
    terminal.type("battery staple\r");
    await terminal.waitFor("ben has a new password");
    assert.equal(await terminal.exited, 0);
  });

  it("ends at Ctrl+C while it asks", async () => {
    start("login", room, "--user", "ana");
    await terminal.waitFor("Password:");
    terminal.type("\u0003");
    assert.equal(await terminal.exited, 1);
  });
});
