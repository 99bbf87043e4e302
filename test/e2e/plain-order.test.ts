import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import type { Host } from "@classchat/server";
import { Command, type Outcome } from "../support/command.ts";
import { eventually } from "../support/eventually.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { password, roomNamed, World } from "../support/world.ts";

describe("a class under a mentor's hand, by commands alone", () => {
  const folder = temporaryFolder();
  let world: World;
  let host: Host;
  let room: string;
  const running: Command[] = [];

  beforeEach(async () => {
    world = new World();
    host = await world.startHost();
    room = `127.0.0.1:${roomNamed(host, "physics").port}`;
    await world.register(host, "mia", await host.issueMentorCode());
    await world.register(host, "ben");
  });
  afterEach(async () => {
    for (const command of running.splice(0)) command.process.kill("SIGKILL");
    await world.end();
  });

  function start(user: string, ...args: string[]): Command {
    const env = { CLASSCHAT_PASSWORD: password, CLASSCHAT_DOWNLOADS: folder("saved") };
    const command = new Command([...args, "--as", user], { data: folder(user), env });
    running.push(command);
    return command;
  }

  async function join(user: string): Promise<Command> {
    const command = start(user, "join", room);
    await eventually(() => assert.match(command.stderr, /you are in/u));
    return command;
  }

  async function run(user: string, ...args: string[]): Promise<Outcome> {
    const outcome = await start(user, ...args).finish();
    assert.equal(outcome.exitCode, 0, outcome.stderr);
    return outcome;
  }

  const says = (command: Command, words: RegExp) =>
    eventually(() => assert.match(command.stderr, words));
  const prints = (command: Command, words: RegExp) =>
    eventually(() => assert.match(command.stdout, words));

  it("lets a muted student write to the mentors alone, and get an answer", async () => {
    const [mia, ben] = [await join("mia"), await join("ben")];
    mia.write("/mute ben 10m\n");
    await says(mia, /ben is muted for 10 min/u);
    await says(ben, /you are muted for 10 min/u);
    ben.write("can you hear me?\n");
    await says(ben, /not sent: You are muted/u);
    ben.write("/doubt what is impulse?\n");
    await says(mia, /ben asks the mentors: what is impulse\?/u);
    mia.write("/answer ben p = m v\n/unmute ben\n");
    await says(ben, /mia answers ben: p = m v/u);
    await says(ben, /you are no longer muted/u);
    ben.write("/retry\n");
    await prints(mia, /ben: can you hear me\?/u);
    assert.doesNotMatch(mia.stdout, /impulse/u);
  });

  it("keeps the room quiet, and pins an announcement that newcomers see", async () => {
    const [mia, ben] = [await join("mia"), await join("ben")];
    mia.write("/quiet 5m\n/announce Exam on Friday\nlisten\n");
    await says(ben, /quiet for 5 min: only mentors write/u);
    await says(ben, /announcement by mia: Exam on Friday/u);
    await prints(ben, /mentor mia: listen/u);
    ben.write("but\n");
    await says(ben, /not sent: The room is quiet/u);
    await ben.finish("/discard\n");
    const again = await join("ben");
    await says(again, /announcement by mia: Exam on Friday/u);
    await says(again, /quiet for \d+ (?:min|s): only mentors write/u);
    mia.write("/quiet off\n");
    await says(again, /everyone may write again/u);
    again.write("thanks\n");
    await prints(mia, /ben: thanks/u);
  });

  it("puts a student out, for now or for good", async () => {
    const [mia, ben] = [await join("mia"), await join("ben")];
    mia.write("/kick ben\n");
    await says(ben, /put you out/u);
    const kicked = await ben.ended;
    assert.deepEqual([kicked.exitCode, kicked.stderr.match(/put you out/gu)?.length], [1, 1]);
    await join("ben");
    mia.write("/ban ben\n");
    await says(mia, /ben is banned/u);
    const refused = await start("ben", "join", room).finish();
    assert.deepEqual([refused.exitCode, /You are banned/u.test(refused.stderr)], [1, true]);
    mia.write("/unban ben\n");
    await says(mia, /ben may join again/u);
    await join("ben");
  });

  it("clears for everyone after a yes, and leaves the transcript to the mentor", async () => {
    const [mia, ben] = [await join("mia"), await join("ben")];
    ben.write("a secret to be forgotten\n");
    await prints(mia, /a secret to be forgotten/u);
    mia.write("one more\n/clear\nno\n/clear\nyes\nafter\n");
    await says(mia, /Nothing was cleared/u);
    await says(mia, /Cleared 2 messages/u);
    await says(ben, /mia cleared 2 messages, up to number 2/u);
    await prints(ben, /mentor mia: after/u);
    // Each form once: they are written from the same pages.
    const formats = { mia: ["md", "html", "csv"], ben: ["json"] };
    for (const [user, ofUser] of Object.entries(formats)) {
      const history = await run(user, "history", room);
      assert.match(history.stdout, /^3 \S+ \S+ mentor mia: after\n$/u);
      for (const format of ofUser) {
        const { stdout } = await run(user, "export", room, "--format", format);
        assert.ok(stdout.includes("after") && !stdout.includes("secret"), format);
      }
    }
    const [name = ""] = await readdir(folder("saved"));
    assert.match(await readFile(folder("saved", name), "utf8"), /a secret to be forgotten/u);
  });

  it("clears without a question where a script says so, and says no prepared answer to all [C23]", async () => {
    const mia = start("mia", "join", room);
    const { stdout, stderr } = await mia.finish(
      "/clear\nyes\n/clear --kep 5\nyes\none\n/clear --no-backup --yes\n/mute ben soon\nyes\n",
    );
    assert.match(stderr, /There is nothing to clear/u);
    assert.equal(stderr.match(/Nothing was asked, so "yes" is not said/gu)?.length, 2);
    assert.match(stderr, /Cleared 1 message\./u);
    assert.match(stderr, /mia cleared 1 message, up to number 1/u);
    assert.match(stderr, /"soon" is no time: .* It is typed like this: \/mute USER \[10m\]/u);
    assert.deepEqual(stdout.match(/mia: .*/gu), ["mia: one", "mia: yes"]);
  });

  it("deletes one message, and says so", async () => {
    const [mia, ben] = [await join("mia"), await join("ben")];
    ben.write("one\ntwo\nthree\n");
    await prints(mia, /three/u);
    mia.write("/delete 2\n/delete 99\n");
    await says(ben, /mia deleted message 2/u);
    await says(mia, /no message with that number/u);
    const { stdout } = await run("ben", "history", room);
    assert.match(stdout, /^1 .*one\n3 .*three\n$/u);
  });

  it("makes a mentor of a student, and a student again", async () => {
    const [mia, ben] = [await join("mia"), await join("ben")];
    ben.write("/announce mine\n");
    await says(ben, /Only a mentor may do this/u);
    mia.write("/promote ben\n");
    await says(ben, /you are a mentor now/u);
    ben.write("/announce mine\n");
    await says(mia, /announcement by ben: mine/u);
    mia.write("/doubt who helps?\n/demote ben\n");
    await says(ben, /you are a student now/u);
    mia.write("/mute ben 10m\n/promote ben\n");
    await says(ben, /you are no longer muted/u);
    mia.write("/demote ben\n");
    await eventually(() => assert.equal(ben.stderr.match(/you are muted/gu)?.length, 2));
    mia.write("/unmute ben\n");
    await eventually(() => assert.equal(ben.stderr.match(/no longer muted/gu)?.length, 2));
    assert.equal(ben.stderr.match(/who helps/gu)?.length, 1, "a doubt was told twice");
    assert.equal(ben.stderr.match(/you are muted/gu)?.length, 2);
    ben.write("/announce\n");
    await eventually(() => assert.equal(ben.stderr.match(/Only a mentor/gu)?.length, 2));
    ben.write("/mute mia\n/clear\n/reset-code mia\n/mentor-code\n");
    await eventually(() => assert.equal(ben.stderr.match(/Only a mentor/gu)?.length, 6));
  });

  it("hands out a code with which a student sets a new password, which ends what was signed in [C20]", async () => {
    const mia = await join("mia");
    mia.write("/reset-code ben\n");
    await says(mia, /With the code \S+ ben sets a new password/u);
    const [, code = ""] = /With the code (\S+) ben/u.exec(mia.stderr) ?? [];
    const env = { CLASSCHAT_PASSWORD: "another horse" };
    const args = ["reset", room, "--email", "e.ben", "--reset-code", code];
    const [plain, json] = [await join("ben"), start("ben", "join", room, "--json")];
    await eventually(() => assert.ok(json.objects.some(({ type }) => type === "state")));
    const reset = await new Command(args, { data: folder("ben"), env }).finish();
    assert.equal(reset.exitCode, 0, reset.stderr);
    for (const chat of [plain, json]) {
      const { exitCode, stderr } = await chat.ended;
      assert.equal(exitCode, 1);
      assert.match(stderr, /no longer valid: sign in again\.\n$/u);
    }
    assert.deepEqual(pick(json.objects.at(-1)), { state: "refused", code: "session-ended" });
    assert.equal((await start("ben", "send", room, "hi").finish()).exitCode, 1);
    const send = ["send", room, "hi", "--as", "ben"];
    const sent = await new Command(send, { data: folder("ben"), env }).finish();
    assert.equal(sent.exitCode, 0, sent.stderr);
  });
});

function pick({ state, code }: Record<string, unknown> = {}): Record<string, unknown> {
  return { state, code };
}
