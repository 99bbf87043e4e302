import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ChatError } from "@classchat/core";
import { eventually } from "../support/eventually.ts";
import { roomId } from "../support/fake-host.ts";
import { fakeRoom } from "../support/fake-room.ts";

describe("a session that sends", () => {
  const room = fakeRoom();
  const { folder } = room;

  it("tells who comes in, once, of pasted texts that were not sent, and no other account [C68]", async () => {
    const place = folder("client", "pasted", roomId, "ana", "0-crashed");
    await mkdir(place, { recursive: true });
    await writeFile(join(place, "pasted-142305.txt"), "one\n");
    const left = () => room.told.of("pastedLeft");
    const session = await room.enter();
    assert.deepEqual(left(), [{ type: "pastedLeft", count: 1 }]);
    room.host.drop();
    await eventually(() => assert.equal(room.told.of("entered").length, 2));
    assert.equal(left().length, 1);
    assert.equal(await session.discardAll(), 1);
    assert.equal(await session.retryAll(), 0);
  });

  it("sends a message again under the same id when its reply was lost [C12]", async () => {
    const session = await room.enter();
    const honest: typeof room.host.answers = { ...room.host.answers };
    let lost = 0;
    room.host.answers["message:send"] = ({ id, text }: { id: string; text: string }) => {
      if (!room.host.log.some((message) => message.id === id)) {
        room.host.keep(text, id);
        lost++;
        room.host.drop();
        return undefined;
      }
      return room.host.log.find((message) => message.id === id);
    };
    const message = await session.send("hello");
    Object.assign(room.host.answers, honest);
    assert.equal(lost, 1);
    assert.equal(room.host.log.length, 1);
    assert.equal(message.seq, 1);
    await eventually(() => assert.deepEqual(room.told.texts, ["hello"]));
  });

  it("sends in order, one at a time, what was written while the host was away [C12]", async () => {
    const session = await room.enter();
    const { port } = room.host;
    await room.host.stop();
    await eventually(() => assert.equal(room.told.last("connection")?.connection.state, "offline"));
    const sent = ["one", "two", "three"].map((text) => session.send(text));
    await eventually(() => assert.equal(room.told.last("outbox")?.drafts.length, 3));
    await room.host.listen(port);
    await Promise.all(sent);
    assert.deepEqual(
      room.host.log.map(({ text }) => text),
      ["one", "two", "three"],
    );
    assert.deepEqual(room.told.last("outbox")?.drafts, []);
  });

  it("takes up the drafts of an earlier run, before the host was ever reached [C13]", async () => {
    const signIn = await room.rememberAna();
    const { port } = room.host;
    await room.host.stop();
    const earlier = room.open({ signIn });
    await eventually(() => assert.equal(room.told.last("connection")?.connection.state, "offline"));
    earlier.send("left behind").catch(() => {});
    await eventually(() => assert.equal(room.told.last("outbox")?.drafts.length, 1));
    await earlier.close();

    await room.host.listen(port);
    room.open({ signIn });
    await eventually(() =>
      assert.deepEqual(
        room.host.log.map(({ text }) => text),
        ["left behind"],
      ),
    );
    await eventually(() => assert.deepEqual(room.told.last("outbox")?.drafts, []));
  });

  it("takes what is said before its outbox was read [C73]", async () => {
    const session = room.open({ signIn: await room.rememberAna() });
    const sent = ["one", "two"].map((text) => session.send(text));
    await Promise.all(sent);
    assert.deepEqual(room.told.texts, ["one", "two"]);
  });

  it("waits as long as the host asks, then sends again", async () => {
    const session = await room.enter();
    let refusals = 2;
    room.host.answers["message:send"] = ({ id, text }: { id: string; text: string }) => {
      if (refusals-- > 0) throw new ChatError("slow-down", { retryAfterMs: 30 });
      return room.host.keep(text, id);
    };
    assert.equal((await session.send("patience")).seq, 1);
  });

  it("keeps a refused draft, says why, and sends the next one [C13]", async () => {
    const session = await room.enter();
    room.host.answers["message:send"] = ({ id, text }: { id: string; text: string }) => {
      if (text === "bad") throw new ChatError("not-allowed");
      return room.host.keep(text, id);
    };
    await assert.rejects(session.send("bad"), { code: "not-allowed" });
    await session.send("good");
    const { id, state, code } = room.told.last("outbox")?.drafts[0] ?? {};
    assert.deepEqual([state, code], ["failed", "not-allowed"]);
    await session.discard(id ?? "");
    assert.deepEqual(room.told.last("outbox")?.drafts, []);
  });

  it("refuses before sending what the host would refuse", async () => {
    const session = await room.enter();
    await assert.rejects(session.send("x".repeat(4_001)), { code: "message-too-long" });
    await assert.rejects(session.send(" \n"), { code: "message-empty" });
    assert.equal(room.host.asked.filter(({ name }) => name === "message:send").length, 0);
  });
});
