import assert from "node:assert/strict";
import { once } from "node:events";
import net, { type AddressInfo } from "node:net";
import { ChatError } from "@classchat/core";
import { dialRoom, isRefusal, RoomLine } from "@classchat/core/lan";
import {
  type CardServer,
  type CardServerOptions,
  startCardServer,
} from "../../support/card-server.ts";
import { eventually } from "../../support/eventually.ts";

describe("dialling a room", () => {
  const servers: { kill(): Promise<void> }[] = [];

  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.kill()));
  });

  async function start(options?: CardServerOptions): Promise<CardServer> {
    const server = await startCardServer(options);
    servers.push(server);
    return server;
  }

  const dial = ({ port }: { port: number }, timeoutMs = 2_000) =>
    dialRoom({ address: "127.0.0.1", port, timeoutMs });
  const refusal = (code: string) => (error: unknown) =>
    error instanceof ChatError && error.code === code;

  it("gives its card and the key that its handshake proved [D3]", async () => {
    const server = await start();
    assert.deepEqual(await dial(server), { card: server.card, fingerprint: server.fingerprint });
  });

  it("tells what time it is at the host, for those who ask by a line [D18]", async () => {
    const { port } = await start({ aheadMs: 7_200_000 });
    const line = new RoomLine({ address: "127.0.0.1", port });
    const { hostTime = 0 } = await line.ask();
    line.close();
    assert.ok(Math.abs(hostTime - Date.now() - 7_200_000) < 60_000);
  });

  it("cleans what the card says [D3]", async () => {
    const server = await start({ card: { name: "phy\u001b[2Jsics\u202e", mentor: "Ms\nRao" } });
    const { card } = await dial(server);
    assert.equal(card.name, "physics");
    assert.equal(card.mentor, "Ms Rao");
  });

  it("tells a host that refuses from one that is silent", async () => {
    const server = await start();
    await server.kill();
    const refused = await dial(server).catch((error: unknown) => error);
    assert.ok(refusal("unreachable")(refused));
    assert.equal(isRefusal(refused), true);

    const silent = net.createServer().listen(0, "127.0.0.1");
    const sockets = new Set<net.Socket>();
    silent.on("connection", (socket) => sockets.add(socket.on("error", () => {})));
    await once(silent, "listening");
    const timedOut = await dial(silent.address() as AddressInfo, 50).catch(
      (error: unknown) => error,
    );
    assert.ok(refusal("unreachable")(timedOut));
    assert.equal(isRefusal(timedOut), false);
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  it("refuses what is no room: other answers, other programs, endless answers", async () => {
    for (const body of ["hello", "{}", "null", `"${"x".repeat(5_000)}"`, '{"app":"classchat"}']) {
      const server = await start({ body });
      await assert.rejects(dial(server), refusal("not-found"), body.slice(0, 20));
    }
    const plain = net.createServer((socket) => socket.on("error", () => {}).end("220 mail\r\n"));
    plain.listen(0, "127.0.0.1");
    await once(plain, "listening");
    await assert.rejects(dial(plain.address() as AddressInfo), refusal("not-found"));
    plain.close();
  });

  it("says when a room speaks another version, whatever else its card has become", async () => {
    const next = await start({ card: { protocol: 2 } });
    await assert.rejects(dial(next), refusal("other-protocol"));
    const later = await start({ body: '{"app":"classchat","protocol":9,"rooms":[]}' });
    await assert.rejects(dial(later), refusal("other-protocol"));
  });

  it("asks again on the same connection, so that a class that looks for rooms costs a host little [D6]", async () => {
    const server = await start();
    const line = new RoomLine({ address: "127.0.0.1", port: server.port });
    for (let n = 0; n < 3; n++) await line.ask();
    assert.equal(server.connections, 1);
    line.close();
  });

  it("notices at once when a host dies [D6]", async () => {
    const server = await start();
    let hangUps = 0;
    const line = new RoomLine({
      address: "127.0.0.1",
      port: server.port,
      onHangUp: () => hangUps++,
    });
    await line.ask();
    await server.kill();
    await eventually(() => assert.equal(hangUps, 1));
    line.close();
  });
});
