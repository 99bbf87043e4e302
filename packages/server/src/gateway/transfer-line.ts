import {
  accepted,
  ChatError,
  type Clock,
  limits,
  refused,
  type TransferRequestName,
} from "@classchat/core";
import type { DefaultEventsMap, Server, Socket } from "socket.io";
import type { TransferRight } from "../chat/files.ts";
import type { Logger } from "../chat/ports.ts";
import { connectionOf, hangUp } from "./engine-connection.ts";
import { asChatError } from "./requests.ts";

type Listener = (input: unknown, reply?: unknown) => void;
type TransferRequests = Record<TransferRequestName, Listener>;
interface TransferNotices {
  "download:chunk"(piece: { offset: number; bytes: Uint8Array }, taken: () => void): void;
  "download:end"(nothing: object, taken: () => void): void;
}
interface TransferData {
  right?: TransferRight;
}

export type TransferServer = Server<
  TransferRequests,
  TransferNotices,
  DefaultEventsMap,
  TransferData
>;
export type TransferSocket = Socket<
  TransferRequests,
  TransferNotices,
  DefaultEventsMap,
  TransferData
>;

/** One connection of a transfer. Whoever breaks its rules, or is waited for and says nothing, is hung up on. */
export class TransferLine {
  readonly #socket: TransferSocket;
  readonly #clock: Clock;
  readonly #logger: Logger;
  #working = 0;
  #heardAt: number;
  #stopTimer: () => void;
  readonly #untaken = new Set<(error: Error) => void>();

  constructor(socket: TransferSocket, { clock, logger }: { clock: Clock; logger: Logger }) {
    this.#socket = socket;
    this.#clock = clock;
    this.#logger = logger;
    this.#heardAt = clock.now();
    this.#stopTimer = this.#lookIn(limits.transfer.timeoutMs);
    this.onEnd(() => {
      this.#stopTimer();
      for (const reject of this.#untaken) reject(new ChatError("transfer-cancelled"));
    });
  }

  get isOpen(): boolean {
    return this.#socket.connected;
  }

  onEnd(listener: () => void): void {
    this.#socket.once("disconnect", listener);
  }

  /** Answers a request of that name with what `handle` gives; at most so many at once. */
  answer(
    name: TransferRequestName,
    { atOnce, handle }: { atOnce: number; handle: (raw: unknown) => Promise<unknown> },
  ): void {
    this.#socket.on(name, async (raw, reply) => {
      // Whoever sends ahead without waiting would fill the host's memory.
      if (this.#working >= atOnce) return hangUp(connectionOf(this.#socket));
      this.#working += 1;
      const result = await handle(raw).catch((error: unknown) =>
        asChatError(error, name, this.#logger),
      );
      this.#working -= 1;
      this.#heard();
      const isRefused = result instanceof ChatError;
      if (typeof reply === "function") reply(isRefused ? refused(result) : accepted(result));
      if (isRefused && result.code === "bad-input") this.#socket.disconnect(true);
    });
  }

  /** Resolves when the other side took it, rejects when the connection ends before. */
  tell(name: "download:chunk", payload: { offset: number; bytes: Uint8Array }): Promise<void>;
  tell(name: "download:end", payload: object): Promise<void>;
  tell(name: "download:chunk" | "download:end", payload: object): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#untaken.add(reject);
      const taken = () => {
        this.#untaken.delete(reject);
        this.#heard();
        resolve();
      };
      // The overloads above have paired name and payload.
      (this.#socket as unknown as Socket).emit(name, payload, taken);
    });
  }

  /** Ends what went wrong outside of a request. */
  fail(error: unknown): void {
    asChatError(error, "a transfer", this.#logger);
    hangUp(connectionOf(this.#socket));
  }

  #heard(): void {
    this.#heardAt = this.#clock.now();
  }

  #lookIn(ms: number): () => void {
    return this.#clock.after(ms, () => {
      const silentMs = this.#clock.now() - this.#heardAt;
      const isSilent = this.#working === 0 && silentMs >= limits.transfer.timeoutMs;
      if (isSilent) return hangUp(connectionOf(this.#socket));
      this.#stopTimer = this.#lookIn(Math.max(1_000, limits.transfer.timeoutMs - silentMs));
    });
  }
}
