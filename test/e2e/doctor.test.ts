import assert from "node:assert/strict";
import { chmod, mkdir, readdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { Command, mdnsEnvironment } from "../support/command.ts";
import { eventually } from "../support/eventually.ts";
import {
  MailServer,
  mailCertificate,
  mailPassword,
  mailUser,
  refusingPort,
  SilentServer,
} from "../support/mail-server.ts";
import { ownMdns } from "../support/mdns.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

describe("classchat doctor", () => {
  const folder = temporaryFolder();
  const closers: (() => unknown)[] = [];
  let network: Record<string, string>;

  beforeEach(() => {
    network = mdnsEnvironment(ownMdns());
  });
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  function start(args: readonly string[], data: string, env: Record<string, string> = {}): Command {
    const command = new Command(args, { data: folder(data), env: { ...network, ...env } });
    closers.push(() => command.process.kill("SIGKILL"));
    return command;
  }

  async function doctor(args: readonly string[], data = "student", env = {}) {
    const command = start(["doctor", ...args, "--json"], data, env);
    const { exitCode } = await command.ended;
    return { exitCode, findings: command.objects };
  }

  async function wrong(args: readonly string[], data = "student", env = {}) {
    const { findings } = await doctor(args, data, env);
    return findings.filter(({ status }) => status !== "ok").map(({ code }) => code);
  }

  async function openRoom(): Promise<number> {
    const host = start(["host", "--name", "physics", "--port", "0", "--json"], "host");
    await eventually(() => assert.equal(host.objects[0]?.event, "listening", host.stderr));
    return host.objects[0]?.port as number;
  }

  it("says that all is well, by line or by object, and ends with 0 [D13]", async () => {
    const port = await openRoom();
    const plain = await start(["doctor"], "student").ended;
    assert.deepEqual([plain.exitCode, plain.stderr], [0, ""]);
    assert.match(plain.stdout, /^ok: physics \(127\.0\.0\.1:\d+\) answers\.$/mu);
    assert.match(plain.stdout, /^nothing wrong was found$/mu);
    const { exitCode, findings } = await doctor(["physics"]);
    assert.equal(exitCode, 0);
    const room = findings.find(({ check }) => check === "room");
    const { type, code, status, place } = room ?? {};
    assert.deepEqual(
      [type, code, status, place],
      ["finding", "room-ok", "ok", `127.0.0.1:${port}`],
    );
  });

  it("says one cause and one remedy on a line, and ends with 1 [D13]", async () => {
    await openRoom();
    const unknown = start(["doctor", "maths"], "student").ended;
    const usage = start(["doctor", "maths", "physics"], "student").ended;
    const { exitCode, stdout, stderr } = await unknown;
    assert.deepEqual([exitCode, stderr], [1, ""]);
    assert.match(
      stdout,
      /^problem: no room maths is known or found here .*\. To do: check .*\.$/mu,
    );
    assert.equal((await usage).exitCode, 2);
  });

  it("knows the rooms of the host on its own computer, open or not [D17]", async () => {
    const port = await openRoom();
    const open = await doctor([], "host");
    const own = open.findings.find(({ check }) => check === "room");
    assert.deepEqual(
      [own?.code, own?.room, own?.commands !== undefined],
      ["own-room-ok", "physics", true],
    );
    assert.match(String(own?.cause), new RegExp(String(port), "u"));
    await closers.pop()?.();
    await closers.splice(0).reverse()[0]?.();
    assert.deepEqual(await wrong(["physics"], "host"), ["own-room-closed"]);
  });

  it("tells a port where nothing listens from one that says nothing, or something else [D17]", async () => {
    const silent = new SilentServer();
    const other = createServer((socket) => socket.on("error", () => {}).end("220 hello\r\n"));
    closers.push(
      () => silent.close(),
      () => other.close(),
    );
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as { port: number };
    const ports = [await silent.listen(), await refusingPort(), port];
    const found = await Promise.all(ports.map((port) => wrong([`127.0.0.1:${port}`])));
    assert.deepEqual(found, [["host-silent"], ["own-room-closed"], ["not-a-room"]]);
  });

  it("says that the one interface that may be used is missing [D14]", async () => {
    assert.deepEqual(await wrong([], "student", { CLASSCHAT_INTERFACE: "nowhere0" }), [
      "interface-missing",
    ]);
  });

  it("says that the data directory cannot be written to, and leaves nothing there [D19]", async () => {
    await openRoom();
    await writeFile(folder("file"), "");
    assert.deepEqual(await wrong([], "file"), ["disk-unwritable"]);
    await mkdir(folder("student"));
    if (process.getuid?.() !== 0 && process.platform !== "win32") {
      await chmod(folder("student"), 0o500);
      assert.deepEqual(await wrong([]), ["disk-unwritable"]);
      await chmod(folder("student"), 0o700);
    }
    assert.deepEqual(await wrong([]), []);
    assert.deepEqual(await readdir(folder("student")), []);
  });

  it("tries the mail of this data directory, and sends none [D19]", async () => {
    await openRoom();
    await mkdir(folder("mentor"));
    await writeFile(folder("mentor", "mail.pem"), mailCertificate);
    const mail = new MailServer();
    closers.push(() => mail.close());
    const port = await mail.listen();
    const password = { CLASSCHAT_SMTP_PASSWORD: mailPassword };
    await configure(port);
    const found = await Promise.all([
      doctor([], "mentor", password),
      wrong([], "mentor"),
      wrong([], "mentor", { CLASSCHAT_SMTP_PASSWORD: "wrong" }),
    ]);
    const [{ exitCode, findings }, ...others] = found;
    assert.deepEqual([exitCode, findings.at(-1)?.code], [0, "mail-ok"]);
    assert.deepEqual(others, [["mail-settings"], ["mail-sign-in"]]);
    await configure(await refusingPort());
    assert.deepEqual(await wrong([], "mentor", password), ["mail-unreachable"]);
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
    closers.push(
      () => silent.close(),
      () => alsoSilent.close(),
    );
    await mkdir(folder("mentor"));
    await writeFile(folder("mentor", "mail.pem"), mailCertificate);
    await configure(await alsoSilent.listen());
    const begun = performance.now();
    const password = { CLASSCHAT_SMTP_PASSWORD: mailPassword };
    const found = await wrong([`127.0.0.1:${await silent.listen()}`], "mentor", password);
    assert.deepEqual(found, ["host-silent", "mail-silent"]);
    assert.ok(performance.now() - begun < 8_000);
  });
});
