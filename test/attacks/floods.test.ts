import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { limits, protocolVersion } from "@classchat/core";
import { memoryStore } from "@classchat/server";
import { scryptHasher } from "@classchat/server/adapters/scrypt-hasher";
import { eventually } from "../support/eventually.ts";
import { asking, frame, isOver, silentWebSocket } from "../support/strangers.ts";
import { password, roomNamed, say, World } from "../support/world.ts";

const text = 0x81;
const elsewhere = process.platform === "darwin" ? undefined : "127.0.0.2";

describe("floods", () => {
  let world: World;
  const sockets: Socket[] = [];
  beforeEach(() => {
    world = new World();
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await world.end();
  });

  it("of a thousand handshakes on one connection cost one look at a token [S34]", async () => {
    const store = memoryStore();
    let looks = 0;
    const { find } = store.sessions;
    store.sessions.find = (...query) => {
      looks += 1;
      return find(...query);
    };
    const host = await world.startHost({ store });
    const ben = await world.member(host, "ben");
    looks = 0;
    const { id, port } = roomNamed(host, "physics");
    const auth = { protocol: protocolVersion, room: id, token: "A".repeat(43) };
    const stranger = await silentWebSocket(port);
    sockets.push(stranger);
    await once(stranger, "data");
    const one = frame(text, `40${JSON.stringify(auth)}`);
    stranger.write(Buffer.concat(Array<Buffer>(1_000).fill(one)));
    await eventually(() => assert.ok(isOver(stranger)));
    assert.ok(looks <= 1, `${looks} looks`);
    await say(ben, "still here");
  });

  it("of registrations from one address leave others their sign-ins [S35]", async function () {
    if (elsewhere === undefined) this.skip();
    const host = await world.startHost({ hasher: scryptHasher({ logN: 12 }) });
    await world.register(host, "anu");
    const flooders = await Promise.all(
      Array.from({ length: 10 }, () => world.guestFrom(elsewhere, host).connected()),
    );
    const codes: string[] = [];
    for (let i = 0; i < 1_000; i++) {
      const user = `eve${i}`;
      const flood = flooders[i % flooders.length]?.request("account:register", {
        ...{ user, email: user, password },
      });
      flood?.then(
        () => codes.push("made"),
        ({ code }) => codes.push(code),
      );
    }
    await eventually(() => assert.ok(host.passwordsWaiting > 500));
    assert.ok(await world.signIn(host, "anu"));
    assert.ok(codes.length < 1_000, "the flood was over before");
  });

  it("of single bytes keep no connection open: in TLS, in a request, in a websocket's frame [S36]", async function () {
    this.slow(30_000);
    const host = await world.startHost();
    const ben = await world.member(host, "ben");
    const { port } = roomNamed(host, "physics");
    const raw = connect(port, "127.0.0.1");
    raw.on("error", () => {});
    raw.resume();
    // The beginning of a greeting of TLS that announces 512 bytes.
    raw.write(Buffer.from([22, 3, 1, 2, 0]));
    const request = await asking(port, "GET /card HTTP/1.1\r\nx: ");
    const socket = await silentWebSocket(port);
    // A frame of 60,000 bytes that come one by one.
    socket.write(Buffer.from([0x81, 0x80 | 126, 0xea, 0x60, 0, 0, 0, 0]));
    sockets.push(raw, request, socket);
    const dribble = async () => {
      while (!sockets.every(isOver)) {
        for (const open of sockets.filter((open) => !isOver(open))) open.write("x");
        await delay(200);
      }
    };
    await Promise.race([
      dribble(),
      delay(3 * limits.httpRequestTimeoutMs, undefined, { ref: false }),
    ]);
    assert.deepEqual(sockets.map(isOver), [true, true, true]);
    await say(ben, "still here");
  });
});
