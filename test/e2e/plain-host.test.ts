import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import type { RoomId } from "@classchat/core";
import { Command, type Outcome } from "../support/command.ts";
import { eventually } from "../support/eventually.ts";
import { keepMentor } from "../support/kept-mentor.ts";
import { RawClient } from "../support/raw-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

interface Room {
  id: RoomId;
  port: number;
}

describe("a host without a screen", () => {
  const folder = temporaryFolder();

  const running: Command[] = [];

  afterEach(() => {
    for (const command of running.splice(0)) command.process.kill("SIGKILL");
  });

  function host(args: readonly string[], data = folder("data")): Command {
    const command = new Command(["host", "--name", "physics", "--headless", ...args], { data });
    running.push(command);
    return command;
  }

  async function refusal(args: readonly string[], data?: string): Promise<Outcome> {
    const outcome = await host(args, data).ended;
    assert.equal(outcome.stdout, "");
    return outcome;
  }

  const event = (command: Command, name: string) =>
    command.objects.find(({ event }) => event === name);

  it("takes no title that is too long", async () => {
    const { exitCode, stderr } = await refusal(["--title", "x".repeat(81)]);
    assert.match(stderr, /^classchat: --title takes at most 80 characters: run .*--help\n$/u);
    assert.equal(exitCode, 2);
  });

  it("says so where the next room's port would be none", async () => {
    const { exitCode, stderr } = await refusal(["--name", "maths", "--port", "65535"]);
    assert.match(stderr, /^classchat: Port 6553[56] cannot be used: [^\n]+\n$/u);
    assert.equal(exitCode, 1);
  });

  it("says which file of its data cannot be used", async () => {
    await writeFile(folder("file"), "");
    const { exitCode, stderr } = await refusal([], folder("file"));
    assert.match(
      stderr,
      /^classchat: \S+config\.json cannot be used \(ENOTDIR\): [^\n]+--data\n$/u,
    );
    assert.equal(exitCode, 1);
  });

  it("says that an interface is not there, and opens all the same", async () => {
    const command = host(["--interface", "nope0", "--port", "0"]);
    await eventually(() => assert.match(command.stdout, /physics is open at port/u));
    assert.match(command.stderr, /has no network interface nope0 now \(it has .*--interface/u);
    command.process.kill("SIGTERM");
    assert.equal((await command.ended).exitCode, 0);
  });

  it("says what it refuses, whether it comes from line, file or host, in Hindi [C50]", async () => {
    const env = { CLASSCHAT_LANG: "hi", CLASSCHAT_PASSWORD: "correct horse" };
    const said = async (...args: string[]) => {
      const { stderr } = await new Command(args, { data: folder("data"), env }).ended;
      assert.match(stderr, /^classchat: [^\n]*\p{Script=Devanagari}[^\n]*\n$/u);
      return stderr;
    };
    assert.match(await said("join"), /classchat join --help/u);
    assert.match(await said("host", "--name", "x", "--files", "all"), /--files .*any/u);
    assert.match(await said("restore", folder("none")), /none.*backup\.json/u);
    assert.match(await said("register", "x", "--user", "mia", "--email", "mia@x.org"), /@/u);
  });

  it("gives whoever runs it a code for any account, its only mentor's too [A18]", async () => {
    await keepMentor(folder("data", "host"));
    const command = host(["--port", "0", "--json", "--reset-code", "mia"]);
    await eventually(() => assert.ok(event(command, "reset-code")));
    const [room, given] = command.objects as unknown as [Room, { resetCode: string }];
    const { resetCode } = given;
    assert.deepEqual(given, { event: "reset-code", user: "Mia", resetCode });
    const guest = new RawClient(room);
    const reset = { email: "mia.l", resetCode, password: "battery staple" };
    assert.deepEqual(await guest.request("account:reset", reset), { user: "Mia" });
    await assert.rejects(guest.request("account:reset", reset), { code: "wrong-reset-code" });
    guest.close();
    command.process.kill("SIGTERM");
    await command.ended;
    const audit = await readFile(folder("data", "host", "audit.log"), "utf8");
    assert.match(audit, /physics: the host gave Mia a reset code\n/u);
    assert.ok(!audit.includes(resetCode));
  });

  it("says what to do with such a code, and opens nothing for a name that nobody has [A18]", async () => {
    await keepMentor(folder("data", "host"));
    const stranger = await refusal(["--port", "0", "--reset-code", "nobody"]);
    assert.match(stranger.stderr, /^classchat: Nobody has that user name here[^\n]+\n$/u);
    assert.equal(stranger.exitCode, 1);
    const command = host(["--port", "0", "--reset-code", "mia"]);
    const line = /password for Mia, .*reset physics --email mia\.l --reset-code \w{8}$/mu;
    await eventually(() => assert.match(command.stdout, line));
  });

  it("writes down in its data directory who decided what, without the codes it shows [O14]", async () => {
    const command = host(["--port", "0"]);
    await eventually(() => assert.match(command.stdout, /[0-9A-Z]{4}-[0-9A-Z]{4}/u));
    command.process.kill("SIGTERM");
    await command.ended;
    const audit = await readFile(folder("data", "host", "audit.log"), "utf8");
    assert.match(audit, /^\S+Z physics: the host made a mentor code\n$/u);
  });
});
