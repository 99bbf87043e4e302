import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { Command, type Outcome } from "../support/command.ts";
import { eventually } from "../support/eventually.ts";
import {
  MailServer,
  mailCertificate,
  mailPassword,
  mailUser,
  refusingPort,
} from "../support/mail-server.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const to = "you@school.edu";
const given = { CLASSCHAT_SMTP_PASSWORD: mailPassword };

describe("classchat host --test-mail", () => {
  const folder = temporaryFolder();
  const closers: (() => unknown)[] = [];
  let trusting: Record<string, string>;

  beforeEach(async () => {
    trusting = { ...given, NODE_EXTRA_CA_CERTS: folder("mail.pem") };
    await writeFile(folder("mail.pem"), mailCertificate);
  });
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  function start(args: readonly string[], env: Record<string, string> = {}): Command {
    const command = new Command(["host", ...args], { data: folder(), env });
    closers.push(() => command.process.kill("SIGKILL"));
    return command;
  }

  async function serve(options?: ConstructorParameters<typeof MailServer>[0]) {
    const server = new MailServer(options);
    closers.push(() => server.close());
    return { server, port: await server.listen() };
  }

  function mailAt(port: number): Record<string, string> {
    return {
      "mail-domain": "school.edu",
      smtp: `smtp://${mailUser}@localhost:${port}`,
      "mail-from": "chat@school.edu",
    };
  }

  function test(port: number, env: Record<string, string>): Promise<Outcome> {
    const flags = Object.entries(mailAt(port)).flatMap(([name, value]) => [`--${name}`, value]);
    return start(["--test-mail", to, ...flags], env).ended;
  }

  async function expectReason(running: Promise<Outcome>, reason: RegExp, code = 1): Promise<void> {
    const { exitCode, stdout, stderr } = await running;
    assert.match(stderr, /^classchat: [^\n]+\n$/u);
    assert.match(stderr, reason);
    assert.deepEqual([exitCode, stdout], [code, ""]);
    assert.ok(!stderr.includes(mailPassword));
  }

  it("says that mail works, also while a host runs, with the settings in its file", async () => {
    const { server, port } = await serve();
    const settings = { ...mailAt(port), "smtp-ca": "mail.pem" };
    await writeFile(folder("config.json"), JSON.stringify(settings));
    const host = start(["--name", "physics", "--port", "0", "--headless"], given);
    await eventually(() => assert.match(host.stdout, /physics is open/u));
    const { stdout, exitCode } = await start(["--test-mail", to], given).ended;
    assert.deepEqual([stdout, exitCode], [`mail works: a test mail is on its way to ${to}\n`, 0]);
    assert.equal(server.mails[0]?.to, to);
  });

  it("says why it does not", async () => {
    const { port } = await serve();
    const plain = await serve({ disabledCommands: ["STARTTLS"], allowInsecureAuth: true });
    const fussy = await serve({ onRcptTo: (_to, _session, done) => done(new Error("no mailbox")) });
    const wrong = { ...trusting, CLASSCHAT_SMTP_PASSWORD: "wrong" };
    await expectReason(
      test(await refusingPort(), given),
      /no mail server can be reached .*ECONNREFUSED/u,
    );
    await expectReason(test(port, wrong), /refuses the user name or the password.* app password/u);
    await expectReason(test(port, given), /certificate .* cannot be trusted \(.*self.signed/u);
    await expectReason(test(plain.port, trusting), /offers no encryption/u);
    await expectReason(test(fussy.port, trusting), /does not take the mail .*no mailbox/u);
  });

  it("says which setting is wrong or missing", async () => {
    await expectReason(test(1, {}), /CLASSCHAT_SMTP_PASSWORD/u, 2);
    const none = ["--test-mail", to];
    await expectReason(start(none).ended, /There are no settings for mail/u, 2);
    const half = [...none, "--mail-domain", "school.edu"];
    await expectReason(start(half).ended, /Mail needs all of/u, 2);
    const wrong = [...none, "--smtp", "mail.school.edu"];
    await expectReason(start(wrong).ended, /--smtp takes a mail server like .*: /u, 2);
    await expectReason(start(["--test-mail", "a@x.org, b@x.org"]).ended, /one address/u, 2);
    await expectReason(start(["--headless"]).ended, /--name is missing/u, 2);
  });
});
