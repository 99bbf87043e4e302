import assert from "node:assert/strict";
import { chmod, mkdir, readdir, writeFile } from "node:fs/promises";
import { doctorOnCall } from "../support/doctor.ts";
import {
  MailServer,
  mailCertificate,
  mailPassword,
  mailUser,
  refusingPort,
  SilentServer,
} from "../support/mail-server.ts";

describe("classchat doctor, asked about its own computer", () => {
  const doctor = doctorOnCall();
  const { folder } = doctor;

  it("says that the data directory cannot be written to, and leaves nothing there [D19]", async () => {
    await doctor.openRoom();
    await writeFile(folder("file"), "");
    assert.deepEqual(await doctor.wrong([], "file"), ["disk-unwritable"]);
    await mkdir(folder("student"));
    if (process.getuid?.() !== 0 && process.platform !== "win32") {
      await chmod(folder("student"), 0o500);
      assert.deepEqual(await doctor.wrong([]), ["disk-unwritable"]);
      await chmod(folder("student"), 0o700);
    }
    assert.deepEqual(await doctor.wrong([]), []);
    assert.deepEqual(await readdir(folder("student")), []);
  });

  it("tries the mail of this data directory, and sends none [D19]", async () => {
    await doctor.openRoom();
    await mkdir(folder("mentor"));
    await writeFile(folder("mentor", "mail.pem"), mailCertificate);
    const mail = new MailServer();
    doctor.closers.push(() => mail.close());
    const port = await mail.listen();
    const password = { CLASSCHAT_SMTP_PASSWORD: mailPassword };
    await configure(port);
    const found = await Promise.all([
      doctor.look([], "mentor", password),
      doctor.wrong([], "mentor"),
      doctor.wrong([], "mentor", { CLASSCHAT_SMTP_PASSWORD: "wrong" }),
    ]);
    const [{ exitCode, findings }, ...others] = found;
    assert.deepEqual([exitCode, findings.at(-1)?.code], [0, "mail-ok"]);
    assert.deepEqual(others, [["mail-settings"], ["mail-sign-in"]]);
    await configure(await refusingPort());
    assert.deepEqual(await doctor.wrong([], "mentor", password), ["mail-unreachable"]);
    assert.equal(mail.mails.length, 0);
  });

  async function configure(port: number): Promise<void> {
    const smtp = `smtp://${mailUser}@localhost:${port}`;
    const settings = { "mail-domain": "school.edu", smtp, "mail-from": "chat@school.edu" };
    const text = JSON.stringify({ ...settings, "smtp-ca": "mail.pem" });
    await writeFile(folder("mentor", "config.json"), text);
  }

  it("answers within eight seconds, whatever is silent [D20]", async () => {
    const [silent, alsoSilent] = [new SilentServer(), new SilentServer()];
    doctor.closers.push(
      () => silent.close(),
      () => alsoSilent.close(),
    );
    await mkdir(folder("mentor"));
    await writeFile(folder("mentor", "mail.pem"), mailCertificate);
    await configure(await alsoSilent.listen());
    const begun = performance.now();
    const password = { CLASSCHAT_SMTP_PASSWORD: mailPassword };
    const found = await doctor.wrong([`127.0.0.1:${await silent.listen()}`], "mentor", password);
    assert.deepEqual(found, ["host-silent", "mail-silent"]);
    assert.ok(performance.now() - begun < 8_000);
  });
});
