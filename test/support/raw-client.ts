import {
  type NoticeName,
  type NoticePayload,
  type Output,
  protocolVersion,
  type RequestName,
  unwrap,
} from "@classchat/core";
import type { OpenRoom } from "@classchat/server";
import { io, type Socket } from "socket.io-client";

/** Speaks the protocol without checking anything, so that tests can also say what no client would. */
export class RawClient {
  readonly socket: Socket;
  readonly #heard: [string, unknown][] = [];
  #below = 0;

  /** `localAddress`: from where, on systems whose loopback has more than one address. */
  constructor(
    room: Pick<OpenRoom, "id" | "port">,
    auth: Record<string, unknown> = {},
    from: { localAddress?: string } = {},
  ) {
    // Its types know browsers only, which have no choice of addresses.
    const options = { ...from } as object;
    this.socket = io(`https://127.0.0.1:${room.port}`, {
      ...options,
      auth: { protocol: protocolVersion, room: room.id, ...auth },
      transports: ["websocket"],
      rejectUnauthorized: false,
      reconnection: false,
      forceNew: true,
    });
    this.socket.onAny((name: string, payload: unknown) => this.#heard.push([name, payload]));
  }

  /** Resolves when let in, rejects with the reason when not. */
  connected(): Promise<this> {
    if (this.socket.connected) return Promise.resolve(this);
    return new Promise((resolve, reject) => {
      this.socket.once("connect", () => resolve(this));
      this.socket.once("connect_error", reject);
    });
  }

  /** The answer to whatever is asked; rejects with the `ChatError` of a refusal. */
  async request<N extends RequestName>(name: N, input: unknown): Promise<Output<N>> {
    return unwrap(await this.socket.timeout(20_000).emitWithAck(name, input)) as Output<N>;
  }

  /** The same for JSON that the client library itself could not send: deep arrays overflow its stack. */
  async requestJson<N extends RequestName>(name: N, input: string): Promise<Output<N>> {
    const { engine } = this.socket.io;
    const ackId = 1_000_000 + this.#below++;
    const answer = new Promise<unknown>((resolve) => {
      const listen = (packet: unknown) => {
        const [, json] = new RegExp(`^3${ackId}(.*)$`, "su").exec(String(packet)) ?? [];
        if (json === undefined) return;
        engine.off("data", listen);
        resolve(JSON.parse(json)[0]);
      };
      engine.on("data", listen);
    });
    engine.write(`2${ackId}[${JSON.stringify(name)},${input}]`);
    return unwrap(await answer) as Output<N>;
  }

  /** All notices of that name so far, in order. */
  heard<N extends NoticeName>(name: N): NoticePayload<N>[] {
    return this.#heard
      .filter(([heard]) => heard === name)
      .map(([, payload]) => payload as NoticePayload<N>);
  }

  /** The texts of all messages told so far. */
  texts(): string[] {
    return this.heard("message:new").flatMap(({ messages }) => messages.map(({ text }) => text));
  }

  close(): void {
    this.socket.disconnect();
  }
}
