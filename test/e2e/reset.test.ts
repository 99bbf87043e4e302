import assert from "node:assert/strict";
import { once } from "node:events";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { RoomId } from "@classchat/core";
import { Command, type Outcome } from "../support/command.ts";
import { eventually } from "../support/eventually.ts";
import {
  MailServer,
  mailCertificate,
  mailPassword,
  mailUser,
  refusingPort,
  SilentServer,
} from "../support/mail-server.ts";
import { RawClient } from "../support/raw-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { say } from "../support/world.ts";

const oldPassword = "correct horse";
const newPassword = "battery staple";
const smtpPassword = { CLASSCHAT_SMTP_PASSWORD: mailPassword };

describe("a new password, by commands alone", function () {
  this.timeout(30_000);
  const folder = temporaryFolder();
  const closers: (() => unknown)[] = [];
  let host: Command;
  let room: { id: RoomId; port: number };
  let mentorCode: string;

  beforeEach(() => writeFile(folder("mail.pem"), mailCertificate));
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  function start(args: readonly string[], options: { data?: string; env?: object } = {}): Command {
    const { data = folder("client"), env = {} } = options;
    const command = new Command(args, { data, env: { ...env } });
    closers.push(() => command.process.kill("SIGKILL"));
    return command;
  }

  function run(args: readonly string[], password: string): Promise<Outcome> {
    return start(args, { env: { CLASSCHAT_PASSWORD: password } }).finish();
  }

  /** A host with those settings, and anu, who has an account there and is signed in. */
  async function openHost(settings: Record<string, string> = {}): Promise<string> {
    const flags = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
    const names = ["--name", "physics", "--port", "0", "--headless", "--json"];
    host = start(["host", ...names, ...flags], {
      data: folder("host"),
      env: { ...smtpPassword, NODE_EXTRA_CA_CERTS: folder("mail.pem") },
    });
    await eventually(() => assert.match(host.stdout, /mentor-code/u));
    const [listening, mentor] = host.objects as unknown as [typeof room, { mentorCode: string }];
    room = listening;
    mentorCode = mentor.mentorCode;
    const at = `127.0.0.1:${room.port}`;
    await run(["register", at, "--user", "anu", "--email", "anu.k"], oldPassword);
    const login = await run(["login", at, "--user", "anu", "--remember"], oldPassword);
    assert.equal(login.exitCode, 0, login.stderr);
    return at;
  }

  function mailAt(port: number): Record<string, string> {
    return {
      "mail-domain": "school.edu",
      smtp: `smtp://${mailUser}@localhost:${port}`,
      "mail-from": "chat@school.edu",
    };
  }

  async function serveMail(options?: ConstructorParameters<typeof MailServer>[0]) {
    const server = new MailServer(options);
    closers.push(() => server.close());
    return { server, port: await server.listen() };
  }

  async function serveSilence(): Promise<number> {
    const server = new SilentServer();
    closers.push(() => server.close());
    return server.listen();
  }

  async function mentor(): Promise<RawClient> {
    const guest = new RawClient(room);
    closers.push(() => guest.close());
    const mia = { user: "mia", email: "mia", password: oldPassword, mentorCode };
    await guest.request("account:register", mia);
    await guest.request("account:signIn", { login: "mia", password: oldPassword });
    return guest;
  }

  const reset = (at: string, ...more: string[]) => ["reset", at, "--email", "anu.k", ...more];

  async function expectNewPassword(at: string): Promise<void> {
    const remembered = await start(["send", at, "hi", "--as", "anu"]).finish();
    assert.equal(remembered.exitCode, 2, "the remembered sign-in is gone here and there");
    const login = (password: string) => run(["login", at, "--user", "anu"], password);
    assert.match((await login(oldPassword)).stderr, /User name or password is wrong/u);
    assert.equal((await login(newPassword)).stdout, "signed in as anu\n");
  }

  /** What the host wrote to its disk and said. */
  async function expectNoSecrets(...secrets: string[]): Promise<void> {
    const entries = await readdir(folder("host"), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && entry.name !== "config.json");
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
    const { server, port } = await serveMail();
    const at = await openHost(mailAt(port));
    const command = start(reset(at), { env: { CLASSCHAT_PASSWORD: newPassword } });
    await eventually(() => assert.equal(server.mails.length, 1));
    assert.equal(server.mails[0]?.to, "anu.k@school.edu");
    assert.match(command.stderr, /its mailbox gets a code now/u);
    const signedIn = new RawClient(room);
    closers.push(() => signedIn.close());
    await signedIn.request("account:signIn", { login: "anu", password: oldPassword });
    const outcome = await command.finish(`${server.code}\n`);
    await eventually(() => assert.equal(signedIn.socket.connected, false));
    assert.equal(signedIn.heard("session:ended").length, 1);
    assert.deepEqual(
      [outcome.stdout, outcome.exitCode],
      ["anu has a new password: sign in with it\n", 0],
    );
    await expectNewPassword(at);
    await expectNoSecrets(server.code);
  });

  it("comes with a code from a mentor where there is no mail [A11] [A16] [S10]", async () => {
    const at = await openHost();
    const asked = start(reset(at, "--password-stdin"));
    asked.write(`${newPassword}\n`);
    await eventually(() => assert.match(asked.stderr, /ask one of them \(\/reset-code\)/u));
    const { resetCode } = await (await mentor()).request("account:issueResetCode", { user: "anu" });
    const outcome = await asked.finish(`${resetCode.toLowerCase()}\n`);
    assert.equal(outcome.exitCode, 0, outcome.stderr);
    await expectNewPassword(at);
    await expectNoSecrets(resetCode, resetCode.replace("-", ""));
  });

  it("comes with a code that one has already, and asks for no other one [A11]", async () => {
    const { server, port } = await serveMail();
    const at = await openHost(mailAt(port));
    const { resetCode } = await (await mentor()).request("account:issueResetCode", { user: "anu" });
    const args = reset(at, "--reset-code", resetCode, "--json");
    const command = start(args, { env: { CLASSCHAT_PASSWORD: newPassword } });
    await command.finish();
    assert.deepEqual(command.objects, [{ type: "reset", room: "physics", user: "anu" }]);
    assert.equal(server.mails.length, 0);
    const again = await run(args, newPassword);
    assert.match(again.stderr, /^classchat: The code is wrong, used or too old: .+\n$/u);
    assert.equal(again.exitCode, 1);
  });

  it("asks for nothing where the new password is missing or too short", async () => {
    const at = await openHost();
    assert.equal((await start(reset(at)).finish()).exitCode, 2);
    assert.match((await run(reset(at), "short")).stderr, /A password has 8 to 128 characters/u);
  });

  const troubles: [string, string, () => Promise<number>][] = [
    ["says nothing", "silent", serveSilence],
    ["refuses", "unreachable", refusingPort],
    [
      "had its offer of encryption taken out",
      "no-encryption",
      async () =>
        (await serveMail({ disabledCommands: ["STARTTLS"], allowInsecureAuth: true })).port,
    ],
  ];
  for (const [title, reason, serve] of troubles) {
    it(`is not waited for longer than ten seconds when the mail server ${title} [A9] [A15]`, async () => {
      const at = await openHost(mailAt(await serve()));
      const asked = ["anu.k", "nobody"].map((email) =>
        start(["reset", at, "--email", email], { env: { CLASSCHAT_PASSWORD: newPassword } }),
      );
      const toldAfter = asked.map(async ({ process, ended }) => {
        await once(process.stderr, "data");
        const askedAt = performance.now();
        const { exitCode, stderr } = await ended;
        assert.match(
          stderr,
          /could not send the mail: ask the mentor for a code \(\/reset-code\)/u,
        );
        assert.equal(exitCode, 1);
        return performance.now() - askedAt;
      });
      const mia = await mentor();
      await say(mia, "meanwhile");
      for (const ms of await Promise.all(toldAfter)) assert.ok(ms < 10_000, `${ms} ms`);
      await eventually(() => {
        const failed = host.objects.find(({ event }) => event === "mail-failed");
        assert.equal(failed?.reason, reason);
      });
      await expectNoSecrets();
    });
  }
});
