import assert from "node:assert/strict";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { ChatError, requests } from "@classchat/core";
import { commandHelp } from "classchat/input/command";
import { Command, type Outcome } from "../support/command.ts";
import { eventually } from "../support/eventually.ts";
import { FakeHost } from "../support/fake-host.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

describe("a mentor without a screen", () => {
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

  function start(args: readonly string[], env: Record<string, string> = {}): Command {
    const given = { CLASSCHAT_PASSWORD: "correct horse", CLASSCHAT_DOWNLOADS: folder("saved") };
    const command = new Command(args, { data: folder("client"), env: { ...given, ...env } });
    running.push(command);
    return command;
  }

  const join = (...args: string[]) => start(["join", room, "--as", "ana", ...args]);
  const type = (...lines: string[]) => join().finish(lines.join("\n"));
  const asked = (name: string) => host.asked.filter((request) => request.name === name);

  it("carries out every command of the room, after the lines before it [C22]", async () => {
    const { exitCode, stderr } = await type(
      "hello",
      ...["/mute ben 10m", "/mute ben", "/unmute ben", "/kick ben", "/ban ben", "/unban ben"],
      ...["/promote ben", "/demote ben", "/unlock ben", "/quiet 5m", "/quiet off"],
      ...["/announce Break at ten", "/announce", "/delete 1", "/mentor-code", "/reset-code ben"],
      ...["/doubt why?", "/answer ben because", "/retry", "/discard", "/clear", "yes", "/export"],
    );
    assert.equal(exitCode, 0, stderr);
    const everything = Object.entries(requests).filter(([, { access }]) => access === "mentor");
    for (const [name] of everything) assert.ok(asked(name).length > 0, name);
    assert.deepEqual(asked("member:mute")[0]?.input, { user: "ben", forMs: 600_000 });
    assert.deepEqual(asked("room:setQuiet")[0]?.input, { quiet: true, forMs: 300_000 });
    assert.deepEqual(asked("room:announce")[1]?.input, { text: null });
    assert.match(stderr, /ben is muted for 10 min\./u);
    assert.match(stderr, /code ABCD makes one person a mentor/u);
    const names = host.asked.map(({ name }) => name);
    assert.ok(names.indexOf("message:send") < names.indexOf("member:mute"));
  });

  it("is told what came of commands as objects, if it reads objects [C22]", async () => {
    host.answers["member:kick"] = () => {
      throw new ChatError("is-mentor");
    };
    const chat = join("--json");
    const { exitCode } = await chat.finish(
      "/unban ben\n/kick kim\n/clear x\n/clear --keep 1\nno\n",
    );
    assert.equal(exitCode, 0);
    const objects = chat.objects.filter(({ type }) => /notice|refused|question/u.test(`${type}`));
    const text = "That cannot be done to a mentor: /demote USER comes first.";
    assert.deepEqual(objects.slice(0, 2), [
      { type: "notice", room: "physics", text: "ben may join again." },
      { type: "refused", room: "physics", code: "is-mentor", text },
    ]);
    assert.deepEqual(
      objects.slice(2).map(({ type }) => type),
      ["refused", "notice", "notice"],
    );
  });

  it("lists the commands at /help [C22]", async () => {
    const { stderr } = await type("/help");
    for (const { usage } of commandHelp) assert.ok(stderr.includes(`${usage}: `), usage);
  });

  it("clears nothing without a yes [C23]", async () => {
    assert.match((await type("/clear")).stderr, /There is nothing to clear/u);
    for (const text of ["one", "two"]) host.keep(text);
    for (const answer of ["/clear", "yesterday"]) {
      const { stderr } = await type("/clear", answer);
      assert.match(stderr, /Clear 2 messages, up to number 2\? Everyone loses them\./u);
      assert.match(stderr, /Nothing was cleared/u);
    }
    assert.deepEqual(asked("room:clear"), []);
  });

  it("saves what it clears outside of the data directory first [C24]", async () => {
    for (const text of ["one", "two", "three"]) host.keep(text);
    host.answers["room:measureClear"] = () => ({ upTo: 2, count: 2 });
    host.answers["room:clear"] = async () => {
      assert.equal((await readdir(folder("saved"))).length, 1);
      return { upTo: 2, count: 2 };
    };
    const { stderr } = await type("/clear --keep 1", "y");
    assert.deepEqual(asked("room:measureClear")[0]?.input, { keep: 1 });
    assert.deepEqual(asked("room:clear")[0]?.input, { upTo: 2 });
    const [name = ""] = await readdir(folder("saved"));
    assert.match(stderr, /Cleared 2 messages\. The transcript: .*classchat physics .*\.md/u);
    const saved = await readFile(folder("saved", name), "utf8");
    assert.match(saved, /> one\n.*> two\n/su);
    assert.doesNotMatch(saved, /three/u);
    assert.ok(!(await filesBelow(folder("client"))).some((text) => text.includes("> one")));
  });

  it("saves nothing with --no-backup [C24]", async () => {
    host.keep("one");
    await type("/clear --no-backup", "yes");
    assert.equal(asked("room:clear").length, 1);
    assert.deepEqual(await readdir(folder("saved")).catch(() => []), []);
  });

  it("clears nothing when it cannot be saved [C24]", async () => {
    host.keep("one");
    await writeFile(folder("saved"), "a file where the folder should be");
    assert.match((await type("/clear", "yes")).stderr, /Nothing was cleared: .*--no-backup/u);
    const inside = start(["join", room, "--as", "ana"], {
      CLASSCHAT_DOWNLOADS: folder("client", "saved"),
    });
    const { stderr } = await inside.finish("/clear\nyes\n");
    assert.match(stderr, /Nothing was cleared: .*CLASSCHAT_DOWNLOADS/u);
    assert.deepEqual(asked("room:clear"), []);
  });

  it("is told in words what happens to the room", async () => {
    const chat = join();
    await eventually(() => assert.match(chat.stderr, /you are in/u));
    const quiet = { by: "kim", endsInMs: 300_000 };
    const announcement = { text: "Break\nat ten", by: "kim", at: 1 };
    host.tell("room:stateChanged", { quiet, announcement: null });
    host.tell("room:stateChanged", { quiet: { ...quiet, endsInMs: 299_000 }, announcement });
    host.tell("room:stateChanged", { quiet: null, announcement });
    host.tell("room:cleared", { upTo: 9, count: 3, by: "kim", upToAt: 1 });
    host.tell("message:deleted", { seq: 10, by: "kim" });
    host.tell("member:muted", { muted: { by: "kim", endsInMs: null } });
    host.tell("desk:changed", deskWith("ben"));
    host.tell("desk:changed", deskWith("ben"));
    host.tell("typing:changed", { users: ["ben"] });
    await eventually(() => assert.match(chat.stderr, /\/reset-code ben/u));
    const { stderr } = await chat.finish();
    const lines = stderr.split("\n").filter((line) => !/you are in|for the first time/u.test(line));
    assert.deepEqual(lines, [
      "classchat: quiet for 5 min: only mentors write (kim)",
      "classchat: announcement by kim: Break at ten",
      "classchat: everyone may write again",
      "classchat: kim cleared 3 messages, up to number 9",
      "classchat: kim deleted message 10",
      "classchat: you are muted: /doubt TEXT still reaches the mentors",
      "classchat: ben forgot the password and waits for a code: /reset-code ben",
      "",
    ]);
  });

  it("is told in words when what ends by itself has ended", async () => {
    const chat = join();
    await eventually(() => assert.match(chat.stderr, /you are in/u));
    const quiet = { by: "kim", endsInMs: 20 };
    host.tell("room:stateChanged", { quiet, announcement: null });
    host.tell("member:muted", { muted: { by: null, endsInMs: 20 } });
    await eventually(() => assert.match(chat.stderr, /everyone may write again/u));
    await eventually(() => assert.match(chat.stderr, /you are no longer muted/u));
    assert.equal((await chat.finish()).exitCode, 0);
  });

  it("has read what was printed, but not what was taken as objects [C52]", async () => {
    host.keep("one");
    await join("--json").finish();
    assert.deepEqual(asked("message:markRead"), []);
    await type();
    await eventually(() => assert.deepEqual(asked("message:markRead")[0]?.input, { seq: 1 }));
  });

  it("says why a line was refused, and keeps it [C21]", async () => {
    host.answers["message:send"] = () => {
      throw new ChatError("quiet");
    };
    const { stderr } = await type("may I?");
    assert.match(
      stderr,
      /failed: may I\? \(The room is quiet, .+ It is kept: \/retry sends it again/u,
    );
    assert.match(stderr, /not sent: The room is quiet/u);
    delete host.answers["message:send"];
    assert.match((await type("/retry")).stderr, /Sent again: 1\./u);
    assert.equal(host.log[0]?.text, "may I?");
  });

  it("ends with the reason when it is put out [C20]", async () => {
    const chat = join();
    await eventually(() => assert.match(chat.stderr, /you are in/u));
    host.tell("member:removed", { reason: "banned" });
    host.drop();
    const { exitCode, stderr } = await chat.ended;
    assert.equal(exitCode, 1);
    assert.match(stderr, /You are banned from this room/u);
  });

  it("exports to stdout or to a file that is not there yet [C25]", async () => {
    for (let n = 1; n <= 230; n++) host.keep(`line ${n}`);
    await mkdir(folder("saved"));
    const run = (...args: string[]): Promise<Outcome> =>
      start(["export", room, "--as", "ana", ...args]).finish();
    const json = await run("--format", "json");
    assert.equal(JSON.parse(json.stdout).length, 230);
    const to = folder("saved", "physics.csv");
    assert.deepEqual((await run("--format", "csv", "--to", to)).exitCode, 0);
    assert.equal((await readFile(to, "utf8")).split("\r\n").length, 232);
    const again = await run("--format", "csv", "--to", to);
    assert.deepEqual([again.exitCode, /exists/u.test(again.stderr)], [1, true]);
    assert.equal((await run("--format", "pdf")).exitCode, 2);
  });

  async function filesBelow(path: string): Promise<string[]> {
    const found = await readdir(path, { recursive: true, withFileTypes: true });
    const files = found.filter((entry) => entry.isFile());
    return Promise.all(
      files.map(({ parentPath, name }) => readFile(`${parentPath}/${name}`, "utf8")),
    );
  }
});

function deskWith(user: string): object {
  return { muted: [], banned: [], resetRequests: [{ user, at: 1 }], disk: "enough" };
}
