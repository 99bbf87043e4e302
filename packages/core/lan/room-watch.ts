import { ChatError, type Fingerprint, type RoomId } from "@classchat/core";
import { type DialedRoom, isRefusal, RoomLine } from "./dial.ts";
import { hedge } from "./hedge.ts";
import { bestFirst } from "./interfaces.ts";

/** A room that answered, and where. */
export interface RoomAnswer extends DialedRoom {
  address: string;
}

export interface RoomWatchOptions {
  id: RoomId;
  /** The key that was announced. What the room's handshake proves counts more. */
  fingerprint: Fingerprint;
  port: number;
  addresses: readonly string[];
  /** Called after each answer: the room is there, and may have moved or tell something new of itself. */
  onAnswer: () => void;
  /** Called when the room cannot be reached any more. */
  onGone: () => void;
  /** Called after a failure, when hearing from the network again may help. */
  onDoubt: () => void;
  /** Between two checks of a room that is there. */
  checkEveryMs?: number | undefined;
}

// A dead host refuses at once and is gone after two checks; a cut cable costs both their full time, which
// still ends within six seconds of the last good one: 1.5 + 1.7 + 0.2 + 1.7.
const usualCheckEveryMs = 1_500;
const checkTimeoutMs = 1_700;
const secondCheckMs = 200;
const failuresToGo = 2;
const goodbyeMs = 5_000;

const addressesKept = 8;
const addressesDialed = 4;
const addressStaggerMs = 100;
const hedgeMs = [0, 200, 500, 1_000];
const hangUpRestMs = 1_000;
/** How long an open line may take before others are opened beside it. */
const lineHeadStartMs = 300;

/** Dials one announced room again and again, and says whether it is there. */
export class RoomWatch {
  readonly #options: RoomWatchOptions;
  #port: number;
  #addresses: readonly string[];
  /** The addresses of the newest announcement. */
  #heard: readonly string[];
  #answer: RoomAnswer | undefined;
  #line: RoomLine | undefined;
  #failures = 0;
  #hungUpAt = Number.NEGATIVE_INFINITY;
  #goodbyeAt = Number.NEGATIVE_INFINITY;
  #state: "waiting" | "checking" | "checking, then again" | "closed" = "waiting";
  #timer: NodeJS.Timeout | undefined;

  constructor(options: RoomWatchOptions) {
    this.#options = options;
    this.#port = options.port;
    this.#addresses = options.addresses;
    this.#heard = options.addresses;
    this.check();
  }

  /** The last answer; nothing while there was none. */
  get answer(): RoomAnswer | undefined {
    return this.#answer;
  }

  get id(): RoomId {
    return this.#options.id;
  }

  get port(): number {
    return this.#port;
  }

