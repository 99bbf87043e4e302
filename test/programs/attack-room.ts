import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { setPriority } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import type { TLSSocket } from "node:tls";
import { limits, protocolVersion } from "@classchat/core";
import { ask, FileLines } from "../support/file-lines.ts";
import { RawClient } from "../support/raw-client.ts";
import {
  asking,
  chatPath,
  frame,
  getText,
  hear,
  silentTcp,
  silentTls,
  silentWebSocket,
  upgradeHeaders,
} from "../support/strangers.ts";

// Attacks a room in one way, from an address of its own where the system has one, until stdin ends.
const [id = "", port = "", kind = "", token = ""] = process.argv.slice(2);
const from = process.platform === "darwin" ? "127.0.0.1" : "127.0.0.2";
const to = Number(port);
const [text, binary] = [0x81, 0x82];
const [ping, startsText, goesOn, ends] = [0x89, 0x01, 0x00, 0x80];

const attacks: Record<string, () => Promise<unknown>> = {
  nothing: async () => {},
  "TCP connections": () => silentTcp(to, from).then((socket) => socket.destroy()),
  "silent connections": () => silentTcp(to, from),
  "TLS handshakes": () => silentTls(to, from).then((socket) => socket.destroy()),
  "single bytes": () => asking(to, "GET /card HTTP/1.1\r\nx: ", from).then(dribble),
  "half requests": () => asking(to, "GET /card HTTP/1.1\r\n", from),
  cards: () => pour(() => asking(to, "", from), Buffer.from(getText("/card").repeat(400))),
  guests: () => letIn({}),
  "sign-ins by token": () => letIn({ token }).then((socket) => socket.destroy()),
  "bad tokens": () => letIn({ token: "A".repeat(43) }).then((socket) => socket.destroy()),
  "web pages": () =>
    asking(to, getText(chatPath, [...upgradeHeaders, "origin: https://a.example"]), from).then(
      (socket) => socket.destroy(),
    ),
  passwords: () => guess((i) => ["account:signIn", { login: `zoe${i % 90}`, password: "guess" }]),
  "reset codes": () =>
    guess((i) => [
      "account:reset",
      { email: `zoe${i % 90}`, resetCode: "123456", password: "battery staple" },
    ]),
  registrations: () =>
    guess((i) => {
      const user = `eve${process.hrtime.bigint()}${i}`;
      return ["account:register", { user, email: user, password: "battery staple" }];
    }),
  CONNECTs: () => pour(() => silentWebSocket(to, undefined, from), frame(text, "40{}")),
  "large packets": () => pourIn(frame(text, `42["x","${"x".repeat(60_000)}"]`)),
  "deep packets": () =>
    pourIn(frame(text, `42["message:send",${"[".repeat(25_000)}${"]".repeat(25_000)}]`)),
  "small packets": () => pourIn(frame(text, '42["room:typing",{}]'), 800),
  "small packets once in": () =>
    pour(
      () => admitted({ token }),
      Buffer.concat(Array<Buffer>(800).fill(frame(text, '42["room:typing",{}]'))),
    ),
  "bad requests": () => pourIn(frame(text, '421["file:fetch",{"file":{"$gt":""}}]'), 200),
  messages: () =>
    pour(() => admitted({ token }), Buffer.concat(Array.from({ length: 2_000 }, spokenFrame))),
  uploads: () => uploadAndLeave(),
  attachments: () => pourIn(frame(text, '451-["message:send",{"_placeholder":true,"num":0}]')),
  "large attachments": () =>
    pourIn(
      Buffer.concat([
        frame(text, '451-["message:send",{"_placeholder":true,"num":0}]'),
        frame(binary, Buffer.alloc(60_000)),
      ]),
    ),
  pings: () => pourIn(frame(ping), 2_000),
  parts: () =>
    pourIn(
      Buffer.concat([
        frame(startsText, "3"),
        ...Array<Buffer>(10_000).fill(frame(goesOn)),
        frame(ends),
      ]),
    ),
  "pages that nobody reads": () =>
    readNothing(Array.from({ length: 30 }, (_, i) => `42${i}["message:before",{}]`)),
  "messages that nobody reads": () => readNothing([]),
};

