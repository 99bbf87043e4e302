import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { accepted, type RequestName, transferPath } from "@classchat/core";
import { openHostKey } from "@classchat/server/adapters/host-key";
import type { Command } from "./command.ts";
import { eventually } from "./eventually.ts";
import { FakeHost } from "./fake-host.ts";
import { clientFrames, hostFrame } from "./websocket-frames.ts";

const [text, binary, pong, closes] = [0x81, 0x82, 0x8a, 0x88];
const handshake = { sid: "s", upgrades: [], pingInterval: 10_000, pingTimeout: 8_000 };

/** What a connection gets instead of what an honest host would say, packet by packet of engine.io. */
export interface Hostility {
  opens?: readonly (string | Buffer)[];
  letsIn?: readonly (string | Buffer)[];
  /** Behind the number of the request; nothing for an honest answer. */
  answers?: (name: string, ackId: string) => readonly (string | Buffer)[] | undefined;
}

/** A host that holds the right key and says whatever it likes, below socket.io: its websockets are made by hand. */
export class HostileHost {
  /** What is answered where nothing hostile is: its log goes on over all connections. */
  readonly honest: FakeHost;
  /** One for each connection to come; then they are honest. */
  readonly plans: Hostility[] = [];
  /** For all connections that carry a file. */
  transfer: Hostility | undefined;
  answerCard: (response: ServerResponse) => void;
  port = 0;
  readonly #folder: string;
  readonly #lines = new Set<Duplex>();
  #https: Server | undefined;

  constructor(folder: string) {
    this.#folder = folder;
    this.honest = new FakeHost(folder);
    this.answerCard = (response) => response.end(JSON.stringify(this.honest.card()));
  }

  async listen(): Promise<void> {
    const { key, certificate: cert } = await openHostKey(this.#folder);
    const https = createServer({ key, cert, minVersion: "TLSv1.3" }, (_, response) =>
      this.answerCard(response),
    );
    https.on("upgrade", (request: IncomingMessage, line: Duplex) => this.#serve(request, line));
    https.listen(0, "127.0.0.1");
    await once(https, "listening");
    this.#https = https;
    this.port = (https.address() as AddressInfo).port;
  }

  /** Connections that were let in and still are there. */
  get connected(): number {
    return this.#lines.size;
  }

  write(packet: string | Buffer): void {
    for (const line of this.#lines) line.write(packetFrame(packet));
  }

  notice(name: string, payload: unknown): void {
    this.write(`42${JSON.stringify([name, payload])}`);
  }

  /** Says it, and waits until the client prints it, which fails where that has ended. */
  async isHeardBy(client: Command, marker: string): Promise<void> {
    this.say(marker);
    const heard = eventually(() => assert.ok(client.stdout.includes(marker), marker));
    await Promise.race([heard, client.ended.then(({ stderr }) => assert.fail(stderr))]);
  }

  /** Keeps a message and tells it. */
  say(said: string): void {
    this.notice("message:new", { messages: [this.honest.keep(said)] });
  }

  /** Writes these bytes, which need not be whole frames, as fast as they are taken, and for no longer than that. */
  async pour(bytes: Buffer, forMs: number): Promise<void> {
    const [line] = this.#lines;
    const late = delay(forMs);
    const end = performance.now() + forMs;
    while (line && !line.destroyed && performance.now() < end) {
      await Promise.race([written(line, bytes), late]);
    }
  }

  drop(): void {
    for (const line of this.#lines) line.destroy();
    this.#lines.clear();
  }

  close(): void {
    this.drop();
    this.#https?.close();
    this.#https?.closeAllConnections();
  }

  #serve({ headers, url = "" }: IncomingMessage, line: Duplex): void {
    line.on("error", () => {});
    line.write(upgraded(headers["sec-websocket-key"] ?? ""));
    const { opens, letsIn, answers } =
      (url.startsWith(transferPath) ? this.transfer : this.plans.shift()) ?? {};
    for (const packet of opens ?? [`0${JSON.stringify(handshake)}`])
      line.write(packetFrame(packet));
    line.on("close", () => this.#lines.delete(line));
    clientFrames(line, (kind, said) => {
      if (kind === "ping") line.write(hostFrame(pong));
      else if (kind === "close") line.end(hostFrame(closes));
      else if (said.startsWith("40")) this.#letIn(line, letsIn);
      else this.#answer(line, said, answers);
    });
  }

  #letIn(line: Duplex, packets: Hostility["letsIn"]): void {
    for (const packet of packets ?? ['40{"sid":"s"}']) line.write(packetFrame(packet));
    this.#lines.add(line);
  }

  #answer(line: Duplex, said: string, answers: Hostility["answers"]): void {
    const [, ackId = "", json = ""] = /^42(\d+)(.*)$/su.exec(said) ?? [];
    if (ackId === "") return;
    const [name, input] = JSON.parse(json) as [RequestName, never];
    const packets = answers?.(name, ackId) ?? [
      `43${ackId}${JSON.stringify([accepted(this.honest.answerOf(name)(input))])}`,
    ];
    for (const packet of packets) line.write(packetFrame(packet));
  }
}

/** Or failed: nothing is waited for then either. */
function written(line: Duplex, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => line.write(bytes, () => resolve()));
}

/** A packet of engine.io: text, or an attachment. */
export function packetFrame(packet: string | Buffer): Buffer {
  return hostFrame(typeof packet === "string" ? text : binary, packet);
}

function upgraded(key: string): string {
  const accept = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`);
  const lines = ["HTTP/1.1 101 Switching Protocols", "upgrade: websocket", "connection: upgrade"];
  lines.push(`sec-websocket-accept: ${accept.digest("base64")}`);
  return `${lines.join("\r\n")}\r\n\r\n`;
}
