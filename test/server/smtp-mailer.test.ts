import assert from "node:assert/strict";
import { SmtpMailer, type SmtpMailerOptions } from "@classchat/server/adapters/smtp-mailer";
import { parseSmtpUrl } from "@classchat/server/adapters/smtp-relay";
import type { MailFailureReason } from "@classchat/server/chat/ports";
import {
  MailServer,
  mailCertificate,
  mailPassword,
  mailUser,
  refusingPort,
  SilentServer,
} from "../support/mail-server.ts";

const mail = { to: "anu.k@school.edu", subject: "Code for physics", text: "The code is: 123456\n" };
/** For servers that say nothing: the others have the time that a busy machine needs. */
const impatient = { connectionMs: 300, greetingMs: 300, socketMs: 300, sessionMs: 2_000 };

describe("the mailer", () => {
  const closers: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
  });

  async function serve(
    options?: ConstructorParameters<typeof MailServer>[0],
  ): Promise<MailServer & { port: number }> {
    const server = new MailServer(options);
    closers.push(() => server.close());
    return Object.assign(server, { port: await server.listen() });
  }

  function open(url: string, change: Partial<SmtpMailerOptions> = {}): SmtpMailer {
    const relay = parseSmtpUrl(url);
    assert.ok(relay, url);
    const mailer = new SmtpMailer({
      relay,
      from: "chat@school.edu",
      ca: mailCertificate,
      ...change,
    });
    closers.push(() => mailer.close());
    return mailer;
  }

  const signedIn = (port: number, password = mailPassword) =>
    `smtp://${mailUser}:${encodeURIComponent(password)}@localhost:${port}`;

  async function fails(attempt: Promise<void>, reason: MailFailureReason, answer = /./u) {
    await assert.rejects(attempt, (error: { reason: string; message: string }) => {
      assert.equal(error.reason, reason, error.message);
      assert.match(error.message, answer);
      return true;
    });
  }

  it("hands a mail over by STARTTLS and signs in for it", async () => {
    const server = await serve();
    await open(signedIn(server.port)).send(mail);
    assert.equal(server.mails[0]?.to, mail.to);
    assert.match(server.mails[0]?.text ?? "", /^Subject: Code for physics\r$/mu);
    assert.match(server.mails[0]?.text ?? "", /^From: classchat <chat@school.edu>\r$/mu);
    assert.match(server.mails[0]?.text ?? "", /^The code is: 123456\r$/mu);
  });

  it("hands a mail over by TLS from the first byte", async () => {
    const server = await serve({ secure: true });
    await open(signedIn(server.port).replace("smtp:", "smtps:")).send(mail);
    assert.equal(server.mails.length, 1);
  });

  it("probes all but a mail", async () => {
    const server = await serve();
    await open(signedIn(server.port)).probe();
    await fails(open(signedIn(server.port, "wrong")).probe(), "sign-in");
    assert.equal(server.mails.length, 0);
  });

  it("lets neither password nor mail out in clear when STARTTLS was taken out on the way [S9]", async () => {
    const server = await serve({
      hideSTARTTLS: true,
      allowInsecureAuth: true,
      disabledCommands: ["STARTTLS"],
    });
    await fails(open(signedIn(server.port)).send(mail), "no-encryption");
    await fails(open(signedIn(server.port).replace("smtp:", "smtps:")).send(mail), "no-encryption");
    assert.match(server.heard, /^EHLO /u);
    for (const secret of ["AUTH", mailPassword, base64(mailPassword), "MAIL FROM", "123456"]) {
      assert.ok(!server.heard.includes(secret), secret);
    }
    assert.equal(server.mails.length, 0);
  });

  it("signs in in clear only where the URL says so [S9]", async () => {
    const server = await serve({ hideSTARTTLS: true, allowInsecureAuth: true });
    await open(signedIn(server.port).replace("smtp:", "smtp+insecure:")).send(mail);
    assert.equal(server.mails.length, 1);
  });

  it("needs no encryption, without a password, for a relay on this computer [S9]", async () => {
    const server = await serve({ hideSTARTTLS: true, authOptional: true });
    await open(`smtp://127.0.0.1:${server.port}`).send(mail);
    assert.equal(server.mails.length, 1);
    assert.equal(parseSmtpUrl("smtp://mail.school.edu")?.encryption, "required");
    assert.equal(parseSmtpUrl("smtp://127.0.0.1.school.edu")?.encryption, "required");
  });

  it("trusts no certificate that it cannot check, nor one for another name [S9]", async () => {
    const server = await serve();
    await fails(
      open(signedIn(server.port), { ca: undefined }).send(mail),
      "certificate",
      /self.signed/iu,
    );
    await fails(
      open(signedIn(server.port).replace("localhost", "127.0.0.1")).send(mail),
      "certificate",
      /altnames/u,
    );
    const secure = await serve({ secure: true });
    const url = signedIn(secure.port).replace("smtp:", "smtps:");
    await fails(open(url, { ca: undefined }).send(mail), "certificate");
    assert.ok(!server.heard.includes("AUTH"));
  });

  it("says what else went wrong", async () => {
    const server = await serve({
      onRcptTo: (_address, _session, done) =>
        done(Object.assign(new Error("no such mailbox"), { responseCode: 550 })),
    });
    await fails(open(signedIn(server.port)).send(mail), "rejected", /no such mailbox/u);
    await fails(open(signedIn(server.port, "wrong")).send(mail), "sign-in", /no such user/u);
    await fails(
      open(`smtp://localhost:${await refusingPort()}`).send(mail),
      "unreachable",
      /ECONNREFUSED/u,
    );
  });

  it("waits neither for a server that says nothing, nor on one that never ends", async () => {
    const silent = new SilentServer();
    closers.push(() => silent.close());
    const port = await silent.listen();
    const soon = { timeouts: impatient };
    await fails(open(signedIn(port), soon).send(mail), "silent");
    await fails(open(signedIn(port).replace("smtp:", "smtps:"), soon).send(mail), "silent");
    const server = await serve({ onData: (stream) => stream.resume() });
    const hour = 3_600_000;
    const patient = { connectionMs: hour, greetingMs: hour, socketMs: hour, sessionMs: 500 };
    await fails(open(signedIn(server.port), { timeouts: patient }).send(mail), "silent");
  });

  it("gives up what is under way when it is closed", async () => {
    const silent = new SilentServer();
    closers.push(() => silent.close());
    const slow = { ...impatient, greetingMs: 60_000, connectionMs: 60_000, sessionMs: 60_000 };
    const mailer = open(signedIn(await silent.listen()), { timeouts: slow });
    const sending = mailer.send(mail);
    mailer.close();
    await assert.rejects(sending);
    await assert.rejects(mailer.send(mail));
  });

  it("keeps a header on its line and a mail at one address, whatever they are given", async () => {
    const server = await serve();
    const subject = "x\r\nBcc: eve@evil.example\r\n\r\nbody";
    await open(signedIn(server.port)).send({ ...mail, subject });
    await open(signedIn(server.port))
      .send({ ...mail, to: "a@x.org, eve@evil.example" })
      .catch(() => {});
    assert.doesNotMatch(server.mails[0]?.text ?? "", /^Bcc:/mu);
    assert.ok(server.mails.every(({ to }) => !to.startsWith("eve")));
  });

  it("reads the URL of a relay, and refuses what is none", () => {
    const { host, port, user, password } = parseSmtpUrl("smtp://me%40x.org:p%2Fw@[::1]") ?? {};
    assert.deepEqual([host, port, user, password], ["::1", 587, "me@x.org", "p/w"]);
    assert.equal(parseSmtpUrl("smtps://mail.school.edu")?.port, 465);
    for (const url of [
      "mail.school.edu",
      "http://x",
      "smtp://",
      "smtp://a:%zz@x",
      "smtp://x/p",
      "",
    ]) {
      assert.equal(parseSmtpUrl(url), undefined, url);
    }
  });
});

function base64(text: string): string {
  return Buffer.from(`\0${mailUser}\0${text}`).toString("base64");
}
