import { ChatError, type Clock, limits, type Role } from "@classchat/core";
import type { AccountId, Counts } from "../chat/ports.ts";
import { addressBlock, isOwnAddress } from "./address-block.ts";
import type { Most } from "./connection-limits.ts";
import { type EngineConnection, hangUp } from "./engine-connection.ts";

interface Taken {
  connection: EngineConnection;
  block: string;
  /** Nobody yet: a guest. */
  account: AccountId | undefined;
  askedAt: number;
}

/**
 * The chat connections of a room. They are bounded of each address and in all; where there is no place, a guest
 * who asks nothing gives it, first one of the address that has most of them.
 */
export class Seats {
  readonly #most: Most;
  readonly #clock: Clock;
  readonly #counts: Counts;
  readonly #taken = new Map<EngineConnection, Taken>();

  constructor(most: Most, { clock, counts }: { clock: Clock; counts: Counts }) {
    this.#most = most;
    this.#clock = clock;
    this.#counts = counts;
  }

  get count(): number {
    return this.#taken.size;
  }

  /** Lets the connection in, or throws `room-full`; a mentor always comes in. */
  take(connection: EngineConnection, who: Role | "guest"): void {
    const { remoteAddress, request } = connection;
    if (remoteAddress === undefined) throw new ChatError("bad-input");
    const block = addressBlock(remoteAddress, request.socket.localAddress);
    if (who !== "mentor") this.#makeRoomFor(block);
    this.#add({ connection, block, account: undefined, askedAt: this.#clock.now() });
  }

  /** Somebody signed in on it. Of too many connections of one account the first one gives way. */
  sign(connection: EngineConnection, account: AccountId): void {
    const taken = this.#taken.get(connection);
    if (!taken) return;
    taken.account = account;
    const theirs = [...this.#taken.values()].filter((other) => other.account === account);
    const [first] = theirs;
    if (first && theirs.length > limits.connectionsPerAccount) this.#putOut(first, "oldest");
  }

  /** What it asked still waits for its turn. */
  noteWaiting(connection: EngineConnection): void {
    const taken = this.#taken.get(connection);
    if (taken) taken.askedAt = this.#clock.now();
  }

  #add(taken: Taken): void {
    const { connection } = taken;
    // Who was asked about may have left meanwhile, and would never be missed.
    if (connection.readyState !== "open") return;
    this.#taken.set(connection, taken);
    const stopWatch = this.#watch(taken, limits.guest.longestMs);
    connection.on("packet", ({ type }) => {
      if (type === "message") taken.askedAt = this.#clock.now();
    });
    connection.once("close", () => {
      this.#taken.delete(connection);
      stopWatch();
    });
  }

  /** Hangs up on a guest who asks nothing for long; a client comes back by itself, with what was typed. */
  #watch(taken: Taken, ms: number): () => void {
    let stop = this.#clock.after(ms, () => {
      if (taken.account !== undefined) return;
      const leftMs = limits.guest.longestMs - this.#idleMs(taken);
      if (leftMs <= 0) this.#putOut(taken, "idle-guest");
      else stop = this.#watch(taken, leftMs);
    });
    return () => stop();
  }

  #makeRoomFor(block: string): void {
    const ofBlock = [...this.#taken.values()].filter((taken) => taken.block === block);
    if (ofBlock.length >= this.#most.address) this.#sendAway(ofBlock);
    else if (this.#taken.size >= this.#most.all && !isOwnAddress(block)) {
      this.#sendAway(this.#fromLargestBlock());
    }
  }

  /** Whoever of them is idle longest. */
  #sendAway(some: readonly Taken[]): void {
    const [oldest] = some
      .filter((taken) => this.#isIdle(taken))
      .toSorted((a, b) => a.askedAt - b.askedAt);
    if (!oldest) {
      this.#counts.add("refused", ["no-seat"]);
      throw new ChatError("room-full");
    }
    this.#putOut(oldest, "idle-guest");
  }

  #putOut({ connection }: Taken, why: "oldest" | "idle-guest"): void {
    this.#counts.add("refused", [why]);
    hangUp(connection);
  }

  /** The idle guests of the address that has most of them. */
  #fromLargestBlock(): Taken[] {
    const blocks = new Map<string, Taken[]>();
    for (const taken of this.#taken.values()) {
      if (!this.#isIdle(taken)) continue;
      blocks.set(taken.block, [...(blocks.get(taken.block) ?? []), taken]);
    }
    return [...blocks.values()].reduce((a, b) => (b.length > a.length ? b : a), []);
  }

  #isIdle(taken: Taken): boolean {
    return taken.account === undefined && this.#idleMs(taken) >= limits.guest.idleMs;
  }

  #idleMs({ askedAt }: Taken): number {
    return this.#clock.now() - askedAt;
  }
}
