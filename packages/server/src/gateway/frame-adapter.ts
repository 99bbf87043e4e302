import { Adapter, type BroadcastOptions } from "socket.io-adapter";
import { connectionOf, type EngineConnection } from "./engine-connection.ts";

/** A packet of socket.io that goes to many. */
interface Packet {
  type: number;
  id?: number;
  data: unknown;
}

const event = 2;

/**
 * Tells many the same by one frame, made once and written straight to the socket of everyone who has taken what came
 * before: one write each, and none of what socket.io does for each packet of each connection. Who has not taken it is
 * told in socket.io's way, where it waits in order, and is counted as waiting.
 */
export class FrameAdapter extends Adapter {
  override broadcast(packet: Packet, options: BroadcastOptions): void {
    if (isPlain(packet, options)) this.#tell(packet, options);
    else super.broadcast(packet, options);
  }

  #tell(packet: Packet, options: BroadcastOptions): void {
    const frame = textFrame(`4${packet.type}${JSON.stringify(packet.data)}`);
    const behind = this.#receivers(options).filter((id) => !this.#write(id, frame));
    // Everyone has a room alone.
    if (behind.length > 0) super.broadcast(packet, { ...options, rooms: new Set(behind) });
  }

  #receivers({ rooms: [room] }: BroadcastOptions): string[] {
    return [...(room === undefined ? this.sids.keys() : (this.rooms.get(room) ?? []))];
  }

  #write(id: string, frame: Buffer): boolean {
    const connection = connectionOf(this.nsp.sockets.get(id));
    if (!hasTakenAll(connection)) return false;
    connection.transport.socket._socket.write(frame);
    return true;
  }
}

/** What the notices of a room are: no binary parts, no answer asked for, one audience. */
function isPlain({ type, id }: Packet, { rooms, except, flags = {} }: BroadcastOptions): boolean {
  const isToOne = rooms.size <= 1 && (except?.size ?? 0) === 0;
  return type === event && id === undefined && isToOne && Object.keys(flags).length === 0;
}

/** Whether nothing waits, at no level, so that what is written now comes behind all that was told before. */
function hasTakenAll({ readyState, writeBuffer, transport }: EngineConnection): boolean {
  const { writable, socket } = transport;
  if (readyState !== "open" || !writable || writeBuffer.length > 0) return false;
  return socket.readyState === socket.OPEN && socket._socket.writableLength === 0;
}

/** A whole text in one frame, as a host sends it: RFC 6455 §5.2. */
function textFrame(text: string): Buffer {
  const bytes = Buffer.byteLength(text);
  const head = headOf(bytes);
  const frame = Buffer.allocUnsafe(head.length + bytes);
  head.copy(frame);
  frame.write(text, head.length);
  return frame;
}

const wholeText = 0x81;

function headOf(length: number): Buffer {
  if (length < 126) return Buffer.from([wholeText, length]);
  const isShort = length < 65_536;
  const head = Buffer.alloc(isShort ? 4 : 10);
  head[0] = wholeText;
  head[1] = isShort ? 126 : 127;
  head.writeUIntBE(length, isShort ? 2 : 4, isShort ? 2 : 6);
  return head;
}
