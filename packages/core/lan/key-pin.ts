import { createHash, type X509Certificate } from "node:crypto";
import https from "node:https";
import net from "node:net";
import type { Duplex } from "node:stream";
import tls from "node:tls";
import { ChatError, type Fingerprint, limits } from "@classchat/core";

/** SHA-256 of the certificate's public key (SubjectPublicKeyInfo) in hex: outlives names, addresses and dates. */
export function fingerprintOf(certificate: X509Certificate): Fingerprint {
  const key = certificate.publicKey.export({ type: "spki", format: "der" });
  return createHash("sha256").update(key).digest("hex");
}

/** The fingerprint of the key that the other end of a finished handshake has proved to hold. */
export function fingerprintOfPeer(socket: tls.TLSSocket): Fingerprint | undefined {
  const certificate = socket.getPeerX509Certificate();
  return certificate && fingerprintOf(certificate);
}

/**
 * How every connection to a host begins. No authority signs a classroom's certificate: who the host is, its
 * key says, and whoever connects compares that before the first byte of HTTP.
 */
export const handshakeOptions = {
  minVersion: "TLSv1.3",
  rejectUnauthorized: false,
} as const satisfies tls.ConnectionOptions;

/**
 * Connects only to the holder of one key. Another host is refused with `ChatError("key-changed")` after the
 * handshake, when nothing that a client says has left yet.
 */
export class PinnedAgent extends https.Agent {
  readonly #fingerprint: Fingerprint;
  readonly #address: string | undefined;
  readonly #inHandshake = new Set<tls.TLSSocket>();

  /** `address`: where it connects to, whatever the URL says; no URL may hold the zone of a link-local address. */
  constructor(fingerprint: Fingerprint, address?: string) {
    // A resumed session would show no certificate, so there is none to resume.
    super({ keepAlive: false, maxCachedSessions: 0 });
    this.#fingerprint = fingerprint;
    this.#address = address;
  }

  /** Gives nothing at once: HTTP waits for the callback, and that comes after the comparison. */
  override createConnection(
    options: https.RequestOptions,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    const socket = tls.connect(connectOptions(options, this.#address));
    this.#inHandshake.add(socket);
    const settle = (error: Error | null) => {
      this.#inHandshake.delete(socket);
      socket.off("error", settle).off("close", onClose).off("timeout", onTimeout);
      socket.setTimeout(0);
      callback?.(error, socket);
    };
    const refuse = (error: Error) => {
      settle(error);
      // An error that comes late has nobody else to hear it.
      socket.on("error", () => {}).destroy();
    };
    const onClose = () => refuse(new ChatError("unreachable"));
    const onTimeout = () => refuse(new ChatError("unreachable", { cause: handshakeTimeout() }));

    socket.once("error", settle).once("close", onClose);
    socket.setTimeout(limits.connectTimeoutMs).once("timeout", onTimeout);
    socket.once("secureConnect", () => {
      const isKnown = fingerprintOfPeer(socket) === this.#fingerprint;
      if (isKnown) settle(null);
      else refuse(new ChatError("key-changed"));
    });
  }

  /** Handshakes that go on are given up, so that nobody waits for a host that does not answer. */
  override destroy(): void {
    for (const socket of this.#inHandshake) socket.destroy();
    super.destroy();
  }
}

function connectOptions(
  { host, hostname, port, servername }: https.RequestOptions,
  address = host ?? hostname ?? "localhost",
): tls.ConnectionOptions {
  return {
    ...handshakeOptions,
    host: address,
    port: Number(port),
    // RFC 6066 §3: an address is no server name.
    ...(net.isIP(address) || !servername ? {} : { servername }),
  };
}

function handshakeTimeout(): Error {
  return Object.assign(new Error("TLS handshake timed out"), { code: "ETIMEDOUT" });
}
