import { NodeWebSocket } from "socket.io-client";

type Socket = ReturnType<NodeWebSocket["createSocket"]>;

/**
 * A websocket whose frames are masked with zeros, which changes nothing and which neither end spends time on. Masks
 * keep the scripts of a web page from speaking to a proxy that reads along; nobody reads along in TLS with a pinned
 * key, and what is sent here no web page chose.
 */
// A subclass is how engine.io takes another transport.
export class PlainFrames extends NodeWebSocket {
  override createSocket(
    uri: string,
    protocols: string | string[] | undefined,
    options: Record<string, unknown>,
  ): Socket {
    return super.createSocket(uri, protocols, { ...options, generateMask });
  }
}

function generateMask(mask: Uint8Array): void {
  mask.fill(0);
}
