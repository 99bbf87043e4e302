import assert from "node:assert/strict";
import { mkdir, readdir, readFile, rm, stat, symlink } from "node:fs/promises";
import { LogFile, type LogFileParts } from "@classchat/server/adapters/log-file";
import { errorLines } from "@classchat/server/watch/error-lines";
import { FakeClock } from "../support/fake-clock.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

describe("the log of a host", () => {
  const folder = temporaryFolder();
  const read = (name = "classchat.log") => readFile(folder(name), "utf8");
  let lost = 0;

  beforeEach(() => {
    lost = 0;
  });

  function open(parts: Partial<LogFileParts> = {}): LogFile {
    const onLost = (lines: number) => {
      lost += lines;
    };
    return new LogFile(folder(), { clock: new FakeClock(), onLost, ...parts });
  }

  it("is one JSON object a line, with its time, for its owner alone, and goes on after a restart [R7]", async () => {
    for (const what of ["opened", "closed"]) {
      const log = open();
      log.add({ level: "note", what });
      await log.close();
    }
    const at = "2026-01-05T09:00:00.000Z";
    const lines = (await read()).trimEnd().split("\n");
    assert.deepEqual(
      lines.map((line) => JSON.parse(line)),
      [
        { at, level: "note", what: "opened" },
        { at, level: "note", what: "closed" },
      ],
    );
    if (process.platform === "win32") return;
    assert.equal((await stat(folder("classchat.log"))).mode & 0o777, 0o600);
  });

  it("keeps five files of a bounded size, the newest lines of all, in their order [R8]", async () => {
    const mostBytes = 10_000;
    const log = open({ mostBytes });
    for (let number = 0; number < 2_000; number++) {
      log.add({ number });
      if (number % 20 === 0) await log.close();
    }
    await log.close();
    const names = (await readdir(folder())).toSorted();
    assert.deepEqual(
      names,
      ["", ".1", ".2", ".3", ".4"].map((end) => `classchat.log${end}`),
    );
    const texts = await Promise.all(names.toReversed().map((name) => read(name)));
    for (const text of texts) assert.ok(text.length <= mostBytes);
    const numbers = texts.join("").trimEnd().split("\n");
    assert.deepEqual(
      numbers.map((line) => JSON.parse(line).number),
      numbers.map((_, index) => 2_000 - numbers.length + index),
    );
    assert.equal(lost, 0);
  });

  it("loses lines where it cannot be written, says how many, and goes on when it can [R9]", async () => {
    await mkdir(folder("classchat.log"));
    const log = open();
    log.add({ number: 1 });
    await log.close();
    assert.equal(lost, 1);
    await rm(folder("classchat.log"), { recursive: true });
    log.add({ number: 2 });
    await log.close();
    assert.equal(JSON.parse((await read()).trim()).number, 2);
  });

  it("goes on over a full disk [R9]", async function () {
    if (process.platform !== "linux") this.skip();
    await symlink("/dev/full", folder("classchat.log"));
    const log = open();
    log.add({ number: 1 });
    await log.close();
    assert.equal(lost, 1);
    await rm(folder("classchat.log"));
    log.add({ number: 2 });
    await log.close();
    assert.equal(JSON.parse((await read()).trim()).number, 2);
  });

  it("does not fill the memory with what comes faster than the disk takes it [R9]", async () => {
    const log = open();
    for (let number = 0; number < 5_000; number++) log.add({ number });
    await log.close();
    const lines = (await read()).trimEnd().split("\n");
    assert.equal(lines.length + lost, 5_000);
    assert.ok(lost > 3_000);
  });
});

describe("an error in the log", () => {
  it("has its kind, its place and its causes [R7]", () => {
    const cause = new RangeError("too far");
    const { error, stack, cause: told } = errorLines(new TypeError("not that", { cause }));
    assert.equal(error, "TypeError: not that");
    assert.match(stack[0] ?? "", /^at .*log-file\.test\.\w+:\d+:\d+\)?$/u);
    assert.equal(told?.error, "RangeError: too far");
  });

  it("says nothing of what it cites, and nothing that a terminal would act on [R10]", () => {
    const thrown = [
      () => JSON.parse("my password is hunter2"),
      () => JSON.parse('{"text": hunter2 "I said", \'more\'}'),
      () => Buffer.from(5 as unknown as string, "hunter2" as BufferEncoding),
      () => new URL("hunter2"),
      () => {
        throw new Error("can't read 'hunter2 isn't\nhunter2'\u001b[2J\u202e");
      },
      () => {
        throw "hunter2";
      },
    ];
    for (const fail of thrown) {
      try {
        fail();
      } catch (error) {
        const text = JSON.stringify(errorLines(error));
        assert.ok(!/hunter2|I said|more/u.test(text), text);
        assert.ok(!/\\u001b|\u202e/u.test(text), text);
      }
    }
  });

  it("names the file that the system could not use [R7]", async () => {
    const error = await readFile("/no/such/file").catch((error: unknown) => error);
    assert.match(errorLines(error).error, /ENOENT.*file/u);
  });
});
