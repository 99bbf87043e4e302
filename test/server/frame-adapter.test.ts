import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openHostKey } from "@classchat/server";
import { connectionOf } from "@classchat/server/gateway/engine-connection";
import {
  type ChatServer,
  createSecureServer,
  createSocketServer,
} from "@classchat/server/gateway/sockets";
import type { Server, Socket as ServerSocket } from "socket.io";
import { io as connect, type Socket } from "socket.io-client";
import { eventually } from "../support/eventually.ts";
import { stopReading } from "../support/strangers.ts";

describe("what goes to many", () => {
  let folder: string;
  let https: ReturnType<typeof createSecureServer>;
  // Any name will do here.
  let io: Server;
  const clients: Socket[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "classchat-"));
    https = createSecureServer(await openHostKey(folder), () => {
      throw new Error("Nobody asks for the card.");
    });
    io = createSocketServer(https) as ChatServer as unknown as Server;
    https.listen(0);
    await once(https, "listening");
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.disconnect();
  });
  after(async () => {
    await io.close();
    await rm(folder, { recursive: true });
  });

  /** Someone who is told things: what they heard so far, and their connection at the host. */
  async function member() {
    const { port } = https.address() as AddressInfo;
    const options = { transports: ["websocket"], rejectUnauthorized: false, forceNew: true };
    const [client, [socket]] = await Promise.all([
      Promise.resolve(connect(`https://127.0.0.1:${port}`, options)),
      once(io, "connection") as Promise<[ServerSocket]>,
    ]);
    clients.push(client);
    const heard: unknown[] = [];
    client.on("told", (what: unknown) => heard.push(what));
    await eventually(() => assert.ok(client.connected));
    return { client, socket, heard };
  }

  // What it relies on is no promise of socket.io: a version that is built otherwise would be right, and slow.
  it("leaves in one write, past the queues of socket.io", async () => {
    const { socket, heard } = await member();
    const connection = connectionOf(socket);
    await eventually(() => assert.ok(connection.transport.writable));
    let queued = 0;
    connection.on("packetCreate", () => {
      queued += 1;
    });
    let written = 0;
    const { _socket } = connection.transport.socket;
    const write = _socket.write.bind(_socket);
    _socket.write = ((frame: Buffer) => {
      written += 1;
      return write(frame);
    }) as typeof _socket.write;
    io.emit("told", "all");
    await eventually(() => assert.deepEqual(heard, ["all"]));
    assert.deepEqual({ queued, written }, { queued: 0, written: 1 });
  });

  it("comes as it was, whatever its length", async () => {
    const { heard } = await member();
    const lengths = [0, 1, 110, 111, 112, 125, 126, 65_510, 65_520, 65_530, 65_540, 200_000];
    const texts = lengths.flatMap((length) => ["x".repeat(length), "ü🙂".repeat(length / 4)]);
    for (const text of texts) io.emit("told", text);
    await eventually(() => assert.equal(heard.length, texts.length));
    assert.deepEqual(heard, texts);
  });

  it("reaches its audience and no one else", async () => {
    const [ana, ben, cyd] = [await member(), await member(), await member()];
    await ana.socket.join("mentors");
    await cyd.socket.join("mentors");
    io.to("mentors").emit("told", "mentors");
    io.except("mentors").emit("told", "others");
    io.to("nobody").emit("told", "nobody");
    io.emit("told", "all");
    const expected = [
      ["mentors", "all"],
      ["others", "all"],
      ["mentors", "all"],
    ];
    await eventually(() =>
      assert.deepEqual(
        [ana, ben, cyd].map(({ heard }) => heard),
        expected,
      ),
    );
  });

  it("keeps its place among what goes to one, also where somebody does not read for a while", async () => {
    const { client, socket, heard } = await member();
    const resume = stopReading({ socket: client });
    const told = Array.from({ length: 300 }, (_, i) => `${i} ${"x".repeat(20_000)}`);
    for (const [i, text] of told.entries()) {
      if (i % 3 === 0) socket.emit("told", text);
      else io.emit("told", text);
      if (i % 10 === 0) await new Promise(setImmediate);
    }
    resume();
    await eventually(() => assert.equal(heard.length, told.length));
    assert.deepEqual(heard, told);
  });
});
