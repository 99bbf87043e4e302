import assert from "node:assert/strict";
import { eventually } from "../support/eventually.ts";
import { FakeHost } from "../support/fake-host.ts";
import { fakeRoom } from "../support/fake-room.ts";

describe("a session whose connection fails", () => {
  const room = fakeRoom();
  const { folder } = room;

  it("comes back with the token and tells only what it missed", async () => {
    await room.enter();
    room.host.say("one");
    await eventually(() => assert.deepEqual(room.told.texts, ["one"]));
    room.host.drop();
    room.host.keep("two");
    await eventually(() => assert.deepEqual(room.told.texts, ["one", "two"]));
    assert.equal(room.told.of("entered").length, 2);
    assert.equal(room.told.last("entered")?.restarted, false);
  });

  it("comes back page by page after a long absence, with nothing left out or doubled [C10]", async () => {
    await room.enter();
    room.host.say("0");
    await eventually(() => assert.deepEqual(room.told.texts, ["0"]));
    const port = room.host.port;
    await room.host.stop();
    for (let n = 1; n <= 250; n++) room.host.keep(String(n));
    await room.host.listen(port);
    await eventually(() => assert.equal(room.told.texts.length, 251));
    assert.deepEqual(
      room.told.texts,
      Array.from({ length: 251 }, (_, n) => String(n)),
    );
  });

  it("fills a gap before it goes on, and drops what comes twice [C10]", async () => {
    await room.enter();
    const first = room.host.say("one");
    room.host.keep("lost");
    room.host.say("three");
    room.host.tell("message:new", { messages: [first] });
    room.host.say("four");
    await eventually(() => assert.deepEqual(room.told.texts, ["one", "lost", "three", "four"]));
  });

  it("goes on behind a message that is no longer there", async () => {
    await room.enter();
    room.host.say("one");
    room.host.keep("deleted");
    room.host.log.pop();
    room.host.log.push({ ...room.host.keep("three"), seq: 3 });
    room.host.log.splice(1, 1);
    room.host.tell("message:new", { messages: [room.host.log.at(-1)] });
    await eventually(() => assert.deepEqual(room.told.texts, ["one", "three"]));
  });

  it("says when the host's log is another one, and tells it from its start [C11]", async () => {
    await room.enter();
    for (const text of ["a", "b", "c"]) room.host.say(text);
    await eventually(() => assert.equal(room.told.texts.length, 3));
    room.host.restore(["restored"]);
    room.host.drop();
    await eventually(() => assert.equal(room.told.last("entered")?.restarted, true));
    assert.deepEqual(
      room.told.last("entered")?.messages.map(({ text }) => text),
      ["restored"],
    );
  });

  it("follows its room to another address, past another host at the old one [C15]", async () => {
    await room.enter();
    const { port } = room.host;
    await room.host.stop();
    const other = new FakeHost(folder("other"));
    await other.listen(port);
    await room.host.listen();
    await eventually(() => assert.equal(room.told.last("connection")?.connection.state, "offline"));
    room.find();
    await eventually(() => assert.equal(room.told.of("entered").length, 2));
    await other.stop();
    assert.deepEqual(other.handshakes, []);
  });

  it("gives up when only another key answers for its room [C15]", async () => {
    await room.enter();
    const { port } = room.host;
    await room.host.stop();
    const other = new FakeHost(folder("other"));
    await other.listen(port);
    const connection = { state: "refused", code: "key-changed" };
    await eventually(() => assert.deepEqual(room.told.last("connection")?.connection, connection));
    await other.stop();
    assert.deepEqual(other.handshakes, []);
  });

  it("notices a host that falls silent [C14]", async () => {
    await room.enter();
    const held = room.host.hold();
    await eventually(() => assert.equal(room.told.last("connection")?.connection.state, "offline"));
    held();
  });
});
