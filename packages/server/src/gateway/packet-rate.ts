import { type Clock, limits } from "@classchat/core";
import type { Counts } from "../chat/ports.ts";
import { type Rate, TokenBucket } from "../chat/token-bucket.ts";
import { type EngineConnection, type EngineServer, hangUp } from "./engine-connection.ts";

interface Rates {
  /** Whoever owes more than `debt` is hung up on. */
  packets: Rate & { debt?: number };
  /** A read counts as so many bytes `least`. */
  bytes?: Rate & { least: number };
}

/** Fewer pauses, and longer ones: what comes in that time is let in at once after one. */
const secondsBetweenPauses = 0.1;
/** Each is answered with a write of its own, and clients send one in seconds. */
const packetsPerPing = 10;
/** A pong waits behind what is not read, and must not wait until the connection counts as dead. */
const longestPauseMs = limits.pingTimeoutMs / 4;

/**
 * Reads no connection faster than the rates: what comes too fast stays in the network, so that it costs nobody
 * else, and is not lost. Whatever the packets are, and before anyone signed in.
 */
export function limitPackets(
  io: EngineServer,
  rates: Rates,
  { clock, counts }: { clock: Clock; counts: Counts },
): void {
  io.engine.on("connection", (connection) => {
    const pauses = new Pauses(connection, clock);
    limitCount(connection, rates.packets, {
      pauses,
      onTooFast: () => counts.add("refused", ["too-fast"]),
    });
    if (rates.bytes) limitBytes(connection, rates.bytes, pauses);
  });
}

/** Counted below engine.io, which tells of no packet once it has said goodbye. Pings are no packets, and each is answered. */
function limitCount(
  connection: EngineConnection,
  { debt = Number.POSITIVE_INFINITY, ...rate }: Rates["packets"],
  { pauses, onTooFast }: { pauses: Pauses; onTooFast: () => void },
): void {
  const take = pauses.by(rate);
  let isOver = false;
  // What came in the same piece is told of one by one, also when there is nobody left to hang up on.
  const count = (packets: number) => {
    if (isOver || take(packets) >= -debt) return;
    isOver = true;
    onTooFast();
    hangUp(connection);
  };
  const { socket } = connection.transport;
  socket.on("message", () => count(1));
  socket.on("ping", () => count(packetsPerPing));
}

/** Whatever comes: bytes of a packet that never ends, too. */
function limitBytes(
  { request }: EngineConnection,
  { least, ...rate }: Rate & { least: number },
  pauses: Pauses,
): void {
  const take = pauses.by(rate);
  request.socket.on("data", (bytes: Buffer) => void take(Math.max(least, bytes.length)));
}

/** One connection is read, or for a while it is not. */
class Pauses {
  readonly #connection: EngineConnection;
  readonly #clock: Clock;
  #stopTimer: (() => void) | undefined;

  constructor(connection: EngineConnection, clock: Clock) {
    this.#connection = connection;
    this.#clock = clock;
    connection.once("close", () => this.#stopTimer?.());
  }

  /** Counts what is taken, pauses where it is more than the rate, and gives what is left. */
  by(rate: Rate): (amount: number) => number {
    const bucket = new TokenBucket(rate, this.#clock.now());
    return (amount) => {
      const now = this.#clock.now();
      bucket.take(now, amount);
      const enough = rate.perSecond * secondsBetweenPauses;
      const left = bucket.level(now);
      if (left < 0) this.#pause(bucket.msUntil(enough, now));
      return left;
    };
  }

  #pause(ms: number): void {
    if (this.#stopTimer) return;
    const { socket } = this.#connection.transport;
    socket.pause();
    this.#stopTimer = this.#clock.after(Math.min(longestPauseMs, ms), () => {
      this.#stopTimer = undefined;
      socket.resume();
    });
  }
}
