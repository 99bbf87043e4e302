import { ChatError, type Clock, limits } from "@classchat/core";
import type { AccountId, Caller } from "./ports.ts";
import type { Seat } from "./seat.ts";
import { TokenBucket } from "./token-bucket.ts";

export interface FloodPorts {
  clock: Clock;
  /** Mutes, for `limits.flood.muteMs`, whoever goes on in spite of being held. */
  onFlood: (seat: Seat) => Promise<void>;
  /** Told of each message that has to wait. */
  onHeld?: () => void;
}

/** One connection of somebody who says something. */
export interface Speaker extends Caller {
  seat: Seat;
}

interface Waiting {
  speaker: Speaker;
  resolve(): void;
  reject(error: ChatError): void;
}

/** What one account says in the room, in its order. */
interface Line {
  bucket: TokenBucket;
  waiting: Waiting[];
  isWarned: boolean;
  /** When messages were held back, as far as it still counts. */
  heldAt: number[];
  stopTimer?: () => void;
}

/**
 * Keeps each account to a pace that a screen can bear: whoever is too fast is warned, then held, and who goes
 * on all the same is muted for a while. A class that answers at once is many accounts, and feels nothing.
 */
export class FloodControl {
  readonly #ports: FloodPorts;
  readonly #lines = new Map<AccountId, Line>();

  constructor(ports: FloodPorts) {
    this.#ports = ports;
  }

  /** Resolves when it is this one's turn, in the order of asking; rejects with `flooding`. */
  async turn(speaker: Speaker): Promise<void> {
    if (speaker.seat.role === "mentor") return;
    const line = this.#lineOf(speaker.seat.account);
    if (line.waiting.length > 0 || line.bucket.level(this.#now) < 1) {
      return this.#hold(line, speaker);
    }
    line.bucket.take(this.#now);
    this.#warn(line, speaker);
  }

  /** The connection is gone. What it was to say, it hands in again when it is back. */
  drop(speaker: Speaker): void {
    const line = this.#lines.get(speaker.seat.account);
    if (line) this.#refuse(line, (waiting) => waiting.speaker === speaker, 0);
  }

  /** Ends all waiting: the room closes. */
  close(): void {
    for (const line of this.#lines.values()) this.#refuse(line, () => true, 0);
  }

  get #now(): number {
    return this.#ports.clock.now();
  }

  #lineOf(account: AccountId): Line {
    const known = this.#lines.get(account);
    if (known) return known;
    const line: Line = {
      bucket: new TokenBucket(limits.messageRate, this.#now),
      waiting: [],
      isWarned: false,
      heldAt: [],
    };
    this.#lines.set(account, line);
    return line;
  }

  /** Once until the pace is that of everyone again. */
  #warn(line: Line, speaker: Speaker): void {
    const level = line.bucket.level(this.#now);
    const { burst, warnBelow } = limits.messageRate;
    if (level >= burst - 1) line.isWarned = false;
    if (level >= warnBelow || line.isWarned) return;
    line.isWarned = true;
    speaker.tell("flood:warned", {});
  }

  async #hold(line: Line, speaker: Speaker): Promise<void> {
    // Whoever waits for each answer before the next message, like an outbox that was filled offline, is slowed
    // down and no more.
    if (line.waiting.length > 0 && this.#countHeld(line) >= limits.flood.held)
      return this.#stop(line, speaker);
    if (line.waiting.length >= limits.messageRate.waiting) {
      const retryAfterMs = line.bucket.msUntil(line.waiting.length, this.#now);
      throw new ChatError("flooding", { retryAfterMs });
    }
    return new Promise((resolve, reject) => {
      line.waiting.push({ speaker, resolve, reject });
      this.#ports.onHeld?.();
      this.#release(line);
    });
  }

  #countHeld(line: Line): number {
    const since = this.#now - limits.flood.windowMs;
    line.heldAt = [...line.heldAt.filter((at) => at > since), this.#now];
    return line.heldAt.length;
  }

  async #stop(line: Line, { seat }: Speaker): Promise<never> {
    const { muteMs } = limits.flood;
    line.heldAt = [];
    await this.#ports.onFlood(seat);
    this.#refuse(line, () => true, muteMs);
    throw new ChatError("flooding", { retryAfterMs: muteMs });
  }

  #refuse(line: Line, isMeant: (waiting: Waiting) => boolean, retryAfterMs: number): void {
    const refused = line.waiting.filter(isMeant);
    line.waiting = line.waiting.filter((waiting) => !isMeant(waiting));
    for (const { reject } of refused) reject(new ChatError("flooding", { retryAfterMs }));
    if (line.waiting.length === 0) line.stopTimer?.();
  }

  /** Lets those go whose turn it is, and comes back for the next one. */
  #release(line: Line): void {
    line.stopTimer?.();
    while (line.waiting.length > 0 && line.bucket.level(this.#now) >= 1) {
      line.bucket.take(this.#now);
      line.waiting.shift()?.resolve();
    }
    if (line.waiting.length === 0) return;
    const delayMs = line.bucket.msUntil(1, this.#now);
    line.stopTimer = this.#ports.clock.after(delayMs, () => this.#release(line));
  }
}
