import assert from "node:assert/strict";
import { ChatError, type DoubtLine, type Message } from "@classchat/core";
import { allMessages } from "classchat/client/all-messages";
import { realLan } from "classchat/client/lan";
import type { RoomSession } from "classchat/client/session";
import type { Chronicle } from "../support/chronicle.ts";
import { eventually } from "../support/eventually.ts";
import type { FakeHost } from "../support/fake-host.ts";
import { fakeRoom, password } from "../support/fake-room.ts";

const timing = {
  ...{ request: 500, signIn: 1_000, connect: 500, placesApart: 0, retryFirst: 10, retryMost: 40 },
  ...{ pingAfter: 200, silence: 600, search: 300 },
};

describe("a session in a room where a mentor keeps order", () => {
  const room = fakeRoom();
  let host: FakeHost;
  let told: Chronicle;
  let session: RoomSession;

  beforeEach(async () => {
    ({ host, told } = room);
    session = room.open({ lan: realLan, timing });
    await eventually(() => assert.ok(told.last("signInAsked")));
  });

  const enter = () => session.signIn({ login: "ana", password, remember: false });

  /** The host's log without those, told as it would be. */
  function clear(upTo: number): void {
    const count = host.log.filter(({ seq }) => seq <= upTo).length;
    host.emptyAt(host.log.at(-1)?.seq ?? 0);
    host.log = host.log.filter(({ seq }) => seq > upTo);
    host.tell("room:cleared", { upTo, count, by: "kim", upToAt: 7 });
  }

  function remove(seq: number): void {
    host.emptyAt(host.log.at(-1)?.seq ?? 0);
    host.log = host.log.filter((message) => message.seq !== seq);
    host.tell("message:deleted", { seq, by: "kim" });
  }

  /** Answers that request late, with what it would have answered at once. */
  function holdAnswer(name: "message:after" | "message:before" | "room:enter"): () => void {
    const answer = host.answerOf(name);
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    host.answers[name] = async (input: never) => {
      const early = answer(input);
      await released;
      return early;
    };
    return () => {
      delete host.answers[name];
      release();
    };
  }

  const asked = (name: string) => host.asked.filter((request) => request.name === name).length;

  it("tells what a mentor does, cleaned", async () => {
    await enter();
    const state = { quiet: { by: "kim\u001b[2J", endsInMs: 5_000 }, announcement: null };
    host.tell("room:stateChanged", state);
    host.tell("member:muted", { muted: { by: null, endsInMs: 60_000 } });
    host.tell("typing:changed", { users: ["b\u202een"] });
    host.tell("flood:warned", {});
    await eventually(() => assert.ok(told.last("floodWarned")));
    assert.deepEqual(told.last("state")?.state.quiet, { by: "kim", endsInMs: 5_000 });
    assert.deepEqual(told.last("muted")?.muted, { by: null, endsInMs: 60_000 });
    assert.deepEqual(told.last("typing")?.users, ["ben"]);
  });

  it("goes on behind what was cleared or deleted without asking for it [C18]", async () => {
    await enter();
    for (const text of ["one", "two", "three"]) host.say(text);
    await eventually(() => assert.equal(told.texts.length, 3));
    clear(2);
    remove(3);
    host.say("four");
    await eventually(() => assert.equal(told.texts.at(-1), "four"));
    assert.equal(asked("message:after"), 0);
    const cleared = { type: "cleared", upTo: 2, count: 2, by: "kim", upToAt: 7 };
    assert.deepEqual(told.last("cleared"), cleared);
    assert.deepEqual(told.last("deleted"), { type: "deleted", seq: 3, by: "kim" });
  });

  it("tells nothing that was removed while it waited behind a gap [C18]", async () => {
    await enter();
    host.say("one");
    await eventually(() => assert.equal(told.texts.length, 1));
    const release = holdAnswer("message:after");
    host.keep("two, lost");
    host.say("three");
    await eventually(() => assert.equal(asked("message:after"), 1));
    remove(3);
    host.say("four");
    clear(2);
    host.say("five");
    await eventually(() => assert.ok(told.last("cleared")));
    release();
    await eventually(() => assert.equal(told.texts.at(-1), "five"));
    assert.deepEqual(told.texts, ["one", "four", "five"]);
  });

  it("goes through all that is left when a clear comes while it catches up page by page [C18]", async () => {
    await enter();
    host.say("0");
    await eventually(() => assert.equal(told.texts.length, 1));
    const { port } = host;
    await host.stop();
    for (let n = 1; n <= 350; n++) host.keep(String(n));
    const release = holdAnswer("message:after");
    await host.listen(port);
    await eventually(() => assert.ok(asked("message:after") > 0));
    clear(150);
    await eventually(() => assert.ok(told.last("cleared")));
    release();
    await eventually(() => assert.equal(told.texts.at(-1), "350"));
    assert.equal(told.texts.filter((text) => Number(text) >= 150).length, 201);
  });

  it("shows no page that was on its way when it was cleared [C18]", async () => {
    await enter();
    for (const text of ["one", "two"]) host.say(text);
    const release = holdAnswer("message:before");
    const page = session.before(undefined, 10);
    await eventually(() => assert.equal(asked("message:before"), 1));
    clear(1);
    await eventually(() => assert.ok(told.last("cleared")));
    release();
    assert.deepEqual(
      (await page).messages.map(({ text }) => text),
      ["two"],
    );
  });

  it("tells how the room is before what happened while it entered [C18]", async () => {
    host.keep("one");
    host.keep("two");
    const release = holdAnswer("room:enter");
    const entering = enter();
    await eventually(() => assert.equal(asked("room:enter"), 1));
    remove(2);
    clear(1);
    host.tell("room:stateChanged", { quiet: { by: "kim", endsInMs: null }, announcement: null });
    await session.request("room:typing", {});
    release();
    await entering;
    const { messages, clearedSeq, state } = told.last("entered") ?? {};
    assert.deepEqual([messages, clearedSeq, state?.quiet], [[], 1, null]);
    const order = told.events.map(({ type }) => type).filter((type) => type !== "outbox");
    assert.deepEqual(order.slice(-4), ["entered", "deleted", "cleared", "state"]);
  });

  it("learns at its return what was removed meanwhile [C18]", async () => {
    await enter();
    for (const text of ["one", "two", "three"]) host.say(text);
    await eventually(() => assert.equal(told.texts.length, 3));
    const answer = host.answerOf("room:enter");
    host.answers["room:enter"] = (input: never) => ({
      ...(answer(input) as object),
      ...{ clearedSeq: 1, deleted: [3] },
    });
    host.log = [];
    host.emptyAt(3);
    host.drop();
    await eventually(() => assert.equal(told.of("entered").length, 2));
    const { clearedSeq, deleted, messages } = told.last("entered") ?? {};
    assert.deepEqual([clearedSeq, deleted, messages], [1, [3], []]);
    host.say("four");
    await eventually(() => assert.equal(told.texts.at(-1), "four"));
  });

  it("tells a line to the mentors once, also when it comes back [C19]", async () => {
    const [first, second] = [doubtOf("1", "why?"), doubtOf("2", "how?")];
    const answer = host.answerOf("room:enter");
    host.answers["room:enter"] = (input: never) => ({
      ...(answer(input) as object),
      doubts: [first, second],
    });
    await enter();
    host.tell("doubt:said", { line: second });
    host.tell("doubt:said", { line: doubtOf("3", "when?") });
    await eventually(() => assert.ok(told.last("doubt")));
    host.drop();
    await eventually(() => assert.equal(told.of("entered").length, 2));
    assert.deepEqual(
      told.of("entered").map(({ doubts }) => doubts.map(({ text }) => text)),
      [["why?", "how?"], []],
    );
    assert.deepEqual(
      told.of("doubt").map(({ line }) => line.text),
      ["when?"],
    );
  });

  it("tells those lines anew that a clear meanwhile has left [C19]", async () => {
    const [first, second] = [doubtOf("1", "why?"), doubtOf("2", "how?")];
    const answer = host.answerOf("room:enter");
    const nowThere = (about: object) => {
      host.answers["room:enter"] = (input: never) => ({ ...(answer(input) as object), ...about });
    };
    nowThere({ doubts: [first, second] });
    await enter();
    nowThere({ doubts: [second], clearedSeq: 3 });
    host.drop();
    await eventually(() => assert.equal(told.of("entered").length, 2));
    host.drop();
    await eventually(() => assert.equal(told.of("entered").length, 3));
    assert.deepEqual(
      told.of("entered").map(({ doubts }) => doubts.map(({ text }) => text)),
      [["why?", "how?"], ["how?"], []],
    );
  });

  it("enters anew when its own role changes, and only then [C19]", async () => {
    await enter();
    host.say("before");
    await eventually(() => assert.equal(told.texts.length, 1));
    const answer = host.answerOf("room:enter");
    const desk = { muted: [], banned: ["ben"], resetRequests: [], disk: "enough" };
    host.answers["room:enter"] = (input: never) => ({
      ...(answer(input) as object),
      ...{ me: { user: "ana", role: "mentor" }, desk },
    });
    host.tell("member:roleChanged", { member: { user: "ben", role: "mentor" } });
    host.tell("member:roleChanged", { member: { user: "ana", role: "mentor" } });
    host.say("after");
    await eventually(() => assert.deepEqual(told.last("entered")?.desk?.banned, ["ben"]));
    await eventually(() => assert.deepEqual(told.texts, ["before", "after"]));
    assert.equal(told.of("role").length, 2);
    assert.equal(asked("room:enter"), 2);
    assert.equal(host.handshakes.length, 1);
  });

  for (const reason of ["kicked", "banned"] as const) {
    it(`does not come back by itself when it was ${reason}, but when it is asked to [C20]`, async () => {
      await enter();
      host.tell("member:removed", { reason });
      host.drop();
      const connection = { state: "refused", code: reason };
      await eventually(() => assert.deepEqual(told.last("connection")?.connection, connection));
      assert.equal(host.handshakes.length, 1);

      session.comeBack();
      await eventually(() => assert.equal(told.of("entered").length, 2));
      assert.equal((await session.send("here again")).text, "here again");
    });
  }

  it("does not knock again at a room that it is banned from [C20]", async () => {
    host.refusal = "banned";
    host.drop();
    const connection = { state: "refused", code: "banned" };
    await eventually(() => assert.deepEqual(told.last("connection")?.connection, connection));
    assert.equal(host.handshakes.length, 2);
  });

  it("keeps what was refused while one may not write, and sends it when told to [C21]", async () => {
    await enter();
    for (const code of ["muted", "quiet"] as const) {
      host.answers["message:send"] = () => {
        throw new ChatError(code, { retryAfterMs: 60_000 });
      };
      await assert.rejects(session.send(code), { code });
      assert.equal(told.last("outbox")?.drafts.at(-1)?.code, code);
    }
    delete host.answers["message:send"];
    assert.equal(await session.retryAll(), 2);
    await eventually(() => assert.deepEqual(told.last("outbox")?.drafts, []));
    assert.deepEqual(
      host.log.map(({ text }) => text),
      ["muted", "quiet"],
    );
    assert.equal(await session.retryAll(), 0);
  });

  it("gives up what was refused when told to [C21]", async () => {
    await enter();
    host.answers["message:send"] = () => {
      throw new ChatError("muted");
    };
    await assert.rejects(session.send("never mind"));
    assert.equal(await session.discardAll(), 1);
    assert.deepEqual(told.last("outbox")?.drafts, []);
  });

  it("waits where it sends too fast, and drops what was removed since [C21]", async () => {
    await enter();
    const codes = ["flooding", "message-removed"] as const;
    let next = 0;
    host.answers["message:send"] = () => {
      throw new ChatError(codes[next++] ?? "internal", { retryAfterMs: 1 });
    };
    await assert.rejects(session.send("seen and removed"), { code: "message-removed" });
    assert.deepEqual(told.last("outbox")?.drafts, []);
    assert.equal(next, 2);
  });

  it("reads all there is, past holes, page by page [C25]", async () => {
    await enter();
    for (let n = 1; n <= 250; n++) host.keep(String(n));
    host.log = host.log.filter(({ seq }) => seq < 20 || seq > 180);
    const read = async (upTo?: number) => {
      const messages: Message[] = [];
      for await (const page of allMessages(session, upTo)) messages.push(...page);
      return messages.map(({ seq }) => seq);
    };
    const seqs = host.log.map(({ seq }) => seq);
    assert.deepEqual(await read(), seqs);
    assert.deepEqual(
      await read(200),
      seqs.filter((seq) => seq <= 200),
    );
  });

  it("begins anew for another account, with what that one may read [C11]", async () => {
    for (const text of ["one", "two", "three"]) host.keep(text);
    await enter();
    host.tell("session:ended", {});
    await eventually(() => assert.equal(told.of("signInAsked").length, 2));
    const honest = host.answerOf("room:enter");
    const me = { user: "ben", role: "student" };
    host.answers["room:enter"] = (input: never) => ({ ...(honest(input) as object), me });
    await enter();
    assert.equal(told.last("entered")?.me.user, "ben");
    assert.deepEqual(
      told.last("entered")?.messages.map(({ text }) => text),
      ["one", "two", "three"],
    );
    host.say("four");
    await eventually(() => assert.equal(told.texts.at(-1), "four"));
  });

  it("says why nothing can be asked for once one was put out [C20]", async () => {
    await enter();
    host.tell("member:removed", { reason: "banned" });
    await eventually(() => assert.equal(told.last("connection")?.connection.state, "refused"));
    await assert.rejects(async () => session.request("room:typing", {}), { code: "banned" });
  });
});

function doubtOf(id: string, text: string): DoubtLine {
  return {
    id: `00000000-0000-4000-8000-${id.padStart(12, "0")}`,
    ...{ student: "ana", from: "ana", role: "student", at: 1_770_000_000_000, text },
  };
}
