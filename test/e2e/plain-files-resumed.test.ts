import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { eventually } from "../support/eventually.ts";
import { fileRoom } from "../support/file-room.ts";

interface Progress {
  type: "progress";
  room: string;
  state: string;
  done: number;
  reason?: string;
  code?: string;
}

function progressOf({ stderr }: { stderr: string }): Progress[] {
  const lines = stderr.split("\n").filter((line) => line.startsWith("{"));
  return lines.map((line) => JSON.parse(line) as Progress);
}

const megabyte = 1_000_000;
const size = 9 * megabyte;
/** One window, and what TLS, socket.io and the chat beside it need. */
const rest = size - 5 * megabyte + 2.5 * megabyte;

describe("files that are stopped on their way, by commands alone", () => {
  const room = fileRoom({ "max-file": 10 * megabyte });
  const { folder } = room;

  it("whose sender is killed are gone on with by the same command [F18]", async () => {
    const bytes = Buffer.from(randomBytes(size / 2).toString("hex"));
    const path = await room.file("long.txt", bytes);
    await room.done("mia", "send", "here");
    await room.done("anu", "send", "here");
    room.door.most = 5 * megabyte;
    const first = room.start("anu", "send", "--file", path);
    await eventually(() => assert.ok(room.door.held > 0, first.stderr));
    first.process.kill("SIGKILL");
    await first.ended;
    room.door.open();
    const second = await room.run("anu", "send", "--file", path, "--json");
    assert.equal(second.exitCode, 0, second.stderr);
    assert.ok(room.door.passed.up < rest, `${room.door.passed.up} bytes went up again`);
    const begun = progressOf(second).find(({ state }) => state === "running");
    assert.ok(begun && begun.done > 2.5 * megabyte);
    assert.equal(begun.room, "physics");
    assert.deepEqual(JSON.parse(second.stdout).file.size, size);

    room.door.open();
    room.door.most = 5 * megabyte;
    const fetching = room.start("mia", "get", "long.txt");
    await eventually(() => assert.ok(room.door.held > 0, fetching.stderr));
    fetching.process.kill("SIGKILL");
    await fetching.ended;
    assert.equal((await readdir(folder("saved"))).length, 1);
    room.door.open();
    const saved = await room.done("mia", "get", "long.txt");
    assert.ok(room.door.passed.down < rest, `${room.door.passed.down} bytes came down again`);
    assert.ok(bytes.equals(await readFile(saved)));
    assert.deepEqual(await readdir(folder("saved")), ["long.txt"]);
  });

  it("whose connection breaks go on by themselves, and Ctrl+C leaves them to be gone on with [F18] [F21]", async () => {
    const path = await room.file("long.txt", randomBytes(size / 2).toString("hex"));
    await room.done("anu", "send", "here");
    room.door.open();
    room.door.most = 3 * megabyte;
    const sending = room.start("anu", "send", "--file", path, "--json");
    await eventually(() => assert.ok(room.door.held > 0, sending.stderr));
    room.door.cut();
    await eventually(() => assert.ok(progressOf(sending).some(({ state }) => state === "waiting")));
    await eventually(() => assert.ok(room.door.held > 1, sending.stderr));
    sending.process.kill("SIGINT");
    const { exitCode, stderr } = await sending.ended;
    assert.match(stderr, /stopped: the same command goes on/u);
    assert.equal(exitCode, 1);
    room.door.open();
    const again = await room.run("anu", "send", "--file", path, "--json");
    const begun = progressOf(again).find((progress) => progress.state === "running");
    assert.ok(begun && begun.done > megabyte, again.stderr);
  });

  it("of whom the mentor put out are not handed in, and the words say why [F21]", async () => {
    const mia = await room.world.signIn(room.host, "mia");
    const path = await room.file("long.txt", randomBytes(size / 2).toString("hex"));
    await room.done("anu", "send", "here");
    room.door.most = 5 * megabyte;
    const sending = room.start("anu", "send", "--file", path);
    await eventually(() => assert.ok(room.door.held > 0, sending.stderr));
    await mia.request("member:ban", { user: "anu" });
    const { exitCode, stderr } = await sending.ended;
    assert.match(stderr, /You are banned from this room/u);
    assert.equal(exitCode, 1);
  });

  it("outlive a host that is killed in between, under --files any and --max-file [F7] [F18] [F21]", async () => {
    const wide = ["--files", "any", "--max-file", "10MB", "--headless", "--json"];
    const startHost = async (port = 0) => {
      const words = ["host", "--name", "physics", "--port", String(port), ...wide];
      const command = room.startAnywhere(words, "data");
      await eventually(() => assert.equal(command.objects[0]?.event, "listening", command.stderr));
      return command;
    };
    const first = await startHost();
    const port = Number(first.objects[0]?.port);
    await room.useDoor(port);
    await eventually(() => assert.equal(first.objects[1]?.event, "mentor-code"));
    const code = String(first.objects[1]?.mentorCode);
    await room.done("mia", "register", "--user", "mia", "--email", "mia", "--mentor-code", code);
    await room.done("mia", "login", "--user", "mia", "--remember");

    const bytes = randomBytes(size);
    room.door.most = 5 * megabyte;
    const sending = room.start(
      "mia",
      "send",
      "--file",
      await room.file("photo.jpg", bytes),
      "--json",
    );
    await eventually(() => assert.ok(room.door.held > 0, sending.stderr));
    first.process.kill("SIGKILL");
    await first.ended;
    room.door.open();
    await startHost(port);
    const { exitCode, stderr } = await sending.ended;
    assert.equal(exitCode, 0, stderr);
    assert.ok(room.door.passed.up < rest, `${room.door.passed.up} bytes went up again`);
    assert.ok(bytes.equals(await readFile(await room.done("mia", "get", "photo.jpg"))));
  });
});
