import {
  ChatError,
  isErrorCode,
  limits,
  protocolVersion,
  type RoomId,
  type TransferInput,
  type TransferOutput,
  type TransferRequestName,
  transferNotices,
  transferPath,
  transferRequests,
  unwrap,
} from "@classchat/core";
import { io, type Socket } from "socket.io-client";
import { type Endpoint, letGo, urlOf, webSocketOf } from "./connection.ts";
import type { Lan } from "./lan.ts";
import { PlainFrames } from "./plain-frames.ts";
import type { WebSocketOfWs } from "./silence.ts";
import type { Timing } from "./timing.ts";

export interface TransferLineOptions {
  endpoint: Endpoint;
  agent: ReturnType<Lan["agent"]>;
  room: RoomId;
  ticket: string;
  timing: Timing;
  signal: AbortSignal;
}

/** What is to become of the pieces of a download. */
export interface Taker {
  /** Resolves when the piece is written. */
  take(offset: number, bytes: Uint8Array): Promise<void>;
}

/** The second connection of a session: it carries the bytes of one file and ends with that. */
export class TransferLine {
  readonly #options: TransferLineOptions;
  readonly #socket: Socket;
  readonly #broken: Promise<never>;
  #webSocket: WebSocketOfWs | undefined;

  private constructor(options: TransferLineOptions) {
    const { endpoint, agent, room, ticket, signal } = options;
    this.#options = options;
    this.#socket = io(urlOf(endpoint), {
      path: transferPath,
      auth: (give: (handshake: object) => void) =>
        give({ protocol: protocolVersion, room, ticket }),
      // The types know browsers only, where an agent is a yes or no.
      agent: agent as unknown as boolean,
      rejectUnauthorized: true,
      transports: [PlainFrames],
      upgrade: false,
      forceNew: true,
      reconnection: false,
    });
    this.#broken = new Promise((_, reject) => {
      this.#socket.on("disconnect", () => reject(new ChatError("unreachable")));
      const cancel = () => reject(new ChatError("transfer-cancelled"));
      signal.addEventListener("abort", cancel);
      this.#socket.on("disconnect", () => signal.removeEventListener("abort", cancel));
      if (signal.aborted) cancel();
    });
    this.#broken.catch(() => {});
  }

  /** Connects; throws the `ChatError` with which the host, or the network, refused. */
  static async open(options: TransferLineOptions): Promise<TransferLine> {
    const line = new TransferLine(options);
    try {
      await line.#opened();
      return line;
    } catch (error) {
      line.close();
      throw error;
    }
  }

  /** Asks the host; gives its checked answer, or throws the `ChatError` it refused with. */
  async request<N extends TransferRequestName>(
    name: N,
    input: TransferInput<N>,
  ): Promise<TransferOutput<N>> {
    // It would wait for a connection that never comes, and keep the program from ending.
    if (!this.#socket.connected) await this.#broken;
    const asked = this.#socket.timeout(limits.transfer.timeoutMs).emitWithAck(name, input);
    const reply = await this.#orBroken(asked.catch(asTimeout));
    const value = transferRequests[name].output.safeParse(unwrap(reply));
    if (!value.success) throw new ChatError("internal", { cause: value.error });
    // The table pairs each name with its output; TypeScript cannot correlate the two.
    return value.data as TransferOutput<N>;
  }

  /** Receives all that lies behind the offset; resolves at the end. */
  async receive(offset: number, { take }: Taker): Promise<void> {
    const ended = new Promise<void>((resolve, reject) => {
      let waiting = 0;
      this.#socket.on("download:chunk", (raw: unknown, taken: unknown) => {
        const piece = transferNotices["download:chunk"].payload.safeParse(raw);
        waiting += 1;
        if (!piece.success || typeof taken !== "function" || waiting > limits.transfer.window) {
          return reject(new ChatError("internal", { cause: piece.error }));
        }
        take(piece.data.offset, piece.data.bytes).then(() => {
          waiting -= 1;
          taken();
        }, reject);
      });
      this.#socket.on("download:end", (_: unknown, taken: unknown) => {
        if (typeof taken === "function") taken();
        resolve();
      });
    });
    ended.catch(() => {});
    await this.request("download:start", { offset });
    await this.#orBroken(ended);
  }

  close(): void {
    this.#socket.disconnect();
    this.#options.agent.destroy();
    letGo(this.#webSocket, "closed");
  }

  async #opened(): Promise<void> {
    const late = AbortSignal.timeout(this.#options.timing.connect);
    const opened = new Promise<void>((resolve, reject) => {
      this.#socket.on("connect", resolve);
      this.#socket.on("connect_error", (error) => reject(asRefusal(error)));
      late.addEventListener("abort", () => reject(new ChatError("unreachable")));
    });
    await this.#orBroken(opened);
    this.#webSocket = webSocketOf(this.#socket);
  }

  #orBroken<Value>(value: Promise<Value>): Promise<Value> {
    return Promise.race([value, this.#broken]);
  }
}

function asTimeout(cause: unknown): never {
  throw new ChatError("timed-out", { cause });
}

function asRefusal(error: Error): ChatError {
  return new ChatError(isErrorCode(error.message) ? error.message : "unreachable", {
    cause: error,
  });
}
