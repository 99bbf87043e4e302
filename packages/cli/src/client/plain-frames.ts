import { limits } from "@classchat/core";
import { CheckedPackets } from "./checked-packets.ts";

/** A piece, and what says whose it is. */
const largestPacketBytes = limits.transfer.chunkBytes + 8 * 1024;

/**
 * The websocket of a transfer: a packet may have the bytes of one piece behind it. Its frames are masked with zeros,
 * which changes nothing and which neither end spends time on. Masks keep the scripts of a web page from speaking to a
 * proxy that reads along; nobody reads along in TLS with a pinned key, and what is sent here no web page chose.
 */
export class PlainFrames extends CheckedPackets {
  protected override readonly talk =
    /^(?:1$|2\d{0,15}\["|3\d{1,15}\[|51-\d{0,15}\["download:chunk",)/u;

  override createSocket(
    ...[uri, protocols, options]: Parameters<CheckedPackets["createSocket"]>
  ): ReturnType<CheckedPackets["createSocket"]> {
    const own = { generateMask, maxPayload: largestPacketBytes };
    return super.createSocket(uri, protocols, { ...options, ...own });
  }
}

function generateMask(mask: Uint8Array): void {
  mask.fill(0);
}