const attack = attacks[kind];
if (!attack) throw new Error(`There is no attack ${kind}.`);
// An attacker has a computer of their own, and takes nothing from the host's.
setPriority(15);
process.stdout.write("ready\n");
process.stdin.resume().on("end", () => process.exit());
process.on("uncaughtException", () => {});
await Promise.all(Array.from({ length: 8 }, goOn));

/** Again and again; when it fails, a moment later. */
async function goOn(): Promise<void> {
  for (;;) {
    const failed = await Promise.race([attack?.().then(() => false), delay(1_000, false)]).catch(
      () => true,
    );
    await delay(failed ? 5 : 1);
  }
}

async function letIn(who: { token?: string }): Promise<TLSSocket> {
  const socket = await silentWebSocket(to, undefined, from);
  socket.write(frame(text, `40${JSON.stringify({ protocol: protocolVersion, room: id, ...who })}`));
  return socket;
}

/** So many at once as are read, on a connection of a guest. */
async function guess(ask: (index: number) => [name: string, input: object]): Promise<void> {
  const packets = Array.from({ length: 90 }, (_, i) =>
    frame(text, `42${i}${JSON.stringify(ask(i))}`),
  );
  const socket = await admitted({});
  socket.write(Buffer.concat(packets));
  await delay(1_000);
  socket.destroy();
}

/** What comes before the host has let somebody in would end the connection. */
async function admitted(who: { token?: string }): Promise<TLSSocket> {
  const socket = await letIn(who);
  const heard = hear(socket);
  while (!heard().includes('40{"sid"')) await once(socket, "data");
  return socket;
}

/** A message of its own each time, as long as one may be. */
function spokenFrame(): Buffer {
  const draft = { id: randomUUID(), text: "z".repeat(limits.messageLength) };
  return frame(text, `42["message:send",${JSON.stringify(draft)}]`);
}

/** Sends one byte after the other, as long as it is let. */
async function dribble(socket: TLSSocket): Promise<void> {
  while (!socket.destroyed) {
    socket.write("x");
    await delay(200);
  }
}

/** Sends most of a file, and begins another one. */
async function uploadAndLeave(): Promise<void> {
  const room = { id, port: to };
  const client = new RawClient(room, { token }, { localAddress: from });
  const lines = new FileLines();
  try {
    const offer = { id: randomUUID(), name: "notes.txt", size: limits.file.bytes };
    const line = await lines.open(room, (await client.request("file:offer", offer)).ticket);
    const bytes = Buffer.alloc(limits.transfer.chunkBytes, "x");
    for (let offset = 0; offset + bytes.length < offer.size; offset += bytes.length) {
      await ask(line, "upload:chunk", { offset, bytes });
    }
  } finally {
    lines.close();
    client.close();
  }
}

function pourIn(bytes: Buffer, times = 1): Promise<void> {
  return pour(() => letIn({ token }), Buffer.concat(Array<Buffer>(times).fill(bytes)));
}

/** Writes it as fast as it is taken, until the other side ends it. */
async function pour(open: () => Promise<TLSSocket>, bytes: Buffer): Promise<void> {
  const socket = await open();
  const ended = once(socket, "close");
  while (!socket.destroyed && !socket.readableEnded) {
    if (!socket.write(bytes)) await Promise.race([once(socket, "drain"), ended]);
  }
}

/** Asks, answers every ping of the host as if it had heard it, and reads nothing. */
async function readNothing(packets: readonly string[]): Promise<void> {
  const socket = await letIn({ token });
  socket.pause();
  while (!socket.destroyed) {
    for (const packet of packets) socket.write(frame(text, packet));
    socket.write(frame(text, "3"));
    await delay(500);
  }
}
