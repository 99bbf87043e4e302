import type { Readable } from "node:stream";

// Frames of a websocket (RFC 6455 §5.2), as a host writes and reads them.

/** A frame of the host, which has no mask. */
export function hostFrame(firstByte: number, payload: string | Buffer = ""): Buffer {
  const bytes = Buffer.from(payload);
  return Buffer.concat([Buffer.from([firstByte]), sizeOf(bytes.length), bytes]);
}

type Heard = (kind: "text" | "ping" | "close", said: string) => void;

/** Tells each frame of a client; those of binary data are passed over. */
export function clientFrames(line: Readable, heard: Heard): void {
  let rest = Buffer.alloc(0);
  line.on("data", (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes]);
    for (let frame = readFrame(rest); frame; frame = readFrame(rest)) {
      rest = rest.subarray(frame.length);
      const kind = kinds[(frame.firstByte & 0x0f) as keyof typeof kinds];
      if (kind) heard(kind, frame.payload.toString());
    }
  });
}

const kinds = { 1: "text", 8: "close", 9: "ping" } as const;

function readFrame(bytes: Buffer) {
  const [firstByte = 0, second = 0] = bytes;
  const short = second & 0x7f;
  const head = 2 + (extraBytes[short] ?? 0);
  if (bytes.length < head + 4) return undefined;
  const size = head === 2 ? short : bytes.readUIntBE(head === 4 ? 2 : 4, head === 4 ? 2 : 6);
  const length = head + 4 + size;
  if (bytes.length < length) return undefined;
  const mask = bytes.subarray(head, head + 4);
  const payload = bytes.subarray(head + 4, length).map((byte, i) => byte ^ (mask[i % 4] ?? 0));
  return { firstByte, length, payload: Buffer.from(payload) };
}

/** Of a length that does not fit into the second byte. */
const extraBytes: Record<number, number> = { 126: 2, 127: 8 };

function sizeOf(length: number): Buffer {
  if (length < 126) return Buffer.from([length]);
  if (length < 65_536) return Buffer.from([126, length >> 8, length & 0xff]);
  const size = Buffer.alloc(9, 127);
  size.writeBigUInt64BE(BigInt(length), 1);
  return size;
}
