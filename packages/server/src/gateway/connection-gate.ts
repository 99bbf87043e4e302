import type { Server as HttpsServer } from "node:https";
import type { Socket } from "node:net";
import { type Clock, limits } from "@classchat/core";
import { TokenBucket } from "../chat/token-bucket.ts";
import { addressBlock, isOwnAddress } from "./address-block.ts";
import type { ConnectionLimits } from "./connection-limits.ts";

/**
 * Says whether one more connection may be looked at: of each address, and in all, so many at a time, and so many
 * new ones a second. Whoever sits at the host itself is counted by address alone, so that no one keeps them out.
 */
export class ConnectionGate {
  readonly #limits: ConnectionLimits;
  readonly #clock: Clock;
  readonly #open = new Map<string, number>();
  readonly #arrivals = new Map<string, TokenBucket>();
  readonly #allArrivals: TokenBucket;
  #count = 0;

  constructor(most: ConnectionLimits, clock: Clock) {
    this.#limits = most;
    this.#clock = clock;
    this.#allArrivals = this.#newBucket("all");
  }

  /** Whether it may stay; if so, `leave` is to be called when it ends. */
  enter(block: string): boolean {
    if (!this.#isWithin(block)) return false;
    this.#count += 1;
    this.#open.set(block, this.#openOf(block) + 1);
    return true;
  }

  /** How many may stay now. */
  get count(): number {
    return this.#count;
  }

  leave(block: string): void {
    this.#count -= 1;
    const rest = this.#openOf(block) - 1;
    if (rest > 0) this.#open.set(block, rest);
    else this.#open.delete(block);
  }

  #isWithin(block: string): boolean {
    const { sockets } = this.#limits;
    if (this.#openOf(block) >= sockets.address) return false;
    if (!this.#takes(this.#arrivalsOf(block))) return false;
    if (isOwnAddress(block)) return true;
    return this.#count < sockets.all && this.#takes(this.#allArrivals);
  }

  #openOf(block: string): number {
    return this.#open.get(block) ?? 0;
  }

  #takes(arrivals: TokenBucket): boolean {
    const now = this.#clock.now();
    if (arrivals.level(now) < 1) return false;
    arrivals.take(now);
    return true;
  }

  #arrivalsOf(block: string): TokenBucket {
    const arrivals = this.#arrivals.get(block) ?? this.#newBucket("address");
    this.#arrivals.set(block, arrivals);
    if (this.#arrivals.size > limits.addressesCounted) this.#dropOldest();
    return arrivals;
  }

  // Addresses come from outside, so that their number needs a bound.
  #dropOldest(): void {
    const [first] = this.#arrivals.keys();
    if (first !== undefined) this.#arrivals.delete(first);
  }

  #newBucket(of: "all" | "address"): TokenBucket {
    return new TokenBucket(this.#limits.arrivals[of], this.#clock.now());
  }
}

/** Puts the gate before TLS: who is not let through costs no more than a reset. */
export function guardConnections(
  https: HttpsServer,
  gate: ConnectionGate,
  onRefused: () => void,
): void {
  const listeners = https.listeners("connection");
  https.removeAllListeners("connection");
  https.on("connection", (socket: Socket) => {
    const { remoteAddress, localAddress } = socket;
    // Without an address it is gone already.
    const block = remoteAddress && addressBlock(remoteAddress, localAddress);
    if (!block || !gate.enter(block)) {
      socket.resetAndDestroy();
      onRefused();
      return;
    }
    socket.once("close", () => gate.leave(block));
    for (const listener of listeners) listener.call(https, socket);
  });
}
