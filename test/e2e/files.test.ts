import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { limits } from "@classchat/core";
import { type Host, memoryBlobs, memoryStore } from "@classchat/server";
import { FolderBlobs } from "@classchat/server/adapters/folder-blobs";
import { openNedbStore } from "@classchat/server/adapters/nedb-store";
import { eventually } from "../support/eventually.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { ask, FileLines, finish, offerOf, sha256 } from "../support/file-lines.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { roomNamed, say, World } from "../support/world.ts";

describe("files", () => {
  const folder = temporaryFolder();
  let world: World;
  let host: Host;
  const lines = new FileLines();
  beforeEach(async () => {
    world = new World();
    host = await world.startHost();
  });
  afterEach(async () => {
    lines.close();
    await world.end();
  });

  const { lineTo, handIn, fetch } = lines;

  it("are announced when they are whole, and arrive as they were [F6] [F8]", async () => {
    const [anu, ben] = [await world.member(host, "anu"), await world.member(host, "ben")];
    const bytes = Buffer.from(`\ufeffone\r\ntwo ${"x".repeat(600_000)}\r\n`);
    const message = await handIn(host, anu, bytes);
    assert.equal(message.from, "anu");
    assert.match(message.text, /^one\ntwo x/u);
    const { id = "", ...file } = message.file ?? {};
    assert.deepEqual(file, { name: "notes.txt", size: bytes.length, sha256: sha256(bytes) });
    assert.deepEqual(await fetch(host, ben, id), bytes);
    assert.deepEqual((await ben.request("file:list", {})).messages, [message]);
    assert.deepEqual(
      ben.heard("message:new").flatMap(({ messages }) => messages),
      [message],
    );
  });

  it("of no bytes at all are files too [F2]", async () => {
    const anu = await world.member(host, "anu");
    const { file, text } = await handIn(host, anu, Buffer.alloc(0));
    assert.equal(text, "");
    assert.equal((await fetch(host, anu, file?.id ?? "")).length, 0);
  });

  it("that are too large are refused before a byte is sent [F1]", async () => {
    const anu = await world.member(host, "anu");
    assert.deepEqual((await anu.request("room:enter", {})).files, {
      kinds: "text",
      maxBytes: limits.file.bytes,
    });
    const offer = offerOf(Buffer.alloc(1), { size: limits.file.bytes + 1 });
    await assert.rejects(anu.request("file:offer", offer), { code: "file-too-large" });
  });

  it("that are no text, or not what was offered, are refused and removed [F1] [F9]", async () => {
    const blobs = new FolderBlobs(folder());
    const strict = await world.startHost({ blobs });
    const anu = await world.member(strict, "anu");
    await assert.rejects(handIn(strict, anu, Buffer.from("a\0b")), { code: "file-not-text" });
    const [text, other] = [Buffer.from("text"), Buffer.from("other")];
    await assert.rejects(handIn(strict, anu, text, {}, other), { code: "file-changed" });
    assert.deepEqual(await blobs.list(roomNamed(strict, "physics").id), []);

    const wide = await world.startHost({}, { files: "any" });
    const ben = await world.member(wide, "ben");
    assert.equal((await handIn(wide, ben, Buffer.from("a\0b"))).text, "");
  });

  it("go on where a lost connection left them [F7]", async () => {
    const anu = await world.member(host, "anu");
    const bytes = Buffer.from("x".repeat(limits.transfer.chunkBytes * 2));
    const offer = offerOf(bytes);
    const first = await anu.request("file:offer", offer);
    const line = await lineTo(host, first.ticket);
    await ask(line, "upload:chunk", { offset: 0, bytes: bytes.subarray(0, 100_000) });
    line.disconnect();

    const again = await anu.request("file:offer", offer);
    assert.deepEqual([again.file, again.received, again.done], [first.file, 100_000, null]);
    const message = await handIn(host, anu, bytes, offer);
    assert.deepEqual(await fetch(host, anu, first.file), bytes);
    assert.deepEqual((await fetch(host, anu, first.file, 100_000)).length, bytes.length - 100_000);
    assert.deepEqual((await anu.request("file:offer", offer)).done, message);
  });

  it("go on after a restart of the host [F7]", async () => {
    const open = async () =>
      world.startHost({
        store: await openNedbStore(folder()),
        blobs: new FolderBlobs(folder("rooms")),
      });
    const bytes = Buffer.from("0123456789".repeat(1_000));
    const offer = offerOf(bytes);
    const first = await open();
    const anu = await world.member(first, "anu");
    const { ticket } = await anu.request("file:offer", offer);
    await ask(await lineTo(first, ticket), "upload:chunk", {
      offset: 0,
      bytes: bytes.subarray(0, 6_000),
    });
    await first.close();

    const second = await open();
    const back = await world.signIn(second, "anu");
    assert.equal((await back.request("file:offer", offer)).received, 6_000);
    const { file } = await handIn(second, back, bytes, offer);
    assert.deepEqual(await fetch(second, back, file?.id ?? ""), bytes);
  });

  it("are tied to their message where the host stopped in between, and swept where there is none [F11]", async () => {
    const blobs = new FolderBlobs(folder("rooms"));
    const clock = new FakeClock();
    const store = memoryStore();
    const close = async () => {};
    const ports = { store: { ...store, close }, blobs, clock };
    const first = await world.startHost(ports);
    const anu = await world.member(first, "anu");
    const { id } = roomNamed(first, "physics");
    const message = await handIn(first, anu, Buffer.from("kept"));
    const [record] = await store.files.list(id);
    assert.ok(record);
    await store.files.remove([record.id]);
    await store.files.offer({ ...record, seq: undefined }, { accountBytes: 10, roomBytes: 10 });
    const { file: part } = await anu.request("file:offer", offerOf(Buffer.from("part")));
    const orphan = { room: id, file: "z".repeat(26) };
    await (await blobs.write(orphan, () => {})).close();
    await first.close();

    const second = await world.startHost(ports);
    const back = await world.signIn(second, "anu");
    assert.deepEqual(await fetch(second, back, message.file?.id ?? ""), Buffer.from("kept"));
    assert.ok(!(await blobs.list(id)).includes(orphan.file));
    assert.ok(await store.files.find(part), "what is young may still be gone on with");
    clock.advance(limits.file.unfinishedMs + 1);
    await second.close();
    await world.startHost(ports);
    assert.equal(await store.files.find(part), undefined);
    assert.ok(await store.files.find(record.id));
  });

  it("are for one transfer of one file, by a ticket that is used once [F5]", async () => {
    const anu = await world.member(host, "anu");
    const message = await handIn(host, anu, Buffer.from("one"));
    const { ticket } = await anu.request("file:fetch", { file: message.file?.id });
    const line = await lineTo(host, ticket);
    await assert.rejects(lineTo(host, ticket), { message: "ticket-expired" });
    await assert.rejects(lineTo(host, "t".repeat(43)), { message: "ticket-expired" });
    await assert.rejects(line.timeout(300).emitWithAck("upload:finish", {}), /timed out/u);
    await assert.rejects(ask(line, "download:start", { offset: -1 }), { code: "bad-input" });
    await anu.request("account:signOut", {}).catch(() => {});
    await new Promise<void>((resolve) => {
      if (line.disconnected) resolve();
      line.once("disconnect", () => resolve());
    });
  });

  it("of which one may not read the message are not there [F14]", async () => {
    const mia = await world.mentor(host, "mia");
    const anu = await world.member(host, "anu");
    const early = await handIn(host, anu, Buffer.from("early"));
    const ben = await world.member(host, "ben");
    const refused = { code: "file-not-found" };
    await assert.rejects(ben.request("file:fetch", { file: early.file?.id }), refused);
    assert.deepEqual((await ben.request("file:list", {})).messages, []);

    const late = await handIn(host, anu, Buffer.from("late"));
    const { ticket } = await ben.request("file:fetch", { file: late.file?.id });
    await mia.request("room:clear", { upTo: late.seq });
    await assert.rejects(ben.request("file:fetch", { file: late.file?.id }), refused);
    const line = await lineTo(host, ticket);
    await assert.rejects(ask(line, "download:start", { offset: 0 }), refused);
  });

  it("go with their message, name and all [F10] [F11]", async () => {
    const blobs = new FolderBlobs(folder("rooms"));
    const kept = await world.startHost({ store: await openNedbStore(folder()), blobs });
    const mia = await world.mentor(kept, "mia");
    const { id } = roomNamed(kept, "physics");
    const one = await handIn(kept, mia, Buffer.from("one"), { name: "secret-plan.txt" });
    const two = await handIn(kept, mia, Buffer.from("two"), { name: "secret-map.txt" });
    await mia.request("message:delete", { seq: one.seq });
    assert.deepEqual(await blobs.list(id), [two.file?.id]);
    await mia.request("room:clear", { upTo: two.seq });
    assert.deepEqual(await blobs.list(id), []);
    await kept.close();
    assert.doesNotMatch(await allText(folder()), /secret-(?:plan|map)/u);
  });

  it("are not handed in by those who may not write [F4]", async () => {
    const mia = await world.mentor(host, "mia");
    const anu = await world.member(host, "anu");
    const offer = offerOf(Buffer.from("one"));
    const { ticket } = await anu.request("file:offer", offer);
    await mia.request("member:mute", { user: "anu" });
    await assert.rejects(anu.request("file:offer", offer), { code: "muted" });
    const line = await lineTo(host, ticket);
    await ask(line, "upload:chunk", { offset: 0, bytes: Buffer.from("one") });
    await assert.rejects(finish(line), { code: "muted" });
  });

  it("given up are gone, and only by whoever offered them [F11]", async () => {
    const [anu, ben] = [await world.member(host, "anu"), await world.member(host, "ben")];
    const offer = offerOf(Buffer.from("one"));
    const { file, ticket } = await anu.request("file:offer", offer);
    await assert.rejects(ben.request("file:cancel", { file }), { code: "file-not-found" });
    await anu.request("file:cancel", { file });
    const line = await lineTo(host, ticket);
    await assert.rejects(finish(line), { code: "file-not-found" });
  });

  it("of one account have their bound, parts counted in full [F3]", async () => {
    const { accountBytes, accountFiles } = limits.file;
    const store = memoryStore();
    const wide = await world.startHost({ store }, { files: "any", "max-file": accountBytes });
    const [anu, ben] = [await world.member(wide, "anu"), await world.member(wide, "ben")];
    const huge = () => offerOf(Buffer.alloc(1), { size: accountBytes });
    const first = huge();
    const { file } = await anu.request("file:offer", first);
    const record = await store.files.find(file);
    assert.ok(record);
    for (let seq = 1; seq < accountFiles; seq++) {
      const whole = { ...record, id: `${seq}`.repeat(26), draft: randomUUID(), seq };
      await store.files.offer(whole, { accountBytes: Infinity, roomBytes: Infinity });
    }
    await assert.rejects(anu.request("file:offer", huge()), { code: "files-full" });
    assert.equal((await anu.request("file:offer", first)).file, file, "the same one again is none");
    await ben.request("file:offer", huge());
    await anu.request("file:cancel", { file });
    await anu.request("file:offer", huge());
  });

  it("stop at a disk that is nearly full, and messages at one that is full [F3]", async () => {
    const clock = new FakeClock();
    let free = limits.file.freeBytesForFiles + 10;
    const blobs = { ...memoryBlobs(), freeBytes: async () => free };
    const small = await world.startHost({ blobs, clock });
    const [mia, anu] = [await world.mentor(small, "mia"), await world.member(small, "anu")];
    const offer = (size: number) => anu.request("file:offer", offerOf(Buffer.alloc(size)));
    await offer(10);
    await assert.rejects(offer(11), { code: "disk-low" });
    await eventually(() => assert.equal(mia.heard("desk:changed").at(-1)?.disk, "low"));
    await offer(10);
    free = limits.file.freeBytesForMessages;
    clock.advance(2_000);
    await assert.rejects(offer(0), { code: "disk-low" });
    await say(anu, "still room for words");
    free -= 1;
    clock.advance(2_000);
    await assert.rejects(say(anu, "no more"), { code: "disk-full" });
    await eventually(() => {
      const states = mia.heard("desk:changed").map(({ disk }) => disk);
      assert.deepEqual(states, ["low", "full"]);
    });
  });
});

async function allText(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = files.map((entry) => readFile(join(entry.parentPath, entry.name), "latin1"));
  return (await Promise.all(texts)).join("\n");
}
