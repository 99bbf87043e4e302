import assert from "node:assert/strict";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { createServer } from "node:tls";
import { ChatError } from "@classchat/core";
import { openHostKey } from "@classchat/server/adapters/host-key";
import { Chronicle } from "../support/chronicle.ts";
import { eventually } from "../support/eventually.ts";
import { FakeHost, roomId } from "../support/fake-host.ts";
import { fakeRoom, password, timing } from "../support/fake-room.ts";

describe("a session", () => {
  const room = fakeRoom();
  const { folder } = room;

  it("asks a guest to sign in, and enters", async () => {
    room.host.keep("before");
    await room.enter();
    assert.equal(room.told.last("entered")?.me.user, "ana");
    assert.deepEqual(room.told.texts, ["before"]);
  });

  it("says why a sign-in was refused, and can try again", async () => {
    const session = room.open();
    await eventually(() => assert.ok(room.told.last("signInAsked")));
    const wrong = session.signIn({ login: "ana", password: "wrong", remember: false });
    await assert.rejects(wrong, { code: "wrong-password" });
    await session.signIn({ login: "ana", password, remember: false });
    assert.ok(room.told.last("entered"));
  });

  it("gives a line that moves longer than one that stands still [P28]", async function () {
    this.slow(8_000);
    const session = room.open({ timing: { ...timing, signIn: 1_500, silence: 20_000 } });
    await eventually(() => assert.ok(room.told.last("signInAsked")));
    room.host.answers["account:signIn"] = async () => {
      for (let before = 20; before > 0; before--) {
        room.host.tell("account:waiting", { before });
        await delay(100);
      }
      return { token: "t".repeat(43), device: "d".repeat(43) };
    };
    await session.signIn({ login: "ana", password, remember: false });
    assert.equal(room.told.of("waiting").length, 20);
    room.host.answers["account:signIn"] = () => undefined;
    const stuck = session.signIn({ login: "ana", password, remember: false });
    await assert.rejects(stuck, { code: "timed-out" });
  });

  it("hears its place only while it waits for one, and not without end [P29]", async () => {
    const session = room.open({ timing: { ...timing, placesApart: 60_000 } });
    await eventually(() => assert.ok(room.told.last("signInAsked")));
    room.host.tell("account:waiting", { before: 1 });
    room.host.answers["account:signIn"] = () => {
      for (const before of ["many", -1, 1e9, 7, 6, 5])
        room.host.tell("account:waiting", { before });
      return { token: "t".repeat(43), device: "d".repeat(43) };
    };
    await session.signIn({ login: "ana", password, remember: false });
    assert.deepEqual(room.told.of("waiting"), [{ type: "waiting", before: 7 }]);
  });

  it("keeps the token only if the user wants to stay signed in [C16]", async () => {
    const session = await room.enter();
    const { signIns } = room;
    assert.equal((await signIns.at(room.host.fingerprint))[0]?.token, "t".repeat(43));
    await session.signIn({ login: "ana", password, remember: false });
    assert.equal((await signIns.at(room.host.fingerprint))[0]?.token, undefined);
    assert.equal((await signIns.at(room.host.fingerprint))[0]?.device, "d".repeat(43));
  });

  it("tells the host that the device is known", async () => {
    const session = await room.enter();
    await session.signIn({ login: "ana", password, remember: true });
    const devices = room.host.asked
      .filter(({ name }) => name === "account:signIn")
      .map(({ input }) => (input as { device?: string }).device);
    assert.deepEqual(devices, [undefined, "d".repeat(43)]);
  });

  it("asks to sign in again when the stored token is worth nothing, and forgets it [C16]", async () => {
    const signIn = await room.rememberAna();
    room.host.tokens.clear();
    room.open({ signIn });
    await eventually(() => assert.equal(room.told.last("signInAsked")?.code, "session-ended"));
    const { signIns } = room;
    assert.equal((await signIns.at(room.host.fingerprint))[0]?.token, undefined);
  });

  it("is a guest again when its session was ended from elsewhere", async () => {
    await room.enter();
    room.host.tokens.clear();
    room.host.tell("session:ended", {});
    await eventually(() => assert.equal(room.told.last("signInAsked")?.code, "session-ended"));
  });

  it("ends for good with a host of another protocol", async () => {
    room.host.refusal = "other-protocol";
    room.open();
    const connection = { state: "refused", code: "other-protocol" };
    await eventually(() => assert.deepEqual(room.told.last("connection")?.connection, connection));
  });

  it("shrugs off notices and replies that have not the agreed shape [C17]", async () => {
    const session = await room.enter();
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
      room.host.tell("message:new", payload);
      room.host.tell("presence:changed", payload);
    }
    for (const payload of [null, 7, []]) room.host.tell("session:ended", payload);
    room.host.answers["message:before"] = () => ({ epoch: "x", head: -1, messages: [deep] });
    await assert.rejects(session.before(undefined, 10), { code: "internal" });
    room.host.say("still here");
    await eventually(() => assert.deepEqual(room.told.texts.at(-1), "still here"));
  });

  it("cleans what it tells of control characters [C17]", async () => {
    await room.enter();
    room.host.say("a\u001b[31mb");
    const joined = [{ user: "b\u001b]0;x\u0007en", role: "student" }];
    room.host.tell("presence:changed", { joined, left: ["c\u009b2Jarl"] });
    await eventually(() => assert.ok(room.told.last("presence")));
    assert.deepEqual(room.told.texts, ["ab"]);
    const { joined: [ben] = [], left } = room.told.last("presence") ?? {};
    assert.deepEqual([ben?.user, left], ["ben", ["carl"]]);
  });

  it("never writes outside its folder, whatever name the host gives [C17]", async () => {
    room.host.answers["room:enter"] = () => ({
      ...{
        me: { user: "../../../ana", role: "student" },
        card: room.host.card(),
        epoch: room.host.epoch,
      },
      ...{ head: 0, readableAbove: 0, lastRead: 0, messages: [], present: [] },
      ...room.host.untouched(),
    });
    room.host.answers["message:send"] = () => {
      throw new ChatError("not-allowed");
    };
    const session = await room.enter();
    await assert.rejects(session.send("kept"));
    assert.equal((await readdir(folder("client", "outbox", roomId))).length, 1);
  });

  it("lets several rooms live in one process", async () => {
    const second = new FakeHost(folder("second"));
    await second.listen();
    const [one, two] = [await room.enter(), new Chronicle()];
    const { fingerprint, port } = second;
    const other = room.open({ room: { id: roomId, fingerprint, address: "127.0.0.1", port } }, two);
    await eventually(() => assert.ok(two.last("signInAsked")));
    await other.signIn({ login: "ana", password, remember: false });
    await one.send("here");
    await other.send("there");
    await eventually(() => assert.deepEqual([room.told.texts, two.texts], [["here"], ["there"]]));
    await other.close();
    await second.stop();
  });

  it("signs out, and is a guest again", async () => {
    const session = await room.enter();
    await session.signOut();
    await eventually(() => assert.equal(room.told.of("signInAsked").length, 2));
    assert.equal(room.told.last("signInAsked")?.code, undefined);
    const { signIns } = room;
    assert.equal((await signIns.at(room.host.fingerprint))[0]?.token, undefined);
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
    const at = { id: roomId, fingerprint: room.host.fingerprint, address: "127.0.0.1", port };
    const signIn = await room.rememberAna();

    const session = room.open({ room: at, signIn });
    const connection = { state: "refused", code: "key-changed" };
    await eventually(() => assert.deepEqual(room.told.last("connection")?.connection, connection));

    await session.close();
    impostor.close();
    await once(impostor, "close");
    assert.equal(bytes, 0);
  });
});
