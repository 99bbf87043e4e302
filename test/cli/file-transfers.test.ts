import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { type Attachment, ChatError, type ErrorCode, type Message } from "@classchat/core";
import { FileTransfers } from "classchat/client/file-transfers";
import { SavedFile } from "classchat/client/saved-file";
import type { Transfer } from "classchat/client/session-events";
import type { TransferDoor } from "classchat/client/transfer-door";
import type { TransferLine } from "classchat/client/transfer-line";
import { eventually } from "../support/eventually.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const timing = {
  ...{ request: 300, signIn: 1_000, placesApart: 0, connect: 500, retryFirst: 1, retryMost: 4 },
  ...{ pingAfter: 60, silence: 200, search: 300 },
};
const id = "k".repeat(26);

function attachmentOf(bytes: string, change: Partial<Attachment> = {}): Attachment {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { id, name: "notes.txt", size: Buffer.byteLength(bytes), sha256, ...change };
}

describe("transfers of a session", () => {
  const folder = temporaryFolder();
  let told: Transfer[];
  let offers: string[];
  let cancelled: string[];

  beforeEach(() => {
    told = [];
    offers = [];
    cancelled = [];
  });

  /** A host that has a file, or announces what it is offered. */
  function transfers(change: Partial<TransferDoor> = {}, rules = {}): FileTransfers {
    const door: TransferDoor = {
      timing,
      offer: async ({ id, name, size }) => {
        offers.push(id);
        const file = { id: `${"f".repeat(26)}`, name, size, sha256: "0".repeat(64) };
        return { file: file.id, ticket: "", received: 0, done: messageOf(id, file) };
      },
      fetch: async () => ({ attachment: attachmentOf("content"), ticket: "" }),
      cancel: async (file) => cancelled.push(file),
      open: async () => lineThatSends("content"),
      ...change,
    };
    return new FileTransfers({
      ...{ room: "abcdefghij23", folder: folder("client"), door, onTrouble: assert.fail },
      seat: () => ({ user: "anu", rules: { kinds: "text", maxBytes: 100, ...rules } }),
      tell: (transfer) => told.push(transfer),
    });
  }

  function lineThatSends(content: string): TransferLine {
    const line: Pick<TransferLine, "receive" | "close"> = {
      receive: (offset, { take }) => take(offset, Buffer.from(content).subarray(offset)),
      close() {},
    };
    return line as TransferLine;
  }

  /** Each request is known, and takes as long as the work. */
  function lineThatTakes(
    requests: string[],
    work: (input: unknown) => Promise<unknown>,
  ): TransferLine {
    const request = async (name: string, input: unknown) => {
      requests.push(name);
      await work(input);
      return name === "upload:finish" ? messageOf("", attachmentOf("content")) : { received: 7 };
    };
    return { request, close() {} } as unknown as TransferLine;
  }

  async function file(name: string, content = "content"): Promise<string> {
    await writeFile(folder(name), content);
    return folder(name);
  }

  const states = () => told.map(({ state }) => state);
  const never = () => new Promise<never>(() => {});

  it("are three at once, and the others wait for their turn [F20]", async () => {
    let offered = 0;
    const answers: (() => void)[] = [];
    const all = transfers({
      offer: async () => {
        offered++;
        await new Promise<void>((resolve) => answers.push(resolve));
        throw new ChatError("muted");
      },
    });
    const sent = ["a", "b", "c", "d"].map(async (name) => all.send(await file(name, name)));
    const settled = Promise.allSettled(sent);
    await eventually(() => assert.equal(offered, 3));
    assert.equal(all.running.length, 4);
    answers[0]?.();
    await eventually(() => assert.equal(offered, 4));
    await all.stop();
    const reasons = (await settled).map((result) => "reason" in result && result.reason.message);
    // Whichever of them was looked at first.
    assert.equal(reasons.filter((reason) => /You are muted/u.test(reason)).length, 1);
    assert.deepEqual([all.running, new Set(states())], [[], new Set(["waiting", "failed"])]);
  });

  it("of the same file are one [F20]", async () => {
    const offer = ({ id }: { id: string }) => {
      offers.push(id);
      return never();
    };
    const all = transfers({ offer, fetch: never });
    const path = await file("notes.txt");
    const first = all.send(path);
    first.catch(() => {});
    await eventually(() => assert.equal(offers.length, 1));
    await assert.rejects(all.send(path), /on its way to the room already/u);
    const fetched = all.fetch(attachmentOf("content"), folder("saved"));
    assert.equal(all.fetch(attachmentOf("content"), folder("saved")), fetched);
    fetched.catch(() => {});
    await all.close();
    await assert.rejects(all.send(path), /Stopped/u);
  });

  it("begin again under the same draft after a stop, and under another one after they were given up [F18] [F19]", async () => {
    const path = await file("notes.txt");
    const waiting = (): Partial<TransferDoor> => ({
      offer: async ({ id }) => {
        offers.push(id);
        return { file: id, ticket: "", received: 0, done: null };
      },
      open: never,
    });
    const first = transfers(waiting());
    const stopped = assert.rejects(first.send(path), /goes on where it stopped/u);
    await eventually(() => assert.equal(offers.length, 1));
    await first.close();
    await stopped;

    const second = transfers(waiting());
    const cancelling = assert.rejects(second.send(path), { code: "transfer-cancelled" });
    await eventually(() => assert.equal(offers.length, 2));
    second.cancel(second.running[0]?.id ?? "");
    await cancelling;
    assert.deepEqual([offers[1], cancelled], [offers[0], [offers[0]]]);
    assert.equal(states().at(-1), "cancelled");

    const message = await transfers().send(path);
    assert.notEqual(message.id, offers[0]);
    assert.notEqual(
      (await transfers().send(path)).id,
      message.id,
      "what is stored is not gone on with",
    );
  });

  it("refuse a file that changes while it is read, and begin anew with what it became [F18] [F29]", async () => {
    const path = await file("notes.txt");
    const requests: string[] = [];
    const takes = (work: () => Promise<unknown>): Partial<TransferDoor> => ({
      offer: async ({ id }) => {
        offers.push(id);
        return { file: id, ticket: "", received: 0, done: null };
      },
      open: async () => lineThatTakes(requests, work),
    });
    const changing = transfers(takes(() => writeFile(path, "other")));
    await assert.rejects(changing.send(path), { code: "file-changed" });
    assert.deepEqual(requests, ["upload:chunk"]);
    assert.deepEqual(cancelled, [offers[0]], "the host keeps nothing of it");

    const stopping = transfers(takes(never));
    const stopped = assert.rejects(stopping.send(path), /goes on where it stopped/u);
    await eventually(() => assert.equal(requests.length, 2));
    await writeFile(path, "longer than before");
    await stopping.close();
    await stopped;
    await transfers().send(path);
    assert.equal(new Set(offers).size, 3);
  });

  it("count what the host has of a file for its hash, whoever sent that [F29]", async () => {
    const path = await file("notes.txt");
    const told: unknown[] = [];
    const all = transfers({
      offer: async ({ id }) => ({ file: id, ticket: "", received: 4, done: null }),
      open: async () => lineThatTakes([], async (input) => told.push(input)),
    });
    await all.send(path);
    const [piece, end] = told as [{ offset: number }, { sha256: string }];
    assert.deepEqual([piece.offset, end.sha256], [4, attachmentOf("content").sha256]);
  });

  it("end with words for whoever sits here [F15] [F21]", async () => {
    const all = transfers();
    await assert.rejects(all.send(await file("long.txt", "x".repeat(101))), {
      ...{ code: "file-too-large", message: /files of at most 100 bytes/u },
    });
    await assert.rejects(all.send(folder("gone")), /There is no file .*gone: check its name/u);
    assert.equal(offers.length, 0);
    const codes: ErrorCode[] = ["disk-low", "disk-full", "files-full", "quiet", "not-signed-in"];
    const path = await file("notes.txt");
    for (const code of codes) {
      const refusing = transfers({
        offer: async () => {
          throw new ChatError(code);
        },
      });
      await assert.rejects(refusing.send(path), { code });
    }
    assert.equal(told.at(-1)?.code, "not-signed-in");
    await all.stop(new ChatError("kicked"));
  });

  it("try again what may pass, and tell that they wait [F21]", async () => {
    let tries = 0;
    const all = transfers({
      open: async () => {
        if (++tries < 4) throw new ChatError("unreachable");
        return lineThatSends("content");
      },
    });
    const path = await all.fetch(attachmentOf("content"), folder("a", "b"));
    assert.equal(path, folder("a", "b", "notes.txt"));
    assert.deepEqual([...new Set(states())], ["waiting", "running", "done"]);
    assert.deepEqual([told.at(-1)?.done, told.at(-1)?.path], [7, path]);
  });

  it("fetch a damaged part anew, and leave none that is given up [F18] [F19]", async () => {
    const part = folder("saved", `notes.txt.${id.slice(0, 8)}.part`);
    await mkdir(folder("saved"));
    await writeFile(part, "c0n");
    const path = await transfers().fetch(attachmentOf("content"), folder("saved"));
    assert.equal(await readFile(path, "utf8"), "content");

    const all = transfers({ open: never });
    const cancelling = assert.rejects(all.fetch(attachmentOf("content"), folder("saved")));
    await eventually(() => assert.ok(all.running[0]?.state === "running"));
    all.cancel(all.running[0]?.id ?? "");
    await cancelling;
    assert.deepEqual(await readdir(folder("saved")), ["notes.txt"]);
    const other = transfers({ open: async () => lineThatSends("c0ntent") });
    await assert.rejects(other.fetch(attachmentOf("content"), folder("saved")), {
      code: "file-changed",
    });
    assert.deepEqual(await readdir(folder("saved")), ["notes.txt"]);
  });
});

