import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createServer } from "node:tls";
import { ChatError } from "@classchat/core";
import { openHostKey } from "@classchat/server/adapters/host-key";
import { type FoundRoom, type Lan, realLan } from "classchat/client/lan";
import { RoomSession, type SessionOptions } from "classchat/client/session";
import { SignIns } from "classchat/client/sign-ins";
import { Chronicle } from "../support/chronicle.ts";
import { eventually } from "../support/eventually.ts";
import { FakeHost, roomId } from "../support/fake-host.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const timing = {
  ...{ request: 300, signIn: 1_000, placesApart: 0 },
  ...{ connect: 500, retryFirst: 10, retryMost: 40 },
  ...{ pingAfter: 60, silence: 200, search: 300 },
};
const password = "correct horse";

describe("a session", () => {
  const folder = temporaryFolder();
  let host: FakeHost;
  let told: Chronicle;
  let found: Partial<FoundRoom>[];
  let tellFound: () => void;
  const sessions: RoomSession[] = [];

  beforeEach(async () => {
    host = new FakeHost(folder("host"));
    await host.listen();
    told = new Chronicle();
    found = [];
    tellFound = () => {};
  });
  afterEach(async () => {
    await Promise.all(sessions.splice(0).map((session) => session.close()));
    await host.stop();
  });

  const lan: Lan = {
    ...realLan,
    find: () => ({
      rooms: () => found as FoundRoom[],
      onChange(listener) {
        tellFound = listener;
        return () => {};
      },
      query() {},
      close() {},
    }),
  };

  function open(more: Partial<SessionOptions> = {}, chronicle = told): RoomSession {
    const { fingerprint, port } = host;
    const session = new RoomSession({
      room: { id: roomId, fingerprint, address: "127.0.0.1", port },
      signIns: new SignIns(folder("client"), assert.fail),
      folder: folder("client"),
      ...{ lan, timing, onTrouble: assert.fail },
      onEvent: (event) => chronicle.events.push(event),
      ...more,
    });
    sessions.push(session);
    session.start();
    return session;
  }

  async function enter(more: Partial<SessionOptions> = {}): Promise<RoomSession> {
    const session = open(more);
    await eventually(() => assert.ok(told.last("signInAsked")));
    await session.signIn({ login: "ana", password, remember: true });
    return session;
  }

  async function rememberAna(): Promise<SessionOptions["signIn"]> {
    const { fingerprint } = host;
    const [device, token] = ["d".repeat(43), "t".repeat(43)];
    const signIn = { fingerprint, user: "ana", login: "ana", device, token };
    await new SignIns(folder("client"), assert.fail).remember(signIn);
    return signIn;
  }

  it("asks a guest to sign in, and enters", async () => {
    host.keep("before");
    await enter();
    assert.equal(told.last("entered")?.me.user, "ana");
    assert.deepEqual(told.texts, ["before"]);
  });

  it("says why a sign-in was refused, and can try again", async () => {
    const session = open();
    await eventually(() => assert.ok(told.last("signInAsked")));
    const wrong = session.signIn({ login: "ana", password: "wrong", remember: false });
    await assert.rejects(wrong, { code: "wrong-password" });
    await session.signIn({ login: "ana", password, remember: false });
    assert.ok(told.last("entered"));
  });

  it("gives a line that moves longer than one that stands still [P28]", async function () {
    this.slow(8_000);
    const session = open({ timing: { ...timing, signIn: 1_500, silence: 20_000 } });
    await eventually(() => assert.ok(told.last("signInAsked")));
    host.answers["account:signIn"] = async () => {
      for (let before = 20; before > 0; before--) {
        host.tell("account:waiting", { before });
        await delay(100);
      }
      return { token: "t".repeat(43), device: "d".repeat(43) };
    };
    await session.signIn({ login: "ana", password, remember: false });
    assert.equal(told.of("waiting").length, 20);
    host.answers["account:signIn"] = () => undefined;
    const stuck = session.signIn({ login: "ana", password, remember: false });
    await assert.rejects(stuck, { code: "timed-out" });
  });

  it("hears its place only while it waits for one, and not without end [P29]", async () => {
    const session = open({ timing: { ...timing, placesApart: 60_000 } });
    await eventually(() => assert.ok(told.last("signInAsked")));
    host.tell("account:waiting", { before: 1 });
    host.answers["account:signIn"] = () => {
      for (const before of ["many", -1, 1e9, 7, 6, 5]) host.tell("account:waiting", { before });
      return { token: "t".repeat(43), device: "d".repeat(43) };
    };
    await session.signIn({ login: "ana", password, remember: false });
    assert.deepEqual(told.of("waiting"), [{ type: "waiting", before: 7 }]);
  });

  it("tells who comes in, once, of pasted texts that were not sent, and no other account [C68]", async () => {
    const place = folder("client", "pasted", roomId, "ana", "0-crashed");
    await mkdir(place, { recursive: true });
    await writeFile(join(place, "pasted-142305.txt"), "one\n");
    const left = () => told.of("pastedLeft");
    const session = await enter();
    assert.deepEqual(left(), [{ type: "pastedLeft", count: 1 }]);
    host.drop();
    await eventually(() => assert.equal(told.of("entered").length, 2));
    assert.equal(left().length, 1);
    assert.equal(await session.discardAll(), 1);
    assert.equal(await session.retryAll(), 0);
  });

  it("keeps the token only if the user wants to stay signed in [C16]", async () => {
    const session = await enter();
    const signIns = new SignIns(folder("client"), assert.fail);
    assert.equal((await signIns.at(host.fingerprint))[0]?.token, "t".repeat(43));
    await session.signIn({ login: "ana", password, remember: false });
    assert.equal((await signIns.at(host.fingerprint))[0]?.token, undefined);
    assert.equal((await signIns.at(host.fingerprint))[0]?.device, "d".repeat(43));
  });

  it("tells the host that the device is known", async () => {
    const session = await enter();
    await session.signIn({ login: "ana", password, remember: true });
    const devices = host.asked
      .filter(({ name }) => name === "account:signIn")
      .map(({ input }) => (input as { device?: string }).device);
    assert.deepEqual(devices, [undefined, "d".repeat(43)]);
  });

  it("comes back with the token and tells only what it missed", async () => {
    await enter();
    host.say("one");
    await eventually(() => assert.deepEqual(told.texts, ["one"]));
    host.drop();
    host.keep("two");
    await eventually(() => assert.deepEqual(told.texts, ["one", "two"]));
    assert.equal(told.of("entered").length, 2);
    assert.equal(told.last("entered")?.restarted, false);
  });

  it("comes back page by page after a long absence, with nothing left out or doubled [C10]", async () => {
    await enter();
    host.say("0");
    await eventually(() => assert.deepEqual(told.texts, ["0"]));
    const port = host.port;
    await host.stop();
    for (let n = 1; n <= 250; n++) host.keep(String(n));
    await host.listen(port);
    await eventually(() => assert.equal(told.texts.length, 251));
    assert.deepEqual(
      told.texts,
      Array.from({ length: 251 }, (_, n) => String(n)),
    );
  });

  it("fills a gap before it goes on, and drops what comes twice [C10]", async () => {
    await enter();
    const first = host.say("one");
    host.keep("lost");
    host.say("three");
    host.tell("message:new", { messages: [first] });
    host.say("four");
    await eventually(() => assert.deepEqual(told.texts, ["one", "lost", "three", "four"]));
  });

  it("goes on behind a message that is no longer there", async () => {
    await enter();
    host.say("one");
    host.keep("deleted");
    host.log.pop();
    host.log.push({ ...host.keep("three"), seq: 3 });
    host.log.splice(1, 1);
    host.tell("message:new", { messages: [host.log.at(-1)] });
    await eventually(() => assert.deepEqual(told.texts, ["one", "three"]));
  });

  it("says when the host's log is another one, and tells it from its start [C11]", async () => {
    await enter();
    for (const text of ["a", "b", "c"]) host.say(text);
    await eventually(() => assert.equal(told.texts.length, 3));
    host.restore(["restored"]);
    host.drop();
    await eventually(() => assert.equal(told.last("entered")?.restarted, true));
    assert.deepEqual(
      told.last("entered")?.messages.map(({ text }) => text),
      ["restored"],
    );
  });

  it("sends a message again under the same id when its reply was lost [C12]", async () => {
    const session = await enter();
    const honest: typeof host.answers = { ...host.answers };
    let lost = 0;
    host.answers["message:send"] = ({ id, text }: { id: string; text: string }) => {
      if (!host.log.some((message) => message.id === id)) {
        host.keep(text, id);
        lost++;
        host.drop();
        return undefined;
      }
      return host.log.find((message) => message.id === id);
    };
    const message = await session.send("hello");
    Object.assign(host.answers, honest);
    assert.equal(lost, 1);
    assert.equal(host.log.length, 1);
    assert.equal(message.seq, 1);
    await eventually(() => assert.deepEqual(told.texts, ["hello"]));
  });

  it("sends in order, one at a time, what was written while the host was away [C12]", async () => {
    const session = await enter();
    const { port } = host;
    await host.stop();
    await eventually(() => assert.equal(told.last("connection")?.connection.state, "offline"));
    const sent = ["one", "two", "three"].map((text) => session.send(text));
    await eventually(() => assert.equal(told.last("outbox")?.drafts.length, 3));
    await host.listen(port);
    await Promise.all(sent);
    assert.deepEqual(
      host.log.map(({ text }) => text),
      ["one", "two", "three"],
    );
    assert.deepEqual(told.last("outbox")?.drafts, []);
  });

  it("takes up the drafts of an earlier run, before the host was ever reached [C13]", async () => {
    const signIn = await rememberAna();
    const { port } = host;
    await host.stop();
    const earlier = open({ signIn });
    await eventually(() => assert.equal(told.last("connection")?.connection.state, "offline"));
    earlier.send("left behind").catch(() => {});
    await eventually(() => assert.equal(told.last("outbox")?.drafts.length, 1));
    await earlier.close();

    await host.listen(port);
    open({ signIn });
    await eventually(() =>
      assert.deepEqual(
        host.log.map(({ text }) => text),
        ["left behind"],
      ),
    );
    await eventually(() => assert.deepEqual(told.last("outbox")?.drafts, []));
  });

  it("takes what is said before its outbox was read [C73]", async () => {
    const session = open({ signIn: await rememberAna() });
    const sent = ["one", "two"].map((text) => session.send(text));
    await Promise.all(sent);
    assert.deepEqual(told.texts, ["one", "two"]);
  });

  it("waits as long as the host asks, then sends again", async () => {
    const session = await enter();
    let refusals = 2;
    host.answers["message:send"] = ({ id, text }: { id: string; text: string }) => {
      if (refusals-- > 0) throw new ChatError("slow-down", { retryAfterMs: 30 });
      return host.keep(text, id);
    };
    assert.equal((await session.send("patience")).seq, 1);
  });

  it("keeps a refused draft, says why, and sends the next one [C13]", async () => {
    const session = await enter();
    host.answers["message:send"] = ({ id, text }: { id: string; text: string }) => {
      if (text === "bad") throw new ChatError("not-allowed");
      return host.keep(text, id);
    };
    await assert.rejects(session.send("bad"), { code: "not-allowed" });
    await session.send("good");
    const { id, state, code } = told.last("outbox")?.drafts[0] ?? {};
    assert.deepEqual([state, code], ["failed", "not-allowed"]);
    await session.discard(id ?? "");
    assert.deepEqual(told.last("outbox")?.drafts, []);
  });

  it("refuses before sending what the host would refuse", async () => {
    const session = await enter();
    await assert.rejects(session.send("x".repeat(4_001)), { code: "message-too-long" });
    await assert.rejects(session.send(" \n"), { code: "message-empty" });
    assert.equal(host.asked.filter(({ name }) => name === "message:send").length, 0);
  });

  it("asks to sign in again when the stored token is worth nothing, and forgets it [C16]", async () => {
    const signIn = await rememberAna();
    host.tokens.clear();
    open({ signIn });
    await eventually(() => assert.equal(told.last("signInAsked")?.code, "session-ended"));
    const signIns = new SignIns(folder("client"), assert.fail);
    assert.equal((await signIns.at(host.fingerprint))[0]?.token, undefined);
  });

  it("is a guest again when its session was ended from elsewhere", async () => {
    await enter();
    host.tokens.clear();
    host.tell("session:ended", {});
    await eventually(() => assert.equal(told.last("signInAsked")?.code, "session-ended"));
  });

  it("ends for good with a host of another protocol", async () => {
    host.refusal = "other-protocol";
    open();
    const connection = { state: "refused", code: "other-protocol" };
    await eventually(() => assert.deepEqual(told.last("connection")?.connection, connection));
  });

  it("sends a host with another key not one byte after the handshake [C7]", async () => {
    const { key, certificate } = await openHostKey(folder("impostor"));
    let bytes = 0;
    const impostor = createServer({ key, cert: certificate }, (socket) => {
      socket.on("data", (data) => {
        bytes += data.length;
      });
      socket.on("error", () => {});
    }).listen(0, "127.0.0.1");
    await once(impostor, "listening");
    const { port } = impostor.address() as AddressInfo;
    const room = { id: roomId, fingerprint: host.fingerprint, address: "127.0.0.1", port };
    const signIn = await rememberAna();

    const session = open({ room, signIn });
    const connection = { state: "refused", code: "key-changed" };
    await eventually(() => assert.deepEqual(told.last("connection")?.connection, connection));

    await session.close();
    impostor.close();
    await once(impostor, "close");
    assert.equal(bytes, 0);
  });

  it("follows its room to another address, past another host at the old one [C15]", async () => {
    await enter();
    const { port } = host;
    await host.stop();
    const other = new FakeHost(folder("other"));
    await other.listen(port);
    await host.listen();
    await eventually(() => assert.equal(told.last("connection")?.connection.state, "offline"));
    found = [{ id: roomId, fingerprint: host.fingerprint, address: "127.0.0.1", port: host.port }];
    tellFound();
    await eventually(() => assert.equal(told.of("entered").length, 2));
    await other.stop();
    assert.deepEqual(other.handshakes, []);
  });

  it("gives up when only another key answers for its room [C15]", async () => {
    await enter();
    const { port } = host;
    await host.stop();
    const other = new FakeHost(folder("other"));
    await other.listen(port);
    const connection = { state: "refused", code: "key-changed" };
    await eventually(() => assert.deepEqual(told.last("connection")?.connection, connection));
    await other.stop();
    assert.deepEqual(other.handshakes, []);
  });

  it("shrugs off notices and replies that have not the agreed shape [C17]", async () => {
    const session = await enter();
    let deep: unknown = [];
    for (let n = 0; n < 2_000; n++) deep = [deep];
    for (const payload of [
      null,
      7,
      "x",
      [],
      deep,
      { messages: "x" },
      { messages: [{ seq: -1 }] },
    ]) {
      host.tell("message:new", payload);
      host.tell("presence:changed", payload);
    }
    for (const payload of [null, 7, []]) host.tell("session:ended", payload);
    host.answers["message:before"] = () => ({ epoch: "x", head: -1, messages: [deep] });
    await assert.rejects(session.before(undefined, 10), { code: "internal" });
    host.say("still here");
    await eventually(() => assert.deepEqual(told.texts.at(-1), "still here"));
  });

  it("cleans what it tells of control characters [C17]", async () => {
    await enter();
    host.say("a\u001b[31mb");
    const joined = [{ user: "b\u001b]0;x\u0007en", role: "student" }];
    host.tell("presence:changed", { joined, left: ["c\u009b2Jarl"] });
    await eventually(() => assert.ok(told.last("presence")));
    assert.deepEqual(told.texts, ["ab"]);
    const { joined: [ben] = [], left } = told.last("presence") ?? {};
    assert.deepEqual([ben?.user, left], ["ben", ["carl"]]);
  });

  it("never writes outside its folder, whatever name the host gives [C17]", async () => {
    host.answers["room:enter"] = () => ({
      ...{ me: { user: "../../../ana", role: "student" }, card: host.card(), epoch: host.epoch },
      ...{ head: 0, readableAbove: 0, lastRead: 0, messages: [], present: [] },
      ...host.untouched(),
    });
    host.answers["message:send"] = () => {
      throw new ChatError("not-allowed");
    };
    const session = await enter();
    await assert.rejects(session.send("kept"));
    assert.equal((await readdir(folder("client", "outbox", roomId))).length, 1);
  });

  it("notices a host that falls silent [C14]", async () => {
    await enter();
    const held = host.hold();
    await eventually(() => assert.equal(told.last("connection")?.connection.state, "offline"));
    held();
  });

  it("lets several rooms live in one process", async () => {
    const second = new FakeHost(folder("second"));
    await second.listen();
    const [one, two] = [await enter(), new Chronicle()];
    const { fingerprint, port } = second;
    const other = open({ room: { id: roomId, fingerprint, address: "127.0.0.1", port } }, two);
    await eventually(() => assert.ok(two.last("signInAsked")));
    await other.signIn({ login: "ana", password, remember: false });
    await one.send("here");
    await other.send("there");
    await eventually(() => assert.deepEqual([told.texts, two.texts], [["here"], ["there"]]));
    await other.close();
    await second.stop();
  });

  it("signs out, and is a guest again", async () => {
    const session = await enter();
    await session.signOut();
    await eventually(() => assert.equal(told.of("signInAsked").length, 2));
    assert.equal(told.last("signInAsked")?.code, undefined);
    const signIns = new SignIns(folder("client"), assert.fail);
    assert.equal((await signIns.at(host.fingerprint))[0]?.token, undefined);
  });
});
