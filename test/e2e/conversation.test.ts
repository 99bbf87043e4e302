import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { memoryStore } from "@classchat/server";
import { eventually } from "../support/eventually.ts";
import { say, World } from "../support/world.ts";

describe("a conversation", () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => world.end());

  it("reaches everyone present, after it was kept, in one order [P5]", async () => {
    const host = await world.startHost();
    const [anu, ben] = [await world.member(host, "anu"), await world.member(host, "ben")];

    const sent = Array.from({ length: 20 }, (_, i) => say(i % 2 ? anu : ben, `text ${i}`));
    const bySeq = (await Promise.all(sent)).sort((a, b) => a.seq - b.seq);

    const texts = bySeq.map(({ text }) => text);
    await eventually(() => assert.deepEqual([anu.texts(), ben.texts()], [texts, texts]));
  });

  it("has a message once, however often it is handed in [P6]", async () => {
    const host = await world.startHost();
    const [anu, ben] = [await world.member(host, "anu"), await world.member(host, "ben")];
    const id = randomUUID();

    const kept = await Promise.all([say(anu, "once", id), say(anu, "once", id)]);
    const again = await say(anu, "once", id);
    const other = await say(ben, "same id, another author", id);

    assert.deepEqual([kept[0], kept[1]], [again, again]);
    assert.equal(other.seq, again.seq + 1);
    await eventually(() => assert.deepEqual(anu.texts(), ["once", "same id, another author"]));
  });

  it("takes sender, role and time from the host, never from the client [P5]", async () => {
    const host = await world.startHost();
    const anu = await world.member(host, "anu");
    const claims = { from: "mia", role: "mentor", at: 1, seq: 99, author: "account-0001" };
    const message = await anu.request("message:send", { id: randomUUID(), text: "hi", ...claims });
    assert.deepEqual([message.from, message.role, message.seq], ["anu", "student", 1]);
    assert.ok(message.at > 1);
    assert.ok(!("author" in message), "ids of accounts stay on the host");
  });

  it("is cleaned of what terminals act on before it is kept [S8]", async () => {
    const anu = await world.member(await world.startHost(), "anu");
    const { text } = await say(anu, "a\u001b[31mb\u001b]0;title\u0007\u202ec\u0000\u2028d\n\te");
    assert.equal(text, "abc\u2028d\n\te");
    const { messages } = await anu.request("room:enter", {});
    assert.equal(messages[0]?.text, text);
  });

  it("goes on in a room although another room of the host has messages [H1]", async () => {
    const host = await world.startHost({}, { names: ["physics", "maths"] });
    const anu = await world.member(host, "anu");
    const there = await world.signIn(host, "anu", "maths");
    await say(anu, "a");
    assert.equal((await say(there, "b")).seq, 1);
    assert.deepEqual(anu.texts(), ["a"]);
  });

  it("is the same after the host was started again [H2]", async () => {
    const store = { ...memoryStore(), close: async () => {} };
    const first = await world.startHost({ store });
    const anu = await world.member(first, "anu");
    await say(anu, "yesterday");
    await first.close();

    const second = await world.startHost({ store });
    const back = await world.signIn(second, "anu");
    const { messages, head } = await back.request("room:enter", {});
    assert.deepEqual([messages.map(({ text }) => text), head], [["yesterday"], 1]);
  });

  it("tells everyone that the host closes the room [P16]", async () => {
    const host = await world.startHost();
    const anu = await world.member(host, "anu");
    await host.close();
    await eventually(() => assert.equal(anu.heard("room:closing").length, 1));
  });

  it("shows who came and who left to those who stay [P14] [P15]", async () => {
    const host = await world.startHost();
    const anu = await world.member(host, "anu");
    const ben = await world.member(host, "ben");
    const changes = () => anu.heard("presence:changed");
    await eventually(() =>
      assert.ok(changes().some(({ joined }) => joined.some(({ user }) => user === "ben"))),
    );
    ben.close();
    await eventually(() => assert.deepEqual(changes().at(-1)?.left, ["ben"]));
    const { present } = await anu.request("room:enter", {});
    assert.deepEqual(present, [{ user: "anu", role: "student" }]);
  });
});
