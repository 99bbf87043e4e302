import assert from "node:assert/strict";
import { once } from "node:events";
import https from "node:https";
import type { AddressInfo } from "node:net";
import tls from "node:tls";
import { ChatError } from "@classchat/core";
import { PinnedAgent } from "@classchat/core/lan";
import { makeKey, startCardServer } from "../../support/card-server.ts";

describe("the pinned agent", () => {
  const post = (
    agent: https.Agent,
    { port, host = "127.0.0.1" }: { port: number; host?: string },
  ) =>
    new Promise<number | undefined>((resolve, reject) => {
      const request = https.request({ agent, host, port, path: "/card", method: "POST" });
      request.on("response", (response) => resolve(response.resume().statusCode));
      request.on("error", reject);
      request.end("password=secret");
    });

  it("lets the known host through, on whatever address it is now [S2]", async () => {
    const key = makeKey();
    for (const host of ["127.0.0.1", "127.0.0.2"]) {
      const server = await startCardServer({ key, host });
      assert.equal(await post(new PinnedAgent(key.fingerprint), { ...server, host }), 200);
      await server.kill();
    }
  });

  it("refuses another key before one byte of the request has left [S2]", async () => {
    const impostor = makeKey();
    const received: Buffer[] = [];
    const server = tls.createServer({ ...impostor, minVersion: "TLSv1.3" }, (socket) => {
      socket.on("data", (bytes) => received.push(bytes)).on("error", () => {});
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const ended = once(server, "connection").then(([socket]) => once(socket, "close"));

    const { port } = server.address() as AddressInfo;
    const isRefusal = (error: unknown) =>
      error instanceof ChatError && error.code === "key-changed";
    await assert.rejects(post(new PinnedAgent(makeKey().fingerprint), { port }), isRefusal);
    await ended;
    assert.equal(Buffer.concat(received).length, 0);
    server.close();
  });

  it("refuses a host that speaks only an older TLS [S2]", async () => {
    const key = makeKey();
    const server = tls
      .createServer({ ...key, maxVersion: "TLSv1.2" })
      .on("tlsClientError", () => {});
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    await assert.rejects(
      post(new PinnedAgent(key.fingerprint), server.address() as AddressInfo),
      /protocol version/u,
    );
    server.close();
  });

  it("sees the certificate again at each connection [S2]", async () => {
    const server = await startCardServer();
    const agent = new PinnedAgent(server.fingerprint);
    for (let n = 0; n < 3; n++) assert.equal(await post(agent, server), 200);
    assert.equal(server.connections, 3);
    await server.kill();
  });
});
