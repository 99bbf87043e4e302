interface Listener {
  /** The next bytes of a long message that begins with these characters. */
  onPayload(piece: Buffer, start: string): void;
  /** A message that is whole, and too short to be what somebody said. */
  onShort(text: string): void;
}

const startLength = 15;
/** What fits into the second byte of a frame. */
const shortLength = 125;

/**
 * Reads the frames of a host as cheaply as can be: long ones are passed on piece by piece and not copied, so that
 * a crowd of hundreds fits into one process. Frames of a websocket: RFC 6455 §5.2.
 */
export class HostFrames {
  readonly #listener: Listener;
  #rest: Buffer = Buffer.alloc(0);
  #start = "";
  #left = 0;

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  read(more: Buffer): void {
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, more]) : more;
    let at = 0;
    let taken = -1;
    while (at < bytes.length && taken !== 0) {
      taken = this.#left > 0 ? this.#passOn(bytes, at) : this.#begin(bytes, at);
      at += taken;
    }
    // Whoever reads into one buffer again and again would overwrite it.
    this.#rest = Buffer.from(bytes.subarray(at));
  }

  #passOn(bytes: Buffer, at: number): number {
    const piece = bytes.subarray(at, at + this.#left);
    this.#left -= piece.length;
    this.#listener.onPayload(piece, this.#start);
    return piece.length;
  }

  /** Gives how much was taken: nothing where the head is not whole. */
  #begin(bytes: Buffer, at: number): number {
    const { headLength, length } = sizeOf(bytes, at);
    const isShort = length <= shortLength;
    const start = at + headLength;
    if (bytes.length < start + (isShort ? length : startLength)) return 0;
    if (isShort) {
      this.#listener.onShort(bytes.toString("latin1", start, start + length));
      return headLength + length;
    }
    this.#start = bytes.toString("latin1", start, start + startLength);
    this.#left = length;
    return headLength;
  }
}

/** Of a head that may not be whole, the length that it must have at least. */
function sizeOf(bytes: Buffer, at: number): { headLength: number; length: number } {
  const short = (bytes[at + 1] ?? 0) & 0x7f;
  if (short < 126) return { headLength: 2, length: short };
  const headLength = short === 126 ? 4 : 10;
  if (bytes.length < at + headLength) return { headLength, length: 0 };
  const length = short === 126 ? bytes.readUInt16BE(at + 2) : bytes.readUIntBE(at + 4, 6);
  return { headLength, length };
}