describe("the part of a file that is fetched", () => {
  const folder = temporaryFolder();

  it("stays in its folder, whatever name the host gives [F12] [F13]", async () => {
    const names = ["../../etc/x", "C:\\x", "CON.txt", "a\u202etxt.exe", "x".repeat(300), ".."];
    for (const name of names) {
      const saved = await SavedFile.open(folder("in"), attachmentOf("hi", { name }));
      await saved.add(0, Buffer.from("hi"));
      const path = await saved.keep();
      assert.equal((await stat(path)).mode & 0o111, 0);
    }
    assert.deepEqual(await readdir(folder()), ["in"]);
    assert.equal((await readdir(folder("in"))).length, names.length);
  });

  it("is not one that somebody else put there [F12] [F17]", async () => {
    const part = folder("in", `notes.txt.${id.slice(0, 8)}.part`);
    await mkdir(folder("in"));
    await symlink(folder("outside"), part);
    await assert.rejects(SavedFile.open(folder("in"), attachmentOf("hi")), /is in the way/u);
    await mkdir(folder("other"));
    await writeFile(folder("other", `notes.txt.${id.slice(0, 8)}.part`), "much longer");
    await assert.rejects(SavedFile.open(folder("other"), attachmentOf("hi")), /is in the way/u);
    assert.deepEqual((await readdir(folder())).sort(), ["in", "other"]);
  });

  it("is not begun where there is no room for it [F17]", async () => {
    const huge = attachmentOf("hi", { size: 2 ** 52 });
    await assert.rejects(SavedFile.open(folder("in"), huge), { code: "ENOSPC" });
    assert.deepEqual(await readdir(folder("in")), []);
  });

  it("is refused where the system makes no folders, and does not wait for one [F17]", async function () {
    if (process.platform !== "linux") return this.skip();
    const inNone = SavedFile.open("/proc/none/deep", attachmentOf("hi"));
    await assert.rejects(inNone, { code: "ENOENT" });
    const made = await SavedFile.open(folder("one", "two", "three"), attachmentOf("hi"));
    await made.discard();
    assert.deepEqual(await readdir(folder("one", "two")), ["three"]);
  });

  it("is fetched twice at once to the same end, whoever is first [F12]", async () => {
    const open = () => SavedFile.open(folder("in"), attachmentOf("content"));
    const [one, two] = await Promise.all([open(), open()]);
    await one.add(0, Buffer.from("content"));
    await two.add(0, Buffer.from("cont"));
    await two.add(4, Buffer.from("ent"));
    const path = await one.keep();
    assert.equal(await two.keep(), path);
    assert.deepEqual(await readdir(folder("in")), ["notes.txt"]);
    assert.equal(await readFile(path, "utf8"), "content");
  });

  it("takes the name of no other file where it was removed meanwhile [F12]", async () => {
    await mkdir(folder("in"));
    await writeFile(folder("in", "notes.txt"), "content");
    const saved = await SavedFile.open(folder("in"), attachmentOf("content"));
    await saved.add(0, Buffer.from("content"));
    for (const name of await readdir(folder("in"))) {
      if (name.endsWith(".part")) await rm(folder("in", name));
    }
    await assert.rejects(saved.keep(), /removed meanwhile/u);
    assert.deepEqual(await readdir(folder("in")), ["notes.txt"]);
  });
});

function messageOf(id: string, file: Attachment): Message {
  return { seq: 1, id: id || randomUUID(), from: "anu", role: "student", at: 0, text: "", file };
}
