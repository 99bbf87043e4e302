import { createPrivateKey, generateKeyPairSync, X509Certificate } from "node:crypto";
import { once } from "node:events";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { type Fingerprint, protocolVersion, type RoomCard } from "@classchat/core";
import { fingerprintOf } from "@classchat/core/lan";
import { selfSignedCertificate } from "@classchat/server/adapters/certificate";

/** A host's key and certificate, made in memory. */
export interface TestKey {
  key: string;
  cert: string;
  fingerprint: Fingerprint;
}

export function makeKey(): TestKey {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const key = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const cert = selfSignedCertificate(createPrivateKey(key), "classchat.local");
  return { key, cert, fingerprint: fingerprintOf(new X509Certificate(cert)) };
}

function makeCard(card: Partial<RoomCard> = {}): RoomCard {
  return {
    app: "classchat",
    protocol: protocolVersion,
    version: "0.1.0",
    id: "physicsroom2",
    name: "physics",
    title: "Waves",
    mentor: "Ms Rao",
    online: 1,
    ...card,
  };
}

/** The part of a host that a finder meets: TLS with its key, and a card. */
export interface CardServer extends TestKey {
  card: RoomCard;
  port: number;
  /** TCP connections so far. */
  connections: number;
  /** Ends at once, connections included, as a kill -9 would. */
  kill(): Promise<void>;
}

export interface CardServerOptions {
  card?: Partial<RoomCard>;
  key?: TestKey;
  host?: string;
  port?: number;
  /** What is answered instead of the card. */
  body?: string;
  /** How far its clock is ahead. */
  aheadMs?: number;
}

export async function startCardServer(options: CardServerOptions = {}): Promise<CardServer> {
  const key = options.key ?? makeKey();
  const host = { ...key, card: makeCard(options.card), port: 0, connections: 0 };
  const server = https.createServer({ ...key, minVersion: "TLSv1.3" }, (request, response) => {
    if (request.url !== "/card") response.statusCode = 404;
    response.setHeader("date", new Date(Date.now() + (options.aheadMs ?? 0)).toUTCString());
    response.end(options.body ?? JSON.stringify(host.card));
  });
  server.on("connection", () => host.connections++);
  server.listen(options.port ?? 0, options.host ?? "127.0.0.1");
  await once(server, "listening");
  host.port = (server.address() as AddressInfo).port;
  return Object.assign(host, {
    async kill() {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  });
}
