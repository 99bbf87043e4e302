import { type Clock, limits } from "@classchat/core";
import type { Counts } from "../chat/ports.ts";
import {
  type EngineConnection,
  type EnginePacket,
  type EngineServer,
  hangUp,
} from "./engine-connection.ts";

/**
 * Hangs up on whoever does not read what is sent, before it fills the host's memory. A client comes back by
 * itself and asks for what it missed.
 */
export function evictSlowReaders(
  io: EngineServer,
  { clock, counts }: { clock: Clock; counts: Counts },
): void {
  io.engine.on("connection", (connection) => {
    const evict = () => {
      counts.add("refused", ["slow-reader"]);
      hangUp(connection);
    };
    const backlog = new Backlog(connection, { clock, evict });
    connection.on("packetCreate", (packet) => backlog.add(packet));
    connection.on("flush", () => backlog.empty());
    connection.once("close", () => backlog.empty());
  });
}

const { soft, hard, stalledMs } = limits.backlog;

/** What waits to be sent to one connection while it has not taken what was sent before. */
class Backlog {
  readonly #connection: EngineConnection;
  readonly #clock: Clock;
  readonly #evict: () => void;
  #packets = 0;
  #bytes = 0;
  #takenAt: number;
  #stopTimer: (() => void) | undefined;

  constructor(connection: EngineConnection, { clock, evict }: { clock: Clock; evict: () => void }) {
    this.#connection = connection;
    this.#clock = clock;
    this.#evict = evict;
    this.#takenAt = clock.now();
  }

  add({ data }: EnginePacket): void {
    this.#packets += 1;
    this.#bytes += data?.length ?? 0;
    if (this.#connection.transport.writable) return;
    if (this.#isAbove(hard) || this.#isStalled()) this.#evict();
    else if (this.#isAbove(soft)) this.#waitForReader();
  }

  /** All of it is on its way. */
  empty(): void {
    this.#packets = 0;
    this.#bytes = 0;
    this.#takenAt = this.#clock.now();
    this.#stopTimer?.();
    this.#stopTimer = undefined;
  }

  #waitForReader(): void {
    this.#stopTimer ??= this.#clock.after(soft.forMs, this.#evict);
  }

  #isAbove({ packets, bytes }: { packets: number; bytes: number }): boolean {
    return this.#packets > packets || this.#bytes > bytes;
  }

  // Pings are sent all the time, so that this is asked even where nobody says anything.
  #isStalled(): boolean {
    return this.#clock.now() - this.#takenAt > stalledMs;
  }
}
