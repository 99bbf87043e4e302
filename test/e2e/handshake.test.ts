import assert from "node:assert/strict";
import { request } from "node:https";
import { connect } from "node:tls";
import { limits, protocolVersion, RoomCard } from "@classchat/core";
import { memoryStore } from "@classchat/server";
import { Manager } from "socket.io-client";
import { eventually } from "../support/eventually.ts";
import { password, roomNamed, World } from "../support/world.ts";

describe("the handshake", () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => world.end());

  const refuses = (attempt: Promise<unknown>, code: string) =>
    assert.rejects(attempt, (error: Error) => error.message === code);

  it("refuses a client of another protocol version [P1]", async () => {
    const host = await world.startHost();
    const stranger = world.guest(host, "physics", { protocol: protocolVersion + 1 });
    await refuses(stranger.connected(), "other-protocol");
  });

  it("refuses what has not the agreed shape [P2]", async () => {
    const host = await world.startHost();
    for (const auth of [{ room: { $gt: "" } }, { token: 7 }, { token: "short" }, { room: null }]) {
      await refuses(world.guest(host, "physics", auth).connected(), "bad-input");
    }
  });

  it("refuses a client that wants another room of the host [P7]", async () => {
    const host = await world.startHost({}, { names: ["physics", "maths"] });
    const { id } = roomNamed(host, "maths");
    await refuses(world.guest(host, "physics", { room: id }).connected(), "other-room");
  });

  it("lets a session in by its token, and no other [P8]", async () => {
    const host = await world.startHost();
    await world.register(host, "anu");
    const guest = world.guest(host);
    const { token } = await guest.request("account:signIn", { login: "anu", password });

    const anu = world.guest(host, "physics", { token });
    assert.equal((await anu.request("room:enter", {})).me.user, "anu");
    await refuses(
      world.guest(host, "physics", { token: "A".repeat(43) }).connected(),
      "session-ended",
    );
  });

  it("hangs up on who was being let in when the session ended [P8]", async () => {
    const store = memoryStore();
    let letOn = () => {};
    const { admit } = store.members;
    const host = await world.startHost({ store });
    await world.register(host, "anu");
    const guest = world.guest(host);
    const { token } = await guest.request("account:signIn", { login: "anu", password });

    const isWaiting = new Promise<void>((asked) => {
      store.members.admit = async (...args) => {
        asked();
        await new Promise<void>((resolve) => {
          letOn = resolve;
        });
        return admit(...args);
      };
    });
    const late = world.guest(host, "physics", { token });
    const isIn = late.connected();
    await isWaiting;
    await guest.request("account:signOut", {}).catch(() => {});
    await eventually(() => assert.equal(guest.socket.connected, false));
    letOn();
    await isIn;
    await eventually(() => assert.equal(late.socket.connected, false));
  });

  it("hangs up on all connections of a session that is ended [P8]", async () => {
    const host = await world.startHost({}, { names: ["physics", "maths"] });
    const anu = await world.member(host, "anu");
    const { token } = await world.guest(host).request("account:signIn", { login: "anu", password });
    const [here, there] = [
      await world.guest(host, "physics", { token }).connected(),
      await world.guest(host, "maths", { token }).connected(),
    ];

    await here.request("account:signOut", {});

    await eventually(() => assert.equal(there.socket.connected || here.socket.connected, false));
    assert.equal(there.heard("session:ended").length, 1);
    assert.equal(anu.socket.connected, true);
  });

  it("looks at one request to be let in per connection, and hangs up on who asks again [P9]", async () => {
    const store = memoryStore();
    let looks = 0;
    const find: typeof store.sessions.find = (...query) => {
      looks++;
      return store.sessions.find(...query);
    };
    const host = await world.startHost({
      store: { ...store, sessions: { ...store.sessions, find } },
    });
    const { id, port } = roomNamed(host, "physics");
    const manager = new Manager(`https://127.0.0.1:${port}`, {
      transports: ["websocket"],
      rejectUnauthorized: false,
      reconnection: false,
      autoConnect: false,
    });
    await new Promise((resolve) => manager.open(resolve));
    const isOver = new Promise((resolve) => manager.engine.on("close", resolve));

    const auth = { protocol: protocolVersion, room: id, token: "A".repeat(43) };
    // The client library would not ask twice, so it is said below it.
    for (let i = 0; i < 20; i++) manager.engine.write(`0${JSON.stringify(auth)}`);

    await isOver;
    assert.equal(looks, 1);
  });

  it("shows strangers the room's card and nothing else [P11]", async () => {
    const host = await world.startHost();
    const mia = await world.mentor(host, "mia");
    const { port, id } = roomNamed(host, "physics");

    const card = RoomCard.parse(JSON.parse((await get(port, "/card")).body));
    const { name, mentor, online } = card;
    assert.deepEqual(
      { id: card.id, name, mentor, online },
      { id, name: "physics", mentor: "mia", online: 1 },
    );
    assert.equal((await get(port, "/socket.io.js")).status, 404);
    assert.equal((await get(port, "/socket.io/socket.io.js")).status, 400);
    mia.close();
  });

  it("takes no connection from a web page [P12]", async () => {
    const host = await world.startHost();
    const upgrade = { connection: "upgrade", upgrade: "websocket", "sec-websocket-version": "13" };
    const headers = { ...upgrade, "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==" };
    const path = "/socket.io/?EIO=4&transport=websocket";
    const { port } = roomNamed(host, "physics");
    const origin = "https://example.org";
    assert.equal((await get(port, path, { ...headers, origin })).status, 400);
    assert.equal((await get(port, path, headers)).status, 101);
  });

  it("speaks TLS 1.3 and nothing older [P13]", async () => {
    const { port } = roomNamed(await world.startHost(), "physics");
    const negotiate = (maxVersion: "TLSv1.2" | "TLSv1.3") =>
      new Promise<string | null>((resolve, reject) => {
        const socket = connect({ port, rejectUnauthorized: false, maxVersion }, () => {
          resolve(socket.getProtocol());
          socket.destroy();
        });
        socket.once("error", reject);
      });
    assert.equal(await negotiate("TLSv1.3"), "TLSv1.3");
    await assert.rejects(negotiate("TLSv1.2"));
  });

  it("takes of the ciphers that both know the one that costs least [P13]", async () => {
    const { port } = roomNamed(await world.startHost(), "physics");
    const agreed = (ciphers?: string) =>
      new Promise<string>((resolve, reject) => {
        const socket = connect({ port, rejectUnauthorized: false, ciphers }, () => {
          resolve(socket.getCipher().name);
          socket.destroy();
        });
        socket.once("error", reject);
      });
    assert.equal(await agreed(), "TLS_AES_128_GCM_SHA256");
    assert.equal(await agreed("TLS_CHACHA20_POLY1305_SHA256"), "TLS_CHACHA20_POLY1305_SHA256");
  });

  it("is over when a packet is larger than agreed, for that client alone [P2]", async () => {
    const host = await world.startHost();
    const [anu, ben] = [await world.member(host, "anu"), await world.member(host, "ben")];
    anu.socket.emit("message:send", { text: "x".repeat(limits.packetBytes) });
    await eventually(() => assert.equal(anu.socket.connected, false));
    assert.equal(ben.socket.connected, true);
  });
});

function get(
  port: number,
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request({ port, path, headers, rejectUnauthorized: false, agent: false });
    asked.once("error", reject);
    asked.once("upgrade", ({ statusCode: status }, socket) => {
      socket.destroy();
      resolve({ status, body: "" });
    });
    asked.once("response", (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text: string) => {
        body += text;
      });
      response.once("end", () => resolve({ status: response.statusCode, body }));
    });
    asked.end();
  });
}
