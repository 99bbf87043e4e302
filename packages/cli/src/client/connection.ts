import {
  addressWithPort,
  ChatError,
  check,
  type Handshake,
  isErrorCode,
  limits,
  type NoticeName,
  type NoticePayload,
  notices,
  type Output,
  type RawInput,
  type RequestName,
  requests,
  unwrap,
} from "@classchat/core";
import { io, type Socket } from "socket.io-client";
import type * as z from "zod";
import { CheckedPackets } from "./checked-packets.ts";
import type { Lan } from "./lan.ts";
import { Patience } from "./patience.ts";
import { guardAgainstSilence, type WebSocketOfWs } from "./silence.ts";
import type { Timing } from "./timing.ts";

export interface Endpoint {
  address: string;
  port: number;
}

/** The URL of an endpoint. It holds no zone (WHATWG URL §3.5): the agent knows the whole address. */
export function urlOf({ address, port }: Endpoint): string {
  const [withoutZone = ""] = address.split("%");
  return `https://${addressWithPort({ address: withoutZone, port })}`;
}

/** A notice of the host, checked and cleaned. */
export type ArrivedNotice = {
  [N in NoticeName]: { name: N; payload: NoticePayload<N> };
}[NoticeName];

interface ConnectionOptions {
  endpoint: Endpoint;
  agent: ReturnType<Lan["agent"]>;
  handshake: Handshake;
  timing: Timing;
  signal: AbortSignal;
  onNotice: (notice: ArrivedNotice) => void;
}

/** How a connection ended. `silent`: nobody closed it, it just said no more. */
export type Ending = "closed" | "silent";

// Messages of one page with all their characters escaped; far above what an honest host sends at once.
const largestPacketBytes = 4 * 1024 * 1024;

// Passwords are hashed in a queue, and what is removed is cleaned off the disk before there is an answer.
const slowRequests: ReadonlySet<RequestName> = new Set([
  "account:signIn",
  "account:register",
  "account:reset",
  "account:issueResetCode",
  "room:clear",
  "message:delete",
]);

/** Connects once. Throws the `ChatError` with which the host, or the network, refused. */
export function openConnection(options: ConnectionOptions): Promise<Connection> {
  const connection = new Connection(options);
  return connection.opened();
}

/** One connection to one room, from its handshake to its end. The only place that knows socket.io. */
export class Connection {
  readonly ended: Promise<Ending>;
  readonly #options: ConnectionOptions;
  readonly #socket: Socket;
  readonly #patience: Patience;
  #tellEnd: (ending: Ending) => void = () => {};
  #webSocket: WebSocketOfWs | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#patience = new Patience(options.timing.placesApart);
    this.ended = new Promise((resolve) => {
      this.#tellEnd = resolve;
    });
    this.#socket = io(urlOf(options.endpoint), socketOptions(options));
    this.#socket.on("disconnect", () => this.#end("closed"));
    this.#listenToNotices();
  }

  async opened(): Promise<this> {
    try {
      await this.#open();
    } catch (error) {
      this.#end("closed");
      throw error;
    }
    this.#webSocket = webSocketOf(this.#socket);
    const stopGuard = guardAgainstSilence({
      webSocket: this.#webSocket,
      timing: this.#options.timing,
      onSilence: () => this.#end("silent"),
    });
    void this.ended.then(stopGuard);
    return this;
  }

  /** Asks the host; gives its checked answer or throws the `ChatError` it refused with. */
  async request<N extends RequestName>(name: N, input: RawInput<N>): Promise<Output<N>> {
    const checked = check<z.ZodType>(requests[name].input, input);
    const value = requests[name].output.safeParse(unwrap(await this.#ask(name, checked)));
    if (!value.success) throw new ChatError("internal", { cause: value.error });
    // The table pairs each name with its output; TypeScript cannot correlate the two.
    return value.data as Output<N>;
  }

  close(): void {
    this.#end("closed");
  }

  async #ask(name: RequestName, input: unknown): Promise<unknown> {
    if (!this.#socket.connected) throw new ChatError("unreachable");
    try {
      return await this.#answer(name, input);
    } catch (cause) {
      throw new ChatError(this.#socket.connected ? "timed-out" : "unreachable", { cause });
    }
  }

  #answer(name: RequestName, input: unknown): Promise<unknown> {
    const { request, signIn } = this.#options.timing;
    if (!slowRequests.has(name)) return this.#socket.timeout(request).emitWithAck(name, input);
    const answer = this.#socket.timeout(limits.signInLongestMs).emitWithAck(name, input);
    return this.#patience.wait(answer, signIn);
  }

  #open(): Promise<void> {
    const { signal, timing } = this.#options;
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new ChatError("unreachable")), timing.connect);
      const giveUp = () => reject(new ChatError("unreachable"));
      const settle = (done: () => void) => {
        clearTimeout(late);
        signal.removeEventListener("abort", giveUp);
        done();
      };
      signal.addEventListener("abort", giveUp);
      if (signal.aborted) giveUp();
      this.#socket.on("connect", () => settle(resolve));
      this.#socket.on("connect_error", (error) => settle(() => reject(asRefusal(error))));
      void this.ended.then(() => settle(giveUp));
    });
  }

  #listenToNotices(): void {
    for (const name of Object.keys(notices) as NoticeName[]) {
      this.#socket.on(name, (raw: unknown) => {
        const payload = notices[name].payload.safeParse(raw);
        // As in `request`, for a name and its payload.
        if (payload.success) this.#hear({ name, payload: payload.data } as ArrivedNotice);
      });
    }
  }

  #hear(notice: ArrivedNotice): void {
    if (notice.name === "account:waiting" && !this.#patience.hear()) return;
    this.#options.onNotice(notice);
  }

  #end(ending: Ending): void {
    this.#tellEnd(ending);
    this.#socket.disconnect();
    this.#options.agent.destroy();
    letGo(this.#webSocket, ending);
  }
}

/** Who we are goes only into the first packet, after the agent has checked the key; never into the URL. */
function socketOptions({ agent, handshake }: ConnectionOptions) {
  return {
    auth: (give: (handshake: Handshake) => void) => give(handshake),
    // The types know browsers only, where an agent is a yes or no.
    agent: agent as unknown as boolean,
    // Should anything ever go past the agent, the host's own certificate is refused.
    rejectUnauthorized: true,
    transports: [CheckedPackets],
    upgrade: false,
    forceNew: true,
    reconnection: false,
    maxPayload: largestPacketBytes,
  };
}

/** The socket under the engine, of the package `ws`: socket.io offers no way to it. */
export function webSocketOf(socket: Socket): WebSocketOfWs {
  const transport = socket.io.engine.transport as unknown as { ws: WebSocketOfWs };
  return transport.ws;
}

// Closing waits up to 30 s for the other side's goodbye, and that long the process would stay.
export function letGo(webSocket: WebSocketOfWs | undefined, ending: Ending): void {
  if (ending === "silent") webSocket?.terminate();
  else setTimeout(() => webSocket?.terminate(), 500).unref();
}

/** The host refuses a handshake with a code as the message; the agent's reason lies two levels down. */
function asRefusal(error: Error): ChatError {
  if (isErrorCode(error.message)) return new ChatError(error.message);
  const { error: reason } =
    (error as Error & { description?: { error?: unknown } }).description ?? {};
  return reason instanceof ChatError ? reason : new ChatError("unreachable", { cause: error });
}
