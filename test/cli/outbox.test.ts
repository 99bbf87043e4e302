import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readdir, stat, writeFile } from "node:fs/promises";
import { Outbox } from "classchat/client/outbox";
import { temporaryFolder } from "../support/temporary-folder.ts";

const room = "physics22222";

describe("the outbox", () => {
  const folder = temporaryFolder();
  const draft = (text: string) => ({ id: randomUUID(), text, at: 1 });
  const open = (user = "ana", onDamaged: (keptAs: string) => void = assert.fail) =>
    new Outbox({ folder: folder(), room, user, onDamaged });
  const texts = async (outbox: Outbox) => (await outbox.list()).map(({ text }) => text);

  it("keeps drafts in their order for the next run [C13]", async () => {
    const outbox = open();
    for (const text of ["one", "two", "three"]) await outbox.add(draft(text));
    assert.deepEqual(await texts(open()), ["one", "two", "three"]);
  });

  it("is one for all processes of a person: each sees what the others keep and remove", async () => {
    const [first, second] = [open(), open("ANA")];
    const shared = draft("shared");
    await first.add(shared);
    await second.add(draft("second"));
    await first.add(draft("third"));
    assert.deepEqual(await texts(second), ["shared", "second", "third"]);
    await second.remove(shared.id);
    await first.remove(shared.id);
    assert.deepEqual(await texts(first), ["second", "third"]);
  });

  it("loses nothing when two processes keep at once", async () => {
    const boxes = [open(), open()];
    const all = Array.from({ length: 30 }, (_, n) => draft(String(n)));
    await Promise.all(all.map((one, n) => boxes[n % 2]?.add(one)));
    assert.equal((await open().list()).length, 30);
  });

  it("keeps a text byte by byte", async () => {
    const text = "a\r\n\tb \u2028 😀 \u0000";
    await open().add(draft(text));
    assert.deepEqual(await texts(open()), [text]);
  });

  it("remembers why a draft was refused, until it is sent again", async () => {
    const refused = draft("x");
    await open().add(refused);
    await open().mark(refused.id, "not-allowed");
    assert.equal((await open().list())[0]?.failed, "not-allowed");
    await open().mark(refused.id, undefined);
    assert.equal((await open().list())[0]?.failed, undefined);
  });

  it("sets aside what it cannot read, says so, and gives the rest [C9]", async () => {
    const outbox = open("ana", (path) => keptAs.push(path));
    const keptAs: string[] = [];
    await outbox.add(draft("whole"));
    const home = folder("outbox", room, "ana");
    await writeFile(`${home}/000000000000-${randomUUID()}.json`, '{"id":"');
    await writeFile(`${home}/000000000009-${randomUUID()}.json`, JSON.stringify(draft("other id")));
    await writeFile(`${home}/notes.txt`, "not ours");
    assert.deepEqual(await texts(outbox), ["whole"]);
    assert.equal(keptAs.length, 2);
    assert.deepEqual(await texts(open()), ["whole"]);
  });

  it("keeps each person's drafts apart, under names that any file system takes", async () => {
    const users = ["ana", "con", "..", "../../etc", "a/b", "ñandú", "x".repeat(200), "a.", "a*"];
    for (const user of users) await open(user).add(draft(user));
    for (const user of users) assert.deepEqual(await texts(open(user)), [user]);
    const names = await readdir(folder("outbox", room));
    assert.equal(names.length, users.length);
    for (const name of names) assert.match(name, /^~?[a-z0-9]{2,40}$/u);
  });

  it("is read by its owner alone", async function () {
    if (process.platform === "win32") this.skip();
    await open().add(draft("private"));
    const home = folder("outbox", room, "ana");
    const [name = ""] = await readdir(home);
    assert.equal((await stat(home)).mode & 0o777, 0o700);
    assert.equal((await stat(`${home}/${name}`)).mode & 0o777, 0o600);
  });
});
