import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { mkdir, readdir, readFile, stat, symlink, truncate, writeFile } from "node:fs/promises";
import { limits, type Message } from "@classchat/core";
import { type Host, memoryBlobs } from "@classchat/server";
import { FolderBlobs } from "@classchat/server/adapters/folder-blobs";
import { Command, type Outcome } from "../support/command.ts";
import { eventually } from "../support/eventually.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { NarrowDoor } from "../support/narrow-door.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { password, roomNamed, say, World } from "../support/world.ts";

interface Progress {
  type: "progress";
  state: string;
  done: number;
  reason?: string;
  code?: string;
}

describe("files, by commands alone", () => {
  const folder = temporaryFolder();
  let world: World;
  let host: Host;
  let door: NarrowDoor;
  let room: string;
  const doors: NarrowDoor[] = [];
  const running: Command[] = [];

  beforeEach(async () => {
    world = new World();
    await open();
    await world.register(host, "mia", await host.issueMentorCode());
    await world.register(host, "anu");
  });
  afterEach(async () => {
    for (const command of running.splice(0)) command.process.kill("SIGKILL");
    for (const opened of doors.splice(0)) await opened.close();
    await world.end();
  });

  async function open(settings: Parameters<World["startHost"]>[1] = {}): Promise<void> {
    host = await world.startHost({ blobs: new FolderBlobs(folder("rooms")) }, settings);
    await useDoor(roomNamed(host, "physics").port);
  }

  async function useDoor(port: number): Promise<void> {
    door = await NarrowDoor.open(port);
    doors.push(door);
    room = `127.0.0.1:${door.port}`;
  }

  function start(user: string, [name = "", ...args]: string[]): Command {
    const env = { CLASSCHAT_PASSWORD: password, CLASSCHAT_DOWNLOADS: folder("saved") };
    const who = name === "register" || name === "login" ? [] : ["--as", user];
    const words = [name, room, ...args, ...who];
    const command = new Command(words, { data: folder(user), env });
    running.push(command);
    return command;
  }

  function run(user: string, ...args: string[]): Promise<Outcome> {
    return start(user, args).finish();
  }

  async function done(user: string, ...args: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await run(user, ...args);
    assert.equal(exitCode, 0, stderr);
    return stdout.trimEnd();
  }

  async function file(name: string, bytes: string | Buffer): Promise<string> {
    await writeFile(folder(name), bytes);
    return folder(name);
  }

  it("arrive byte for byte, and are listed [F15] [F16]", async () => {
    const bytes = Buffer.from(`\ufeffone\r\ntwo\r\n${"wörds\r\n".repeat(620_000)}`);
    assert.ok(bytes.length > 4_900_000 && bytes.length <= 5_000_000);
    const seq = await done("anu", "send", "--file", await file("notes.txt", bytes));
    const [path, listed, objects] = await Promise.all([
      done("mia", "get", "notes.txt"),
      done("mia", "files"),
      done("mia", "files", "--json"),
    ]);
    assert.equal(path, folder("saved", "notes.txt"));
    assert.ok(bytes.equals(await readFile(path)));
    assert.equal((await stat(path)).mode & 0o111, 0);
    assert.match(listed, new RegExp(`^${seq} notes\\.txt, 5 MB, anu, .*[0-9a-f]{8}$`, "u"));
    const message = JSON.parse(objects) as Message & { type: string };
    assert.deepEqual([message.type, message.file?.size], ["message", bytes.length]);
  });

  async function refused(user: string, words: RegExp, ...args: string[]): Promise<void> {
    const { exitCode, stdout, stderr } = await run(user, ...args);
    assert.match(stderr, words);
    assert.deepEqual([exitCode, stdout, stderr.trimEnd().split("\n").length], [1, "", 1], stderr);
  }

  it("that the room does not take are refused before a byte is sent [F15]", async () => {
    await done("anu", "send", "hi");
    door.open();
    const large = await file("large.txt", "");
    await truncate(large, 5_000_001);
    const binary = await file("photo.jpg", Buffer.concat([randomBytes(900_000), Buffer.alloc(1)]));
    await mkdir(folder("lessons"));
    await refused("anu", /files of at most 5 MB/u, "send", "--file", large);
    await refused("anu", /takes text files only/u, "send", "--file", binary);
    await refused(
      "anu",
      /There is no file .*gone\.txt: check/u,
      "send",
      "--file",
      folder("gone.txt"),
    );
    await refused("anu", /lessons is a folder/u, "send", "--file", folder("lessons"));
    assert.ok(door.passed.up < 60_000, `${door.passed.up} bytes went up`);
    const both = await run("anu", "send", "text", "--file", large);
    assert.deepEqual([both.exitCode, /without a text/u.test(both.stderr)], [2, true]);
  });

  it("of any name lie in the folder, under a name that is safe [F12] [F13]", async () => {
    const names = [
      "C:\\x",
      "CON.txt",
      "notes\u202etxt.exe",
      `${"ä".repeat(120)}.txt`,
      "-rf",
      ".bashrc",
    ];
    await mkdir(folder("odd"));
    for (const name of names) await file(`odd/${name}`, `in ${name}`);
    const anu = start("anu", ["join"]);
    await anu.finish(names.map((name) => `/file "${folder("odd", name)}"\n`).join(""));
    const mia = await start("mia", ["join"]).finish(
      names.map((_, i) => `/get ${i + 1}\n`).join(""),
    );
    assert.equal(mia.stderr.match(/saved: /gu)?.length, names.length, mia.stderr);
    const saved = await readdir(folder("saved"));
    const stem = "ä".repeat(88);
    const safe = ["bashrc", "file_CON.txt", "notestxt.exe", "rf", "x", `${stem}.txt`];
    assert.deepEqual(saved.sort(), safe.sort());
  });

  it("overwrite nothing and follow no link [F12] [F17]", async () => {
    const seq = await done("anu", "send", "--file", await file("notes.txt", "new"));
    const into = folder("a", "b");
    await done("mia", "get", seq, "--to", into);
    await symlink(folder("outside.txt"), folder("a", "b", "notes (2).txt"));
    assert.equal(await done("mia", "get", seq, "--to", into), folder("a", "b", "notes (3).txt"));
    assert.deepEqual((await readdir(into)).sort(), ["notes (2).txt", "notes (3).txt", "notes.txt"]);

    const { file: found } = JSON.parse(await done("mia", "files", "--json")) as Message;
    const part = folder("a", "b", `notes.txt.${found?.id.slice(0, 8)}.part`);
    await symlink(folder("outside.txt"), part);
    await refused("mia", /\.part is in the way: remove it/u, "get", seq, "--to", into);
    await assert.rejects(stat(folder("outside.txt")), { code: "ENOENT" });
    await refused(
      "mia",
      /notes\.txt is not a folder/u,
      "get",
      seq,
      "--to",
      folder("a", "b", "notes.txt"),
    );
  });

  it("and messages stop at a full disk, in words for who writes and for the mentor [F3]", async () => {
    let free = limits.file.freeBytesForFiles - 1;
    const blobs = { ...memoryBlobs(), freeBytes: async () => free };
    const clock = new FakeClock();
    host = await world.startHost({ blobs, clock });
    await useDoor(roomNamed(host, "physics").port);
    await world.register(host, "mia", await host.issueMentorCode());
    await world.register(host, "anu");
    const mia = start("mia", ["join", "--plain"]);
    await eventually(() => assert.match(mia.stderr, /you are in/u));
    assert.equal(await done("anu", "send", "hi"), "1");
    await refused("anu", /disk is nearly full/u, "send", "--file", await file("one.txt", "1"));
    await eventually(() => assert.match(mia.stderr, /disk is nearly full: no more files/u));
    free = 0;
    clock.advance(2_000);
    await refused("anu", /disk is full: the mentor has to/u, "send", "no room");
    await eventually(() => assert.match(mia.stderr, /disk is full: no more messages/u));
    free = limits.file.freeBytesForFiles;
    clock.advance(2_000);
    assert.equal(await done("anu", "send", "room again"), "2");
    await eventually(() => assert.match(mia.stderr, /disk has room again/u));
  });

  it("are asked for by number, id or name, and where several are meant they are listed [F16]", async () => {
    await done("anu", "send", "--file", await file("notes.txt", "one"));
    await done("anu", "send", "--file", await file("notes.txt", "other"));
    const objects = (await done("mia", "files", "--json")).split("\n");
    const ids = objects.map((line) => (JSON.parse(line) as Message).file?.id ?? "");
    const several = await run("mia", "get", "notes.txt");
    assert.equal(several.exitCode, 2);
    assert.match(
      several.stderr,
      /give the number of one: 1 notes\.txt, 3 bytes, .*; 2 notes\.txt, 5/u,
    );
    const saved = JSON.parse(await done("mia", "get", ids[0]?.slice(0, 25) ?? "", "--json"));
    assert.deepEqual([saved.type, saved.room, saved.file.id], ["saved", "physics", ids[0]]);
    assert.equal(await readFile(saved.path, "utf8"), "one");
    assert.equal(await readFile(await done("mia", "get", ids[1] ?? ""), "utf8"), "other");
    await refused("mia", /File not found/u, "get", "note");
  });

  it("of before the first visit, of another room, and cleared ones are not found [F14]", async () => {
    await open({ names: ["physics", "maths"] });
    await world.register(host, "mia", await host.issueMentorCode());
    await world.register(host, "anu");
    const [mia, notAnu] = [
      await world.signIn(host, "mia"),
      await world.signIn(host, "mia", "maths"),
    ];
    const physics = room;
    const maths = `127.0.0.1:${roomNamed(host, "maths").port}`;
    const early = await filed("mia", "early.txt");
    /** What anu is told where she asks for them. */
    const asks = async (at: string, ...files: string[]) => {
      room = at;
      const { stderr } = await start("anu", ["join"]).finish(
        files.map((name) => `/get ${name}\n`).join(""),
      );
      room = physics;
      assert.equal(stderr.match(/File not found/gu)?.length, files.length, stderr);
    };
    await asks(physics, String(early.seq), early.file?.id ?? "", "early.txt");
    const late = await filed("mia", "late.txt");
    await notAnu.request("message:send", { id: randomUUID(), text: "hello" });
    await asks(maths, late.file?.id ?? "", "late.txt");
    await mia.request("room:clear", { upTo: (await say(mia, "last")).seq });
    await asks(physics, String(late.seq), late.file?.id ?? "", "late.txt");
    assert.equal(await done("anu", "files"), "");
    await assert.rejects(stat(folder("saved")), { code: "ENOENT" });
  });

  async function filed(user: string, name: string): Promise<Message> {
    const sent = await done(user, "send", "--json", "--file", await file(name, name));
    return JSON.parse(sent) as Message;
  }

  function progressOf({ stderr }: { stderr: string }): Progress[] {
    const lines = stderr.split("\n").filter((line) => line.startsWith("{"));
    return lines.map((line) => JSON.parse(line) as Progress);
  }

  const megabyte = 1_000_000;
  const size = 9 * megabyte;
  /** One window, and what TLS, socket.io and the chat beside it need. */
  const rest = size - 5 * megabyte + 2.5 * megabyte;

  it("whose sender is killed are gone on with by the same command [F18]", async () => {
    await open({ "max-file": 10 * megabyte });
    for (const user of ["mia", "anu"]) await world.register(host, user);
    const bytes = Buffer.from(randomBytes(size / 2).toString("hex"));
    const path = await file("long.txt", bytes);
    await done("mia", "send", "here");
    await done("anu", "send", "here");
    door.most = 5 * megabyte;
    const first = start("anu", ["send", "--file", path]);
    await eventually(() => assert.ok(door.held > 0, first.stderr));
    first.process.kill("SIGKILL");
    await first.ended;
    door.open();
    const second = await run("anu", "send", "--file", path, "--json");
    assert.equal(second.exitCode, 0, second.stderr);
    assert.ok(door.passed.up < rest, `${door.passed.up} bytes went up again`);
    const begun = progressOf(second).find(({ state }) => state === "running");
    assert.ok(begun && begun.done > 2.5 * megabyte);
    assert.deepEqual(JSON.parse(second.stdout).file.size, size);

    door.open();
    door.most = 5 * megabyte;
    const fetching = start("mia", ["get", "long.txt"]);
    await eventually(() => assert.ok(door.held > 0, fetching.stderr));
    fetching.process.kill("SIGKILL");
    await fetching.ended;
    assert.equal((await readdir(folder("saved"))).length, 1);
    door.open();
    const saved = await done("mia", "get", "long.txt");
    assert.ok(door.passed.down < rest, `${door.passed.down} bytes came down again`);
    assert.ok(bytes.equals(await readFile(saved)));
    assert.deepEqual(await readdir(folder("saved")), ["long.txt"]);
  });

  it("whose connection breaks go on by themselves, and Ctrl+C leaves them to be gone on with [F18] [F21]", async () => {
    await open({ "max-file": 10 * megabyte });
    await world.register(host, "anu");
    const path = await file("long.txt", randomBytes(size / 2).toString("hex"));
    await done("anu", "send", "here");
    door.open();
    door.most = 3 * megabyte;
    const sending = start("anu", ["send", "--file", path, "--json"]);
    await eventually(() => assert.ok(door.held > 0, sending.stderr));
    door.cut();
    await eventually(() => assert.ok(progressOf(sending).some(({ state }) => state === "waiting")));
    await eventually(() => assert.ok(door.held > 1, sending.stderr));
    sending.process.kill("SIGINT");
    const { exitCode, stderr } = await sending.ended;
    assert.match(stderr, /stopped: the same command goes on/u);
    assert.equal(exitCode, 1);
    door.open();
    const again = await run("anu", "send", "--file", path, "--json");
    const begun = progressOf(again).find((progress) => progress.state === "running");
    assert.ok(begun && begun.done > megabyte, again.stderr);
  });

  it("of whom the mentor put out are not handed in, and the words say why [F21]", async () => {
    await open({ "max-file": 10 * megabyte });
    await world.register(host, "anu");
    const mia = await world.mentor(host, "mia");
    const path = await file("long.txt", randomBytes(size / 2).toString("hex"));
    await done("anu", "send", "here");
    door.most = 5 * megabyte;
    const sending = start("anu", ["send", "--file", path]);
    await eventually(() => assert.ok(door.held > 0, sending.stderr));
    await mia.request("member:ban", { user: "anu" });
    const { exitCode, stderr } = await sending.ended;
    assert.match(stderr, /You are banned from this room/u);
    assert.equal(exitCode, 1);
  });

  it("outlive a host that is killed in between, under --files any and --max-file [F7] [F18] [F21]", async () => {
    const wide = ["--files", "any", "--max-file", "10MB", "--headless", "--json"];
    const startHost = async (port = 0) => {
      const words = ["host", "--name", "physics", "--port", String(port), ...wide];
      const command = new Command(words, { data: folder("data") });
      running.push(command);
      await eventually(() => assert.equal(command.objects[0]?.event, "listening", command.stderr));
      return command;
    };
    const first = await startHost();
    const port = Number(first.objects[0]?.port);
    await useDoor(port);
    await eventually(() => assert.equal(first.objects[1]?.event, "mentor-code"));
    const code = String(first.objects[1]?.mentorCode);
    await done("mia", "register", "--user", "mia", "--email", "mia", "--mentor-code", code);
    await done("mia", "login", "--user", "mia", "--remember");

    const bytes = randomBytes(size);
    door.most = 5 * megabyte;
    const sending = start("mia", ["send", "--file", await file("photo.jpg", bytes), "--json"]);
    await eventually(() => assert.ok(door.held > 0, sending.stderr));
    first.process.kill("SIGKILL");
    await first.ended;
    door.open();
    await startHost(port);
    const { exitCode, stderr } = await sending.ended;
    assert.equal(exitCode, 0, stderr);
    assert.ok(door.passed.up < rest, `${door.passed.up} bytes went up again`);
    assert.ok(bytes.equals(await readFile(await done("mia", "get", "photo.jpg"))));
  });

  it("are handed in, listed, fetched and given up by lines of the chat [F19] [F20]", async () => {
    await open({ "max-file": 10 * megabyte });
    for (const user of ["mia", "anu"]) await world.register(host, user);
    const [mia, anu] = [start("mia", ["join"]), start("anu", ["join", "--json"])];
    const says = (command: Command, words: RegExp) =>
      eventually(() => assert.match(command.stderr, words));
    await says(mia, /you are in/u);
    await eventually(() => assert.ok(anu.objects.some(({ type }) => type === "state")));
    await file("my notes.txt", "one\ntwo");
    anu.write(`/file ${folder("my\\ notes.txt")}\n`);
    await eventually(() =>
      assert.match(mia.stdout, / anu, file my notes\.txt, 7 bytes: one\n {6}two\n$/u),
    );
    const progress = () => anu.objects.filter(({ type }) => type === "progress");
    await eventually(() => assert.equal(progress().at(-1)?.state, "done"));
    const told = progress();
    assert.equal(told.at(-1)?.done, 7);
    assert.deepEqual(new Set(told.map((object) => object.room)), new Set(["physics"]));

    mia.write(`/files\n/get "my notes.txt" "${folder("to here")}"\n/get nothing\n`);
    await says(mia, /1 my notes\.txt, 7 bytes, anu/u);
    await says(mia, /saved: .*my notes\.txt/u);
    await says(mia, /File not found/u);
    mia.write("/cancel\n");
    await says(mia, /No file is on its way/u);
    assert.equal(await readFile(folder("to here", "my notes.txt"), "utf8"), "one\ntwo");

    const path = await file("long.txt", randomBytes(size / 2).toString("hex"));
    door.most = 5 * megabyte;
    mia.write(`/file '${path}'\nchat goes on\n/file ${folder("gone.txt")}\n`);
    await eventually(() => assert.match(mia.stdout, /mia: chat goes on/u));
    await says(mia, /gone\.txt was not handed in: There is no file/u);
    await eventually(() => assert.ok(door.held > 0, mia.stderr));
    mia.write("/cancel long\n");
    await says(mia, /long\.txt is cancelled/u);
    await await eventually(() => assert.equal(blobs(), 1));
    assert.equal((await mia.finish()).exitCode, 0);
    assert.equal((await anu.finish()).exitCode, 0);
  });

  function blobs(): number {
    const names = readdirSync(folder("rooms"), { recursive: true }).map(String);
    return names.filter((name) => /[a-z2-7]{26}/u.test(name)).length;
  }
});
