import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { limits, type RoomId } from "@classchat/core";
import type { Host } from "@classchat/server";
import { SmtpMailer } from "@classchat/server/adapters/smtp-mailer";
import { parseSmtpUrl } from "@classchat/server/adapters/smtp-relay";
import type { MailFailureReason } from "@classchat/server/chat/ports";
import { words } from "classchat/words/words";
import { Command, type Outcome } from "../support/command.ts";
import { eventually } from "../support/eventually.ts";
import { FakeClock } from "../support/fake-clock.ts";
import {
  MailServer,
  mailCertificate,
  mailPassword,
  mailUser,
  refusingPort,
  SilentServer,
} from "../support/mail-server.ts";
import { RawClient } from "../support/raw-client.ts";
import { roomNamed, say, World } from "../support/world.ts";

const oldPassword = "correct horse";
const newPassword = "battery staple";
const withNewPassword = { CLASSCHAT_PASSWORD: newPassword };

interface Room {
  id: RoomId;
  port: number;
}

describe("a new password, by commands alone", () => {
  let folder: string;
  let mail: MailServer;
  let host: Command;
  let room: Room;
  let mia: RawClient;
  const guests: RawClient[] = [];
  const commands: Command[] = [];

  // One host for all of it: each start of a program costs more than what is asked of it.
  before(async () => {
    folder = await mkdtemp(join(await realpath(tmpdir()), "classchat-"));
    mail = new MailServer();
    await writeFile(join(folder, "mail.pem"), mailCertificate);
    host = openHost(await mail.listen());
    await eventually(() => assert.match(host.stdout, /mentor-code/u));
    const [listening, mentor] = host.objects as unknown as [Room, { mentorCode: string }];
    room = listening;
    mia = await member("mia", mentor.mentorCode);
  });
  afterEach(() => {
    for (const guest of guests.splice(0)) guest.close();
  });
  after(async () => {
    mia.close();
    for (const { process } of commands) process.kill("SIGKILL");
    await Promise.all(commands.map(({ ended }) => ended));
    await mail.close();
    await rm(folder, { recursive: true });
  });

  function start(args: readonly string[], env: Record<string, string>, who = "anu"): Command {
    const command = new Command(args, { data: join(folder, who), env });
    commands.push(command);
    return command;
  }

  function run(args: readonly string[], password: string): Promise<Outcome> {
    return start(args, { CLASSCHAT_PASSWORD: password }).finish();
  }

  function openHost(smtpPort: number): Command {
    const settings = {
      name: "physics",
      port: "0",
      "mail-domain": "school.edu",
      smtp: `smtp://${mailUser}@localhost:${smtpPort}`,
      "mail-from": "chat@school.edu",
    };
    const flags = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
    const trusted = { NODE_EXTRA_CA_CERTS: join(folder, "mail.pem") };
    const env = { CLASSCHAT_SMTP_PASSWORD: mailPassword, ...trusted };
    return start(["host", "--headless", "--json", ...flags], env, "host");
  }

  /** Somebody who has an account, and is signed in. */
  async function member(user: string, mentorCode?: string): Promise<RawClient> {
    const guest = new RawClient(room);
    const code = mentorCode === undefined ? {} : { mentorCode };
    const account = { user, email: `${user}.k`, password: oldPassword, ...code };
    await guest.request("account:register", account);
    await guest.request("account:signIn", { login: user, password: oldPassword });
    return guest;
  }

  async function student(user: string): Promise<RawClient> {
    const guest = await member(user);
    guests.push(guest);
    return guest;
  }

  const at = () => `127.0.0.1:${room.port}`;
  const reset = (user: string, ...more: string[]) => [
    "reset",
    at(),
    "--email",
    `${user}.k`,
    ...more,
  ];

  /** What the host wrote to its disk and said. */
  async function expectNoSecrets(...secrets: string[]): Promise<void> {
    const data = join(folder, "host");
    const entries = await readdir(data, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    const texts = await Promise.all(
      files.map(({ parentPath, name }) => readFile(join(parentPath, name), "utf8")),
    );
    const all = [...texts, host.stdout, host.stderr].join("\n");
    assert.match(all, /anu\.k/u);
    for (const secret of [...secrets, oldPassword, newPassword, mailPassword]) {
      assert.ok(!all.includes(secret), secret);
    }
  }

  it("comes with a code by mail, over STARTTLS and AUTH, and leaves no secret behind [A10] [A14] [S10]", async () => {
    const signedIn = await student("anu");
    await run(["login", at(), "--user", "anu", "--remember"], oldPassword);
    const command = start(reset("anu"), withNewPassword);
    await eventually(() => assert.equal(mail.mails.length, 1));
    assert.equal(mail.mails[0]?.to, "anu.k@school.edu");
    assert.match(command.stderr, /its mailbox gets a code now/u);
    const outcome = await command.finish(`${mail.code}\n`);
    await eventually(() => assert.equal(signedIn.socket.connected, false));
    assert.equal(signedIn.heard("session:ended").length, 1);
    assert.deepEqual(
      [outcome.stdout, outcome.exitCode],
      ["anu has a new password: sign in with it\n", 0],
    );

    const remembered = await start(["send", at(), "hi", "--as", "anu"], {}).finish();
    assert.equal(remembered.exitCode, 2, "the remembered sign-in is gone here and there");
    const again = new RawClient(room);
    guests.push(again);
    const signIn = (password: string) =>
      again.request("account:signIn", { login: "anu", password });
    await assert.rejects(signIn(oldPassword), { code: "wrong-password" });
    await signIn(newPassword);
    await expectNoSecrets(mail.code);

    const soon = await run(reset("anu"), newPassword);
    assert.match(soon.stderr, /Too many tries.+\(in \d+ s\) .+ goes into --reset-code\.\n$/u);
    assert.equal(soon.exitCode, 1);
  });

  it("comes with a code that one has already, and asks for no other one [A11] [S10]", async () => {
    await student("ben");
    const before = mail.mails.length;
    const { resetCode } = await mia.request("account:issueResetCode", { user: "ben" });
    const args = reset("ben", "--reset-code", resetCode, "--json");
    const command = start(args, withNewPassword);
    await command.finish();
    assert.deepEqual(command.objects, [{ type: "reset", room: "physics", user: "ben" }]);
    assert.equal(mail.mails.length, before);
    const again = await run(args, newPassword);
    assert.match(again.stderr, /^classchat: The code is wrong, used or too old: .+\n$/u);
    assert.equal(again.exitCode, 1);
    await expectNoSecrets(resetCode, resetCode.replace("-", ""));
  });

  it("asks for nothing where the new password is missing or too short", async () => {
    const before = mail.mails.length;
    const [missing, short] = await Promise.all([
      start(reset("mia"), {}).finish(),
      run(reset("mia"), "short"),
    ]);
    assert.equal(missing.exitCode, 2);
    assert.match(short.stderr, /A password has 8 to 128 characters/u);
    assert.equal(mail.mails.length, before);
  });

  it("has the host say why no mail went out, and no secret with it [S10]", async () => {
    await mail.close();
    const guest = new RawClient(room);
    guests.push(guest);
    await guest.request("account:requestReset", { email: "mia.k" });
    await eventually(() => assert.equal(guest.heard("account:mailFailed").length, 1));
    await eventually(() => {
      const failed = host.objects.find(({ event }) => event === "mail-failed");
      assert.equal(failed?.reason, "unreachable");
    });
    await expectNoSecrets();
  });
});

describe("a new password by commands, while no mail goes out", () => {
  let folder: string;
  let world: World;
  let clock: FakeClock;
  let reasons: MailFailureReason[];
  const closers: (() => unknown)[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(await realpath(tmpdir()), "classchat-"));
    [world, clock, reasons] = [new World(), new FakeClock(), []];
  });
  afterEach(async () => {
    await world.end();
    for (const close of closers.splice(0).reverse()) await close();
    await rm(folder, { recursive: true });
  });

  function start(args: readonly string[], who: string): Command {
    const command = new Command(args, { data: join(folder, who), env: withNewPassword });
    closers.push(() => {
      command.process.kill("SIGKILL");
      return command.ended;
    });
    return command;
  }

  /** Sends as the program does, with its own time-outs. */
  function mailerAt(port: number): SmtpMailer {
    const relay = parseSmtpUrl(`smtp://${mailUser}@localhost:${port}`);
    assert.ok(relay);
    const from = "chat@school.edu";
    return new SmtpMailer({ relay: { ...relay, password: mailPassword }, from });
  }

  async function openHost(mailPort?: number): Promise<Host> {
    const mail =
      mailPort === undefined
        ? undefined
        : { mailer: mailerAt(mailPort), domain: "s.edu", words: words.host.mails };
    return world.startHost({
      clock,
      ...(mail ? { mail } : {}),
      onMailFailed: ({ reason }) => reasons.push(reason),
    });
  }

  function reset(host: Host, email: string, ...more: string[]): Command {
    const at = `127.0.0.1:${roomNamed(host, "physics").port}`;
    return start(["reset", at, "--email", email, ...more], email);
  }

  it("comes with a code from a mentor where there is no mail [A11] [A16]", async () => {
    const host = await openHost();
    const mia = await world.mentor(host, "mia");
    await world.register(host, "anu");
    const asked = reset(host, "e.anu", "--password-stdin");
    asked.write(`${newPassword}\n`);
    await eventually(() => assert.match(asked.stderr, /ask one of them \(\/reset-code\)/u));
    await eventually(() =>
      assert.equal(mia.heard("desk:changed").at(-1)?.resetRequests[0]?.user, "anu"),
    );
    const { resetCode } = await mia.request("account:issueResetCode", { user: "anu" });
    const outcome = await asked.finish(`${resetCode.toLowerCase()}\n`);
    assert.equal(outcome.exitCode, 0, outcome.stderr);
    const anu = world.guest(host);
    await anu.request("account:signIn", { login: "anu", password: newPassword });
  });

  /** What the two who asked are told, and that the class talks meanwhile. */
  async function expectTold(port: number, letTimePass: () => void): Promise<void> {
    const host = await openHost(port);
    const mia = await world.mentor(host, "mia");
    await world.register(host, "anu");
    const asked = ["e.anu", "nobody"].map((email) => reset(host, email));
    for (const command of asked) {
      await eventually(() => assert.match(command.stderr, /its mailbox gets a code now/u));
    }
    await say(mia, "meanwhile");
    letTimePass();
    for (const { exitCode, stderr } of await Promise.all(asked.map(({ ended }) => ended))) {
      assert.match(stderr, /could not send the mail: ask the mentor for a code \(\/reset-code\)/u);
      assert.equal(exitCode, 1);
    }
    await eventually(() =>
      assert.equal(mia.heard("desk:changed").at(-1)?.resetRequests[0]?.user, "anu"),
    );
  }

  it("is not waited for longer than ten seconds when the mail server says nothing [A9] [A15]", async () => {
    const server = new SilentServer();
    closers.push(() => server.close());
    assert.ok(limits.mailPatienceMs < 10_000);
    await expectTold(await server.listen(), () => clock.advance(limits.mailPatienceMs));
    assert.deepEqual(reasons, [], "it is still tried");
  });

  it("is not waited for when the mail server refuses [A9] [A15]", async () => {
    await expectTold(await refusingPort(), () => {});
    assert.deepEqual(reasons, ["unreachable", "unreachable"]);
  });

  it("is not waited for when somebody took the offer of encryption out [A9] [A15] [S9]", async () => {
    const server = new MailServer({ disabledCommands: ["STARTTLS"], allowInsecureAuth: true });
    closers.push(() => server.close());
    await expectTold(await server.listen(), () => {});
    assert.deepEqual(reasons, ["no-encryption", "no-encryption"]);
    assert.ok(!server.heard.includes("AUTH"));
  });
});
