import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, stat, symlink, truncate, writeFile } from "node:fs/promises";
import type { Message } from "@classchat/core";
import type { Host } from "@classchat/server";
import { FolderBlobs } from "@classchat/server/adapters/folder-blobs";
import { Command, type Outcome } from "../support/command.ts";
import { eventually } from "../support/eventually.ts";
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
  let room: string;
  const running: Command[] = [];

  beforeEach(async () => {
    world = new World();
    await open();
    await world.register(host, "mia", await host.issueMentorCode());
    await world.register(host, "anu");
  });
  afterEach(async () => {
    for (const command of running.splice(0)) command.process.kill("SIGKILL");
    await world.end();
  });

  async function open(settings: Parameters<World["startHost"]>[1] = {}): Promise<void> {
    host = await world.startHost({ blobs: new FolderBlobs(folder("rooms")) }, settings);
    room = `127.0.0.1:${roomNamed(host, "physics").port}`;
  }

  function start(user: string, [name = "", ...args]: string[]): Command {
    const env = { CLASSCHAT_PASSWORD: password, CLASSCHAT_DOWNLOADS: folder("saved") };
    const words = [name, room, ...args, "--as", user];
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
});
