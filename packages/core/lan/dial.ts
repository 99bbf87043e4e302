import type { IncomingMessage } from "node:http";
import https from "node:https";
import { TLSSocket } from "node:tls";
import { ChatError, type Fingerprint, limits, protocolVersion, RoomCard } from "@classchat/core";
import { fingerprintOfPeer, handshakeOptions } from "./key-pin.ts";

/** What a host shows to anyone who asks, and the key it proved to hold while it did. */
export interface DialedRoom {
  card: RoomCard;
  fingerprint: Fingerprint;
}

/** As a line to it tells, with what time it is there, in ms since 1970, where it says so. */
export interface AskedRoom extends DialedRoom {
  hostTime: number | undefined;
}

export interface DialOptions {
  /** IPv4, IPv6 (with `%zone` where it needs one) or a name. */
  address: string;
  port: number;
  timeoutMs?: number;
  signal?: AbortSignal;
}

/**
 * Asks the host at this address for its card. Refuses with `unreachable` (see `isRefusal`), `not-found` when
 * something else than a room answers, `other-protocol` when the room speaks another version.
 */
export async function dialRoom(options: DialOptions): Promise<DialedRoom> {
  const line = new RoomLine(options);
  try {
    const { card, fingerprint } = await line.ask(options);
    if (card.protocol !== protocolVersion) throw new ChatError("other-protocol");
    return { card, fingerprint };
  } finally {
    line.close();
  }
}

/** Whether the answer was a definite no, so that asking the same again is of no use now. */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof ChatError)) return false;
  return error.code !== "unreachable" || codeOf(error.cause) === "ECONNREFUSED";
}

/** One connection to a host that is kept for the next question, so that asking often costs the host little. */
export class RoomLine {
  readonly address: string;
  readonly port: number;
  readonly #agent = new https.Agent({ keepAlive: true, maxSockets: 1, maxCachedSessions: 0 });
  readonly #onHangUp: () => void;
  #kept: { socket: TLSSocket; fingerprint: Fingerprint } | undefined;

  /** `onHangUp`: called when a connection that had answered ends: the first sign of a host that died. */
  constructor(host: { address: string; port: number; onHangUp?: () => void }) {
    this.address = host.address;
    this.port = host.port;
    this.#onHangUp = host.onHangUp ?? (() => {});
  }

  get isOpen(): boolean {
    return this.#kept !== undefined;
  }

  /** Asks for the card; a room of another protocol is an answer too. */
  async ask({
    timeoutMs,
    signal,
  }: {
    timeoutMs?: number;
    signal?: AbortSignal;
  } = {}): Promise<AskedRoom> {
    const timeout = AbortSignal.timeout(timeoutMs ?? limits.connectTimeoutMs);
    try {
      return await this.#request(signal ? AbortSignal.any([signal, timeout]) : timeout);
    } catch (error) {
      throw timeout.aborted ? unreachable(timedOut()) : toChatError(error);
    }
  }

  close(): void {
    this.#kept = undefined;
    this.#agent.destroy();
  }

  #request(signal: AbortSignal): Promise<AskedRoom> {
    return new Promise((resolve, reject) => {
      const { address: host, port } = this;
      const options = {
        ...handshakeOptions,
        agent: this.#agent,
        host,
        port,
        path: "/card",
        signal,
      };
      const request = https.get(options, (response) => {
        this.#receive(response).then(resolve, (error) => {
          request.destroy();
          reject(error);
        });
      });
      request.on("error", reject);
    });
  }

  async #receive(response: IncomingMessage): Promise<AskedRoom> {
    // Asked before the body is read: by its end the other side may have hung up.
    const fingerprint = this.#identify(response.socket);
    const hostTime = timeOf(response);
    return { card: await readCard(response), fingerprint, hostTime };
  }

  // Asked at a connection's first answer and remembered with it: later the socket does not tell any more.
  #identify(socket: unknown): Fingerprint {
    if (this.#kept && this.#kept.socket === socket) return this.#kept.fingerprint;
    const fingerprint = socket instanceof TLSSocket ? fingerprintOfPeer(socket) : undefined;
    if (!(socket instanceof TLSSocket) || !fingerprint) throw new ChatError("not-found");
    this.#keep({ socket, fingerprint });
    return fingerprint;
  }

  #keep(kept: { socket: TLSSocket; fingerprint: Fingerprint }): void {
    this.#kept = kept;
    kept.socket.once("close", () => {
      if (this.#kept !== kept) return;
      this.#kept = undefined;
      this.#onHangUp();
    });
  }
}

function timeOf({ headers }: IncomingMessage): number | undefined {
  const time = Date.parse(headers.date ?? "");
  return Number.isNaN(time) ? undefined : time;
}

async function readCard(response: IncomingMessage): Promise<RoomCard> {
  if (response.statusCode !== 200) throw new ChatError("not-found");
  return parseCard(await readText(response));
}

async function readText(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of body) {
    sizeBytes += chunk.length;
    if (sizeBytes > limits.roomCardBytes) throw new ChatError("not-found");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function parseCard(text: string): RoomCard {
  const raw = parseJson(text);
  const card = RoomCard.safeParse(raw);
  if (card.success) return card.data;
  throw new ChatError(isOfOtherProtocol(raw) ? "other-protocol" : "not-found", {
    cause: card.error,
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ChatError("not-found", { cause });
  }
}

/** Another version's card may have another form; only its first two fields are for ever. */
function isOfOtherProtocol(raw: unknown): boolean {
  if (typeof raw !== "object" || raw === null || !("app" in raw) || !("protocol" in raw))
    return false;
  return raw.app === "classchat" && raw.protocol !== protocolVersion;
}

function toChatError(error: unknown): ChatError {
  if (error instanceof ChatError) return error;
  return /^(?:ERR_SSL|HPE_|EPROTO)/u.test(codeOf(error) ?? "")
    ? new ChatError("not-found", { cause: error })
    : unreachable(error);
}

function unreachable(cause: unknown): ChatError {
  return new ChatError("unreachable", { cause });
}

function timedOut(): Error {
  return Object.assign(new Error("No answer in time"), { code: "ETIMEDOUT" });
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
