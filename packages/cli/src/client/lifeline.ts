import { setTimeout as delay } from "node:timers/promises";
import {
  ChatError,
  type ErrorCode,
  type Fingerprint,
  type Handshake,
  type RoomId,
} from "@classchat/core";
import { asChatError, unreachable } from "./as-chat-error.ts";
import {
  type ArrivedNotice,
  type Connection,
  type Endpoint,
  openConnection,
} from "./connection.ts";
import type { Lan } from "./lan.ts";
import { searchRoom } from "./room-search.ts";
import type { ConnectionState } from "./session-events.ts";
import { retryDelay, type Timing } from "./timing.ts";

interface LifelineOptions {
  room: { id: RoomId; fingerprint: Fingerprint } & Endpoint;
  lan: Lan;
  timing: Timing;
  /** What the next handshake says. */
  handshake: () => Handshake;
  /** What has to work before the room counts as reached. */
  onConnected: (connection: Connection, endpoint: Endpoint) => Promise<void>;
  onNotice: (notice: ArrivedNotice) => void;
  onLost: () => void;
  /** Says whether the cause was removed, so that the next attempt need not wait. */
  onRefused: (error: ChatError) => Promise<boolean>;
  onState: (state: ConnectionState) => void;
}

/** Keeps one room connected: one connection after the other, at another address if it moved. */
export class Lifeline {
  readonly #options: LifelineOptions;
  readonly #closing = new AbortController();
  #endpoint: Endpoint;
  #connection: Connection | undefined;
  #running: Promise<void> = Promise.resolve();
  #attempt = new AbortController();
  #pause = new AbortController();
  #hurry = false;
  /** Why the host will have us no more. */
  #refusal: ChatError | undefined;
  #failures = 0;
  #lastError: ChatError | undefined;
  #wasReached = false;
  #lostAt = 0;
  #stopSearch: (() => void) | undefined;

  constructor(options: LifelineOptions) {
    this.#options = options;
    const { address, port } = options.room;
    this.#endpoint = { address, port };
  }

  /** The connection as it is now; throws why there is none. */
  get connection(): Connection {
    if (!this.#connection) throw this.#refusal ?? unreachable();
    return this.#connection;
  }

  /** Where the room is, as far as is known. */
  get endpoint(): Endpoint {
    return this.#endpoint;
  }

  /** Connects until it is closed; resolves earlier if it is refused for good, and may then be called again. */
  start(): Promise<void> {
    this.#refusal = undefined;
    this.#failures = 0;
    this.#running = this.#run();
    return this.#running;
  }

  /** Connects anew, with a handshake of its own, and without waiting. */
  again(): void {
    this.#hurry = true;
    this.#pause.abort();
    this.#connection?.close();
  }

  /** The host puts us out: this connection is the last one. */
  giveUp(code: ErrorCode): void {
    this.#refusal = new ChatError(code);
    this.#connection?.close();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#connection?.close();
    await this.#running;
  }

  async #run(): Promise<void> {
    for (;;) {
      const error = await this.#stay();
      this.#leave(error);
      if (this.#isClosed()) break;
      if (this.#isFinal(error)) {
        this.#refusal = error;
        this.#options.onState({ state: "refused", code: error.code });
        break;
      }
      if (!(await this.#options.onRefused(error))) await this.#waitAfter(error);
      if (this.#isClosed()) break;
    }
    this.#endSearch();
  }

  /** Connects, stays until the connection ends, and says why it did. */
  async #stay(): Promise<ChatError> {
    this.#hurry = false;
    this.#options.onState({ state: "connecting" });
    try {
      const connection = await this.#open();
      this.#connection = connection;
      this.#options.onState({ state: "online" });
      await this.#options.onConnected(connection, this.#endpoint);
      this.#reached();
      if ((await connection.ended) === "silent") this.#search();
      return this.#refusal ?? unreachable();
    } catch (error) {
      return this.#refusal ?? asChatError(error);
    }
  }

  #open(): Promise<Connection> {
    const { room, lan, timing, handshake, onNotice } = this.#options;
    this.#attempt = new AbortController();
    const endpoint = this.#endpoint;
    return openConnection({
      endpoint,
      agent: lan.agent(room.fingerprint, endpoint.address),
      handshake: handshake(),
      timing,
      signal: AbortSignal.any([this.#attempt.signal, this.#closing.signal]),
      onNotice,
    });
  }

  #reached(): void {
    this.#failures = 0;
    this.#wasReached = true;
    this.#endSearch();
  }

  #leave(error: ChatError): void {
    if (this.#failures === 0) this.#lostAt = performance.now();
    this.#failures += 1;
    this.#lastError = error;
    this.#connection?.close();
    this.#connection = undefined;
    this.#options.onLost();
  }

  /** Another key at a room's last address may be another host's: the room is looked for before it is given up. */
  #isFinal({ code }: ChatError): boolean {
    if (code !== "key-changed") return finalCodes.has(code);
    return !this.#wasReached || performance.now() - this.#lostAt > this.#options.timing.search;
  }

  async #waitAfter(error: ChatError): Promise<void> {
    if (this.#hurry) return;
    if (this.#failures >= 2 || isAnothers(error)) this.#search();
    const delayMs = retryDelay(this.#failures, this.#options.timing);
    const reason = error.code === "room-full" ? { code: error.code } : {};
    this.#options.onState({ state: "offline", retryAt: Date.now() + delayMs, ...reason });
    this.#pause = new AbortController();
    const signal = AbortSignal.any([this.#pause.signal, this.#closing.signal]);
    await delay(delayMs, undefined, { signal }).catch(() => {});
  }

  #search(): void {
    const { lan, room } = this.#options;
    this.#stopSearch ??= searchRoom({
      lan,
      room: room.id,
      fingerprint: room.fingerprint,
      last: this.#endpoint,
      onFound: (endpoint) => this.#foundAt(endpoint),
    });
  }

  #endSearch(): void {
    this.#stopSearch?.();
    this.#stopSearch = undefined;
  }

  #foundAt(endpoint: Endpoint): void {
    if (isSame(endpoint, this.#endpoint)) {
      // It is back where it was; but a host that is busy is not asked again sooner for being there.
      if (this.#lastError?.code === "unreachable") this.#pause.abort();
      return;
    }
    this.#endpoint = endpoint;
    this.#hurry = true;
    this.#attempt.abort();
    this.#pause.abort();
  }

  #isClosed(): boolean {
    return this.#closing.signal.aborted;
  }
}

/** With these, trying again helps nobody. */
const finalCodes: ReadonlySet<ErrorCode> = new Set(["other-protocol", "banned", "kicked"]);

/** Whether the address is now that of another host or room. */
function isAnothers({ code }: ChatError): boolean {
  return code === "key-changed" || code === "other-room";
}

function isSame(a: Endpoint, b: Endpoint): boolean {
  return a.address === b.address && a.port === b.port;
}
