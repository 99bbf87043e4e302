import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { PastedTexts } from "classchat/client/pasted-texts";
import { TransferFailure } from "classchat/client/transfer-failure";
import { eventually } from "../support/eventually.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

describe("texts that were pasted to go out as files", () => {
  const folder = temporaryFolder();
  const room = "abcdefghij23";
  let sent: string[];
  beforeEach(() => {
    sent = [];
  });

  const take = async (path: string) => sent.push(await readFile(path, "utf8"));
  const fail = (message: string) => () => Promise.reject(new TransferFailure(message));
  const texts = (send: (path: string) => Promise<unknown> = take, user = "anu") =>
    new PastedTexts({ folder: folder(), room, user: () => user, send });
  const home = () => folder("pasted", room, "anu");
  const left = () => readdir(home()).catch(() => []);

  /** As if another process had made it. */
  const madeBy = async (pid: number): Promise<void> => {
    await assert.rejects(texts(fail("no answer")).send("one\n\n"));
    const [name = ""] = await left();
    await rename(join(home(), name), join(home(), name.replace(/^\d+/u, String(pid))));
  };

  it("are there for their owner until they are stored, then gone [C47]", async () => {
    const send = async (path: string) => {
      await take(path);
      assert.match(path, /pasted-\d{6}\.txt$/u);
      if (process.platform !== "win32") assert.equal((await stat(path)).mode & 0o777, 0o600);
    };
    await texts(send).send("one\ntwo\n\n");
    assert.deepEqual(sent, ["one\ntwo\n"]);
    assert.deepEqual(await left(), []);
  });

  it("stay where they are not sent, and it is said where; given up they go [C47]", async () => {
    const failure = await texts(fail("disk full"))
      .send("one")
      .catch((error: Error) => error.message);
    const [, path = ""] = /It is kept: .*\((.*)\)$/u.exec(String(failure)) ?? [];
    assert.equal(await readFile(path, "utf8"), "one\n");
    const kept = await left();
    const cancelled = new TransferFailure("cancelled", { code: "transfer-cancelled" });
    await texts(() => Promise.reject(cancelled)).send("two");
    assert.deepEqual(await left(), kept);
  });

  it("wait for their author after a crash, and go out or are given up when that one says so [C68]", async () => {
    const gone = spawn(process.execPath, ["--eval", ""]);
    await once(gone, "exit");
    await madeBy(gone.pid ?? 0);
    assert.equal(await texts(take, "ben").countLeft(), 0);
    assert.equal(await texts().countLeft(), 1);

    assert.equal(await texts(fail("still no answer")).retryAll(), 1);
    assert.equal(await texts().countLeft(), 1);
    assert.equal(await texts().retryAll(), 1);
    await eventually(async () => assert.deepEqual(await left(), []));
    assert.deepEqual(sent, ["one\n"]);

    await madeBy(gone.pid ?? 0);
    assert.equal(await texts().discardAll(), 1);
    assert.deepEqual([await left(), await texts().countLeft()], [[], 0]);
  });

  it("are left alone while the program that sends them still runs [C68]", async () => {
    await madeBy(process.ppid);
    assert.equal(await texts().countLeft(), 0);
    let finish: (() => void) | undefined;
    const slow = texts(() => new Promise<void>((resolve) => (finish = resolve)));
    const sending = slow.send("two");
    await eventually(() => assert.ok(finish));
    assert.deepEqual([await slow.countLeft(), await slow.discardAll()], [0, 0]);
    finish?.();
    await sending;
  });
});
