import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { realLan } from "classchat/client/lan";
import { Command, type Outcome } from "../support/command.ts";
import { eventually } from "../support/eventually.ts";
import { FakeHost } from "../support/fake-host.ts";
import { keepMentor } from "../support/kept-mentor.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const password = { CLASSCHAT_PASSWORD: "correct horse" };

describe("a command without a screen", () => {
  const folder = temporaryFolder();
  let host: FakeHost;
  let room: string;
  const running: Command[] = [];

  beforeEach(async () => {
    host = new FakeHost(folder("host"));
    await host.listen();
    room = `127.0.0.1:${host.port}`;
  });
  afterEach(async () => {
    for (const command of running.splice(0)) command.process.kill("SIGKILL");
    await host.stop();
  });

  function start(args: readonly string[], env: Record<string, string> = password): Command {
    const command = new Command(args, { data: folder("client"), env });
    running.push(command);
    return command;
  }

  function run(args: readonly string[], input = "", env = password): Promise<Outcome> {
    return start(args, env).finish(input);
  }

  async function expectOutput(args: readonly string[], stdout: string, input = ""): Promise<void> {
    const outcome = await run(args, input);
    assert.deepEqual([outcome.stdout, outcome.exitCode], [stdout, 0], outcome.stderr);
  }

  function asked(name: string): number {
    return host.asked.filter((request) => request.name === name).length;
  }

  it("registers, signs in once, sends, and reads it back", async () => {
    const ana = ["--user", "ana"];
    await expectOutput(
      ["register", room, ...ana, "--email", "ana.lopez"],
      "registered ana as a student\n",
    );
    await expectOutput(["login", room, ...ana, "--remember"], "signed in as ana\n");
    await expectOutput(["send", room, "hello", "all"], "1\n");
    await expectOutput(["send", room, "-"], "2\n", "two\n\tlines\n");
    assert.deepEqual(
      host.log.map(({ text }) => text),
      ["hello all", "two\n\tlines"],
    );
    assert.equal(asked("account:signIn"), 1);

    const history = start(["history", room, "--json", "--limit", "1"]);
    assert.equal((await history.finish()).exitCode, 0);
    assert.deepEqual(history.objects, [
      { type: "message", room: "physics", ...host.log[1], from: "kim", role: "mentor" },
    ]);
    await expectOutput(["logout", room], "signed out ana\n");
    assert.equal(asked("account:signOut"), 1);
  });

  it("says as objects what it did to this computer, if it is asked to", async () => {
    await run(["login", room, "--user", "ana", "--remember"]);
    await keepMentor(folder("client", "host"));
    const { fingerprint } = host;
    const lines: [args: string[], object][] = [
      [["logout", room], { type: "signed-out", user: "ana", fingerprint }],
      [["forget", room], { type: "forgotten", rooms: ["physics"], fingerprint }],
      [["backup", folder("copy")], { type: "backed-up", folder: folder("copy") }],
      [["restore", folder("copy")], { type: "restored", folder: folder("copy") }],
    ];
    for (const [args, object] of lines) {
      if (args[0] === "restore") await rm(folder("client", "host"), { recursive: true });
      await expectOutput([...args, "--json"], `${JSON.stringify(object)}\n`);
    }
  });

  it("says how many are before it while it waits to be signed in, and not all the time [C72]", async () => {
    const signIn = host.answerOf("account:signIn");
    host.answers["account:signIn"] = async (input) => {
      host.tell("account:waiting", { before: 31 });
      await delay(600);
      host.tell("account:waiting", { before: 27 });
      return signIn(input);
    };
    const { stdout, stderr } = await run(["login", room, "--user", "ana"]);
    assert.equal(stdout, "signed in as ana\n");
    assert.deepEqual(stderr.match(/.*before you/gu), [
      "classchat: many sign in now: 31 before you",
    ]);
  });

  it("does not take one broken connection for a room that is gone [C70]", async () => {
    host.refusal = "busy";
    host.answers["account:signIn"] = () => {
      delete host.answers["account:signIn"];
      host.drop();
    };
    const sent = start(["send", room, "hello", "--as", "ana"]);
    await eventually(() => assert.equal(host.handshakes.length, 1), 10_000);
    host.refusal = undefined;
    const outcome = await sent.finish();
    assert.deepEqual([outcome.stdout, outcome.exitCode], ["1\n", 0], outcome.stderr);
    assert.equal(asked("account:signIn"), 2);
  });

  it("pages back as far as it is asked to", async () => {
    for (let n = 1; n <= 250; n++) host.keep(String(n));
    const history = start([
      "history",
      room,
      "--json",
      "--as",
      "ana",
      "--limit",
      "130",
      "--before",
      "201",
    ]);
    await history.finish();
    const seqs = history.objects.map(({ seq }) => seq);
    assert.deepEqual([seqs.length, seqs[0], seqs.at(-1)], [130, 71, 200]);
  });

  it("takes the password as the first line of stdin, and never sends it as a message", async () => {
    await run(["login", room, "--user", "ana", "--remember"]);
    const args = ["send", room, "-", "--password-stdin"];
    assert.equal((await run(args, "correct horse\nhi\n", {} as never)).stdout, "1\n");
    assert.deepEqual(
      host.log.map(({ text }) => text),
      ["hi"],
    );
  });

  it("fails in one line, with exit code 1", async () => {
    const at = ["register", room, "--user", "ana", "--email", "ana@school.edu"];
    const failures: [string[], RegExp][] = [
      [at, /^classchat: Give only the part before the @ of the e-mail address\.\n$/u],
      [
        ["send", "127.0.0.1:1", "hi", "--as", "ana"],
        /^classchat: No such room answers: [^\n]+\n$/u,
      ],
      [["forget", "x\u001b[31mx"], /^classchat: no room x \[31mx is remembered here: [^\n]+\n$/u],
    ];
    for (const [args, message] of failures) {
      const { exitCode, stdout, stderr } = await run(args);
      assert.match(stderr, message);
      assert.deepEqual([exitCode, stdout], [1, ""]);
    }
    assert.equal(asked("account:register"), 0);
  });

  it("says with exit code 2 what is missing to know who one is", async () => {
    const nobody = await run(["send", room, "hi"]);
    assert.match(nobody.stderr, /nobody is signed in to physics here: say who you are with --as/u);
    const noPassword = await run(["send", room, "hi", "--as", "ana"], "", {} as never);
    assert.match(noPassword.stderr, /use --password-stdin or CLASSCHAT_PASSWORD\n$/u);
    assert.deepEqual([nobody.exitCode, noPassword.exitCode], [2, 2]);
  });

  it("pins a new key with a notice, and checks the room code first if it is given [C8]", async () => {
    const send = ["send", room, "hi", "--as", "ana"];
    const wrong = await run([...send, "--code", "abandon-ability-able-about"]);
    assert.match(wrong.stderr, /The room code does not fit/u);
    assert.deepEqual([wrong.exitCode, host.handshakes], [1, []]);
    assert.match((await run(send)).stderr, /joins .* for the first time/u);
    assert.equal((await run(send)).stderr, "");
    const code = await realLan.code(host.fingerprint);
    assert.equal((await run([...send, "--code", code])).stdout, "3\n");
  });

  it("refuses a changed key before anything is sent, until it is forgotten [C7]", async () => {
    await expectOutput(["send", room, "hi", "--as", "ana"], "1\n");
    const { port } = host;
    await host.stop();
    const other = new FakeHost(folder("other"));
    await other.listen(port);
    const refusedOnce = await run(["send", room, "hi", "--as", "ana"]);
    assert.match(
      refusedOnce.stderr,
      /This host's key is not the one known .* classchat forget 127/u,
    );
    assert.deepEqual([refusedOnce.exitCode, other.handshakes], [1, []]);

    assert.equal((await run(["forget", "physics"])).exitCode, 0);
    await expectOutput(["send", room, "hi", "--as", "ana"], "1\n");
    await other.stop();
  });

  it("joins in plain lines: prints what was said, sends what is typed, leaves at the end", async () => {
    host.keep("welcome\nall");
    const join = start(["join", room, "--as", "ana"]);
    await eventually(() =>
      assert.match(join.stdout, /^\d\d:\d\d mentor kim: welcome\n {6}all\n$/u),
    );
    host.say("\u001b[31mred");
    await eventually(() => assert.match(join.stdout, / mentor kim: red\n$/u));
    join.write("one\n\n//two\n/mtue kim\n");
    const { exitCode, stderr } = await join.finish("three");
    assert.equal(exitCode, 0);
    assert.match(stderr, /no command \/mtue; did you mean \/mute\?/u);
    assert.deepEqual(
      host.log.slice(2).map(({ text }) => text),
      ["one", "/two", "three"],
    );
  });

  it("leaves at /quit, and at a signal", async () => {
    const [typed, signalled] = [
      start(["join", room, "--as", "ana"]),
      start(["join", room, "--as", "ana", "--json"]),
    ];
    typed.write("bye\n/quit\n");
    assert.equal((await typed.ended).exitCode, 0);
    assert.equal(host.log[0]?.text, "bye");
    await eventually(() => assert.match(signalled.stdout, /"message"/u));
    signalled.process.kill("SIGTERM");
    assert.equal((await signalled.ended).exitCode, 0);
  });

  it("joins as JSON: objects that say what they are and in which room", async () => {
    host.keep("welcome");
    const join = start(["join", room, "--as", "ana", "--json"]);
    await eventually(() => assert.match(join.stdout, /welcome/u));
    host.tell("presence:changed", { joined: [{ user: "ben", role: "student" }], left: [] });
    await eventually(() => assert.match(join.stdout, /"presence"/u));
    await join.finish();
    assert.deepEqual([...new Set(join.objects.map(({ room }) => room))], ["physics"]);
    const types = new Set(join.objects.map(({ type }) => type));
    for (const type of ["connection", "state", "message", "presence"]) assert.ok(types.has(type));
  });

  it("ends quietly when nobody reads its output any more", async () => {
    for (let n = 1; n <= 100; n++) host.keep("x".repeat(3_000));
    const history = start(["history", room, "--as", "ana"]);
    history.process.stdout.destroy();
    assert.deepEqual((await history.finish()).exitCode, 0);
    assert.doesNotMatch(history.stderr, /EPIPE|Error/u);
  });

  it("lists no room as an empty array, and remembered ones with their trust", async () => {
    await expectOutput(["rooms", "--json", "--wait", "100"], "[]\n");
    await expectOutput(["send", room, "hi", "--as", "ana"], "1\n");
    const rooms = start(["rooms", "--json", "--watch"]);
    await eventually(() => assert.match(rooms.stdout, /"trust":"known"/u));
    const [found] = rooms.objects.at(-1) as unknown as Record<string, unknown>[];
    assert.deepEqual([found?.port, found?.fingerprint], [host.port, host.fingerprint]);
    rooms.process.kill("SIGINT");
    assert.equal((await rooms.ended).exitCode, 0);
  });
});
