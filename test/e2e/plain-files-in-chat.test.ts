import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { limits } from "@classchat/core";
import { memoryBlobs } from "@classchat/server";
import type { Command } from "../support/command.ts";
import { eventually } from "../support/eventually.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { fileRoom } from "../support/file-room.ts";

const megabyte = 1_000_000;

describe("files, by lines of the chat", () => {
  const room = fileRoom({ "max-file": 10 * megabyte });
  const { folder } = room;

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
    for (const name of names) await room.file(`odd/${name}`, `in ${name}`);
    const anu = room.start("anu", "join");
    await anu.finish(names.map((name) => `/file "${folder("odd", name)}"\n`).join(""));
    const mia = await room
      .start("mia", "join")
      .finish(names.map((_, i) => `/get ${i + 1}\n`).join(""));
    assert.equal(mia.stderr.match(/saved: /gu)?.length, names.length, mia.stderr);
    const saved = await readdir(folder("saved"));
    const stem = "ä".repeat(88);
    const safe = ["bashrc", "file_CON.txt", "notestxt.exe", "rf", "x", `${stem}.txt`];
    assert.deepEqual(saved.sort(), safe.sort());
  });

  it("and messages stop at a full disk, in words for who writes and for the mentor [F3]", async () => {
    let free = limits.file.freeBytesForFiles - 1;
    const blobs = { ...memoryBlobs(), freeBytes: async () => free };
    const clock = new FakeClock();
    await room.open({}, { blobs, clock });
    const mia = room.start("mia", "join", "--plain");
    await eventually(() => assert.match(mia.stderr, /you are in/u));
    assert.equal(await room.done("anu", "send", "hi"), "1");
    await room.refused(
      "anu",
      /disk is too full for this file/u,
      "send",
      "--file",
      await room.file("one.txt", "1"),
    );
    await eventually(() => assert.match(mia.stderr, /disk is nearly full: files are refused/u));
    free = 0;
    clock.advance(2_000);
    await room.refused("anu", /disk is full: the mentor has to/u, "send", "no room");
    await eventually(() => assert.match(mia.stderr, /disk is full: no more messages/u));
    free = limits.file.freeBytesForFiles + 1;
    clock.advance(2_000);
    assert.equal(await room.done("anu", "send", "room again"), "2");
    await eventually(() => assert.match(mia.stderr, /disk has room again/u));
  });

  it("are handed in, listed, fetched and given up by lines of the chat [F19] [F20]", async () => {
    const [mia, anu] = [room.start("mia", "join"), room.start("anu", "join", "--json")];
    const says = (command: Command, words: RegExp) =>
      eventually(() => assert.match(command.stderr, words));
    await says(mia, /you are in/u);
    await eventually(() => assert.ok(anu.objects.some(({ type }) => type === "state")));
    await room.file("my notes.txt", "one\ntwo");
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

    const path = await room.file("long.txt", randomBytes(4.5 * megabyte).toString("hex"));
    room.door.most = 5 * megabyte;
    mia.write(`/file '${path}'\nchat goes on\n/file ${folder("gone.txt")}\n`);
    await eventually(() => assert.match(mia.stdout, /mia: chat goes on/u));
    await says(mia, /gone\.txt was not handed in: There is no file/u);
    await eventually(() => assert.ok(room.door.held > 0, mia.stderr));
    mia.write("/cancel long\n");
    await says(mia, /long\.txt is cancelled/u);
    await eventually(() => assert.equal(blobs(), 1));
    assert.equal((await mia.finish()).exitCode, 0);
    assert.equal((await anu.finish()).exitCode, 0);
  });

  function blobs(): number {
    const names = readdirSync(folder("rooms"), { recursive: true }).map(String);
    return names.filter((name) => /[a-z2-7]{26}/u.test(name)).length;
  }
});
