import type { IncomingMessage } from "node:http";
import type { Writable } from "node:stream";

/** A packet of engine.io on its way out. */
export interface EnginePacket {
  data?: string | Uint8Array;
}

/** The websocket under one connection, of the package `ws`. */
interface EngineWebSocket {
  pause(): void;
  resume(): void;
  terminate(): void;
  readonly readyState: number;
  readonly OPEN: number;
  /** What it writes its frames to, in TLS. */
  readonly _socket: Writable;
  _autoPong: boolean;
  readonly _receiver: { _maxFragments: number };
  on(event: "message" | "ping", listener: () => void): unknown;
  once(event: "close", listener: () => void): unknown;
}

/** One connection below socket.io, as far as its limits need it: `socket.conn`, and what `io.engine` tells of. */
export interface EngineConnection {
  /** None where it was gone before it was looked at. */
  readonly remoteAddress: string | undefined;
  readonly readyState: string;
  readonly request: IncomingMessage;
  /** Packets that wait until the transport is writable. */
  readonly writeBuffer: readonly unknown[];
  readonly transport: {
    readonly writable: boolean;
    readonly socket: EngineWebSocket;
    once(event: "ready", listener: () => void): unknown;
  };
  on(event: "packet", listener: (packet: { type: string; data?: unknown }) => void): unknown;
  on(event: "packetCreate", listener: (packet: EnginePacket) => void): unknown;
  on(event: "flush", listener: () => void): unknown;
  once(event: "close", listener: () => void): unknown;
  close(discard: true): void;
}

/** Whatever has connections of engine.io. */
export interface EngineServer {
  engine: { on(event: "connection", listener: (connection: EngineConnection) => void): unknown };
}

/** What is under a socket of socket.io, whose own types tell less of it. */
export function connectionOf({ conn }: { conn: unknown }): EngineConnection {
  return conn as EngineConnection;
}

/** At once, whatever still waits to be sent: someone who reads nothing would keep it for long. */
export function hangUp(connection: EngineConnection): void {
  const { socket } = connection.transport;
  // It would go on to answer the pings that came in the same piece, with an error for each.
  socket._autoPong = false;
  connection.close(true);
  socket.terminate();
}
