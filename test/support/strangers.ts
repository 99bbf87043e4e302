import { once } from "node:events";
import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import type { RawClient } from "./raw-client.ts";

// Connections that no client would make.

const loopback = "127.0.0.1";

export const upgradeHeaders: readonly string[] = [
  "host: x",
  "connection: upgrade",
  "upgrade: websocket",
  "sec-websocket-version: 13",
  "sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==",
];

/** The path of the chat, and how it is asked for. */
export const chatPath = "/socket.io/?EIO=4&transport=websocket";

/** Says nothing. */
export function silentTcp(port: number, localAddress = loopback): Promise<Socket> {
  return opened(connectTcp({ port, host: loopback, localAddress }), "connect");
}

/** Says nothing once TLS is there. */
export function silentTls(port: number, localAddress = loopback): Promise<TLSSocket> {
  const from = connectTcp({ port, host: loopback, localAddress });
  // Being reset is what happens to strangers.
  from.on("error", (error) => socket.destroy(error));
  const socket = connectTls({ socket: from, rejectUnauthorized: false });
  return opened(socket, "secureConnect");
}

/** Asks for something, as it stands there. */
export async function asking(
  port: number,
  text: string,
  localAddress?: string,
): Promise<TLSSocket> {
  const socket = await silentTls(port, localAddress);
  socket.write(text);
  return socket;
}

export function getText(path: string, headers: readonly string[] = ["host: x"]): string {
  return [`GET ${path} HTTP/1.1`, ...headers, "", ""].join("\r\n");
}

/** Opens a websocket and never asks to be let in. */
export function silentWebSocket(
  port: number,
  path = chatPath,
  localAddress?: string,
): Promise<TLSSocket> {
  return asking(port, getText(path, upgradeHeaders), localAddress);
}

/** A frame of the websocket as a client writes it, with a mask of zeros (RFC 6455 §5.2); below 64 KiB. */
export function frame(firstByte: number, payload: string | Buffer = ""): Buffer {
  const bytes = Buffer.from(payload);
  const { length } = bytes;
  const size = length < 126 ? [0x80 | length] : [0x80 | 126, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([firstByte, ...size, 0, 0, 0, 0]), bytes]);
}

/** Whether the other side has ended it. */
export function isOver(socket: Socket): boolean {
  return socket.closed || socket.readableEnded;
}

/** Everything that was heard, as text. */
export function hear(socket: Socket): () => string {
  let heard = "";
  socket.on("data", (bytes: Buffer) => {
    heard += bytes.toString("latin1");
  });
  return () => heard;
}

/**
 * From now on the client takes nothing from its socket; below everything that could answer for it. Gives how it takes
 * it again.
 */
export function stopReading({ socket }: Pick<RawClient, "socket">): () => void {
  const { ws } = socket.io.engine.transport as unknown as { ws: { _socket: Socket } };
  ws._socket.pause();
  return () => void ws._socket.resume();
}

async function opened<S extends Socket>(socket: S, event: string): Promise<S> {
  await once(socket, event);
  socket.on("error", () => {});
  socket.resume();
  return socket;
}