  /** Where it answered, and where else it is said to be. */
  get addresses(): string[] {
    const first = this.#answer ? [this.#answer.address] : [];
    return [...new Set([...first, ...bestFirst(this.#addresses.toSorted())])];
  }

  /** The network says again where the room is. */
  hear({ port, addresses }: { port: number; addresses: readonly string[] }): void {
    const hasMoved = port !== this.#port || !this.#isAt(addresses);
    this.#port = port;
    this.#heard = addresses;
    this.#addresses = [...new Set([...addresses, ...this.#addresses])].slice(0, addressesKept);
    if (hasMoved) this.check();
  }

  /** The network says that the room is gone. Anyone can say so: one failed check then suffices. */
  hearGoodbye(): void {
    this.#goodbyeAt = performance.now();
    this.check();
  }

  /** Looks now whether the room is there. */
  check(): void {
    if (this.#state === "closed") return;
    if (this.#state !== "waiting") {
      this.#state = "checking, then again";
      return;
    }
    clearTimeout(this.#timer);
    this.#state = "checking";
    void this.#check();
  }

  close(): void {
    this.#state = "closed";
    clearTimeout(this.#timer);
    this.#line?.close();
  }

  #isAt(addresses: readonly string[]): boolean {
    return this.#answer === undefined || addresses.includes(this.#answer.address);
  }

  async #check(): Promise<void> {
    const answer = await this.#ask().catch(() => undefined);
    if (this.#isClosed()) return;
    if (answer) this.#accept(answer);
    else this.#fail();
    if (!this.#isClosed()) this.#scheduleNext();
  }

  #isClosed(): boolean {
    return this.#state === "closed";
  }

  #scheduleNext(): void {
    const isUrgent = this.#state === "checking, then again" || this.#failures > 0;
    this.#state = "waiting";
    const { checkEveryMs = usualCheckEveryMs } = this.#options;
    this.#timer = setTimeout(() => this.check(), isUrgent ? secondCheckMs : checkEveryMs);
  }

  #accept(answer: RoomAnswer): void {
    this.#failures = 0;
    // Where it answers no longer, it was before: only what was heard since is worth keeping.
    if (this.#answer && this.#answer.address !== answer.address) this.#addresses = this.#heard;
    this.#answer = answer;
    this.#options.onAnswer();
  }

  #fail(): void {
    this.#failures++;
    this.#line?.close();
    this.#line = undefined;
    const saidGoodbye = performance.now() - this.#goodbyeAt < goodbyeMs;
    if (saidGoodbye || this.#failures >= failuresToGo) {
      this.close();
      this.#options.onGone();
    } else {
      this.#options.onDoubt();
    }
  }

  /** The first answer from any address; from the announced key if there is one. */
  async #ask(): Promise<RoomAnswer> {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), checkTimeoutMs);
    const strangers: RoomAnswer[] = [];
    const asked = this.#addressesToDial().map((address, place) =>
      this.#askAt(address, { place, strangers, signal: stop.signal }),
    );
    try {
      return await Promise.any(asked);
    } catch (error) {
      // Nobody has the key that was announced; then who does answer is shown with the key that they have.
      if (strangers[0]) return strangers[0];
      throw error;
    } finally {
      clearTimeout(timer);
      stop.abort();
    }
  }

  /** Where it answered last, then the newest, then what is left. */
  #addressesToDial(): string[] {
    const last = this.#answer ? [this.#answer.address] : [];
    const all = [...last, ...bestFirst(this.#heard), ...bestFirst(this.#addresses)];
    return [...new Set(all)].slice(0, addressesDialed);
  }

  #askAt(
    address: string,
    { place, strangers, signal }: { place: number; strangers: RoomAnswer[]; signal: AbortSignal },
  ): Promise<RoomAnswer> {
    const line = place === 0 && this.#line?.isOpen ? this.#line : undefined;
    return hedge(this.#delaysAt(place), {
      signal,
      isFinal: isRefusal,
      attempt: async (signal, attempt) => {
        const reused = attempt === 0 ? line : undefined;
        const answer = await this.#askOnce(address, { signal, line: reused });
        if (answer.card.id !== this.#options.id) throw new ChatError("other-room");
        if (answer.fingerprint === this.#options.fingerprint) return answer;
        strangers.push(answer);
        throw new ChatError("key-changed");
      },
    });
  }

  #delaysAt(place: number): number[] {
    const headStartMs = this.#line?.isOpen ? lineHeadStartMs : 0;
    return hedgeMs.map((ms, attempt) =>
      place === 0 && attempt === 0 ? 0 : headStartMs + place * addressStaggerMs + ms,
    );
  }

  async #askOnce(
    address: string,
    { signal, line }: { signal: AbortSignal; line: RoomLine | undefined },
  ): Promise<RoomAnswer> {
    const used = line ?? this.#openLine(address);
    try {
      const answer = await used.ask({ timeoutMs: checkTimeoutMs, signal });
      this.#keepLine(used);
      return { ...answer, address };
    } catch (error) {
      used.close();
      throw error;
    }
  }

  #openLine(address: string): RoomLine {
    const line: RoomLine = new RoomLine({
      address,
      port: this.#port,
      onHangUp: () => {
        if (line === this.#line) this.#hearHangUp();
      },
    });
    return line;
  }

  /** A host that dies hangs up. One that hangs up after every answer is not asked more often for it. */
  #hearHangUp(): void {
    const isRare = performance.now() - this.#hungUpAt > hangUpRestMs;
    this.#hungUpAt = performance.now();
    if (isRare) this.check();
  }

  #keepLine(line: RoomLine): void {
    if (this.#line !== line) this.#line?.close();
    if (this.#isClosed()) line.close();
    this.#line = line;
  }
}
