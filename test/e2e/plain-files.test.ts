import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, stat, symlink, truncate } from "node:fs/promises";
import type { Attachment, Message } from "@classchat/core";
import { fileRoom } from "../support/file-room.ts";
import { roomNamed, say } from "../support/world.ts";

describe("files, by commands alone", () => {
  const room = fileRoom();
  const { folder } = room;

  it("arrive byte for byte, and are listed [F15] [F16]", async () => {
    const bytes = Buffer.from(`\ufeffone\r\ntwo\r\n${"wörds\r\n".repeat(620_000)}`);
    assert.ok(bytes.length > 4_900_000 && bytes.length <= 5_000_000);
    const seq = await room.done("anu", "send", "--file", await room.file("notes.txt", bytes));
    const [path, listed, objects] = await Promise.all([
      room.done("mia", "get", "notes.txt"),
      room.done("mia", "files"),
      room.done("mia", "files", "--json"),
    ]);
    assert.equal(path, folder("saved", "notes.txt"));
    assert.ok(bytes.equals(await readFile(path)));
    assert.equal((await stat(path)).mode & 0o111, 0);
    assert.match(listed, new RegExp(`^${seq} notes\\.txt, 5 MB, anu, .*[0-9a-f]{8}$`, "u"));
    const message = JSON.parse(objects) as Message & { type: string };
    assert.deepEqual([message.type, message.file?.size], ["message", bytes.length]);
  });

  it("that the room does not take are refused before a byte is sent [F15]", async () => {
    await room.done("anu", "send", "hi");
    room.door.open();
    const large = await room.file("large.txt", "");
    await truncate(large, 5_000_001);
    const binary = await room.file(
      "photo.jpg",
      Buffer.concat([randomBytes(900_000), Buffer.alloc(1)]),
    );
    await mkdir(folder("lessons"));
    await room.refused("anu", /files of at most 5 MB/u, "send", "--file", large);
    await room.refused("anu", /takes text files only/u, "send", "--file", binary);
    await room.refused(
      "anu",
      /There is no file .*gone\.txt: check/u,
      "send",
      "--file",
      folder("gone.txt"),
    );
    await room.refused("anu", /lessons is a folder/u, "send", "--file", folder("lessons"));
    assert.ok(room.door.passed.up < 60_000, `${room.door.passed.up} bytes went up`);
    const both = await room.run("anu", "send", "text", "--file", large);
    assert.deepEqual([both.exitCode, /without a text/u.test(both.stderr)], [2, true]);
  });

  it("overwrite nothing and follow no link [F12] [F17]", async () => {
    const seq = await room.done("anu", "send", "--file", await room.file("notes.txt", "new"));
    const into = folder("a", "b");
    await room.done("mia", "get", seq, "--to", into);
    await symlink(folder("outside.txt"), folder("a", "b", "notes (2).txt"));
    assert.equal(
      await room.done("mia", "get", seq, "--to", into),
      folder("a", "b", "notes (3).txt"),
    );
    assert.deepEqual((await readdir(into)).sort(), ["notes (2).txt", "notes (3).txt", "notes.txt"]);

    const { file: found } = JSON.parse(await room.done("mia", "files", "--json")) as Message;
    const part = folder("a", "b", `notes.txt.${found?.id.slice(0, 8)}.part`);
    await symlink(folder("outside.txt"), part);
    await room.refused("mia", /\.part is in the way: remove it/u, "get", seq, "--to", into);
    await assert.rejects(stat(folder("outside.txt")), { code: "ENOENT" });
    await room.refused(
      "mia",
      /notes\.txt is not a folder/u,
      "get",
      seq,
      "--to",
      folder("a", "b", "notes.txt"),
    );
  });

  it("are asked for by number, id or name, and where several are meant they are listed [F16]", async () => {
    await room.done("anu", "send", "--file", await room.file("notes.txt", "one"));
    await room.done("anu", "send", "--file", await room.file("notes.txt", "other"));
    const objects = (await room.done("mia", "files", "--json")).split("\n");
    const ids = objects.map((line) => (JSON.parse(line) as Message).file?.id ?? "");
    const several = await room.run("mia", "get", "notes.txt");
    assert.equal(several.exitCode, 2);
    assert.match(
      several.stderr,
      /give the number of one: 1 notes\.txt, 3 bytes, .*; 2 notes\.txt, 5/u,
    );
    const saved = JSON.parse(await room.done("mia", "get", ids[0]?.slice(0, 25) ?? "", "--json"));
    assert.deepEqual([saved.type, saved.room, saved.file.id], ["saved", "physics", ids[0]]);
    assert.equal(await readFile(saved.path, "utf8"), "one");
    assert.equal(await readFile(await room.done("mia", "get", ids[1] ?? ""), "utf8"), "other");
    await room.refused("mia", /File not found/u, "get", "note");
    await room.done("anu", "send", "--file", await room.file("why?.txt", "once"));
    await room.done("anu", "send", "--file", await room.file("why?.txt", "once"));
    const newest = JSON.parse(await room.done("mia", "get", "why?.txt", "--json"));
    assert.equal(newest.file.id, (await newestFile()).id, "the same bytes need no number");
  });

  it("of before the first visit, of another room, and cleared ones are not found [F14]", async () => {
    await room.open({ names: ["physics", "maths"] });
    const [mia, notAnu] = [
      await room.world.signIn(room.host, "mia"),
      await room.world.signIn(room.host, "mia", "maths"),
    ];
    const physics = room.address;
    const maths = `127.0.0.1:${roomNamed(room.host, "maths").port}`;
    const early = await filed("mia", "early.txt");
    /** What anu is told where she asks for them. */
    const asks = async (at: string, ...files: string[]) => {
      room.address = at;
      const { stderr } = await room
        .start("anu", "join")
        .finish(files.map((name) => `/get ${name}\n`).join(""));
      room.address = physics;
      assert.equal(stderr.match(/File not found/gu)?.length, files.length, stderr);
    };
    await asks(physics, String(early.seq), early.file?.id ?? "", "early.txt");
    const late = await filed("mia", "late.txt");
    await notAnu.request("message:send", { id: randomUUID(), text: "hello" });
    await asks(maths, late.file?.id ?? "", "late.txt");
    await mia.request("room:clear", { upTo: (await say(mia, "last")).seq });
    await asks(physics, String(late.seq), late.file?.id ?? "", "late.txt");
    assert.equal(await room.done("anu", "files"), "");
    await assert.rejects(stat(folder("saved")), { code: "ENOENT" });
  });

  async function newestFile(): Promise<Attachment> {
    const { file } = JSON.parse(await room.done("mia", "files", "--json", "--limit", "1"));
    return file;
  }

  async function filed(user: string, name: string): Promise<Message> {
    const sent = await room.done(user, "send", "--json", "--file", await room.file(name, name));
    return JSON.parse(sent) as Message;
  }
});
