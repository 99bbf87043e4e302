import type { RemoteInfo } from "node:dgram";

// What one packet may cost. The libraries compare each record of a packet with every other: of 4,000 in one packet
// of 64 KiB they took almost five seconds.

/** RFC 6762 §17. */
const mostBytes = 9_000;
/** More than a packet of one Ethernet frame holds. */
const mostRecords = 128;
const headerBytes = 12;

/** Ten times what an honest sender needs; a gateway that repeats the mDNS of a campus counts as one. */
const senderRate = { burst: 100, perSecond: 50 };
/** Of all senders together, for their addresses are easily forged; questions and answers apart. */
const totalRate = { burst: 400, perSecond: 300 };
/** Those beyond are counted anew. */
const sendersCounted = 256;

interface Bucket {
  tokens: number;
  at: number;
}

/** Says which packets are worth reading: what is lost of a flood is asked for again. */
export class PacketGate {
  readonly #senders = new Map<string, Bucket>();
  // A class that comes in asks a thousand times a second, and that must not cost it the answers.
  readonly #questions: Bucket = { tokens: totalRate.burst, at: 0 };
  readonly #answers: Bucket = { tokens: totalRate.burst, at: 0 };

  admits(packet: Buffer, { address }: Pick<RemoteInfo, "address">, now: number): boolean {
    if (packet.length > mostBytes || recordsIn(packet) > mostRecords) return false;
    const total = isAnswer(packet) ? this.#answers : this.#questions;
    return take(this.#bucketOf(address), senderRate, now) && take(total, totalRate, now);
  }

  #bucketOf(address: string): Bucket {
    if (this.#senders.size >= sendersCounted) this.#senders.clear();
    const bucket = this.#senders.get(address) ?? { tokens: senderRate.burst, at: 0 };
    this.#senders.set(address, bucket);
    return bucket;
  }
}

/** As many as its header says (RFC 1035 §4.1.1): questions, answers, authorities, additionals. */
function recordsIn(packet: Buffer): number {
  if (packet.length < headerBytes) return Number.POSITIVE_INFINITY;
  return [4, 6, 8, 10].reduce((sum, offset) => sum + packet.readUInt16BE(offset), 0);
}

/** RFC 1035 §4.1.1: the bit QR. */
function isAnswer(packet: Buffer): boolean {
  return packet.readUInt8(2) >= 0x80;
}

function take(bucket: Bucket, rate: { burst: number; perSecond: number }, now: number): boolean {
  const gained = ((now - bucket.at) / 1_000) * rate.perSecond;
  bucket.tokens = Math.min(rate.burst, bucket.tokens + gained);
  bucket.at = now;
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  return true;
}
