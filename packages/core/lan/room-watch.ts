import { ChatError, type Fingerprint, type RoomId } from "@classchat/core";
import { type DialedRoom, isRefusal, RoomLine } from "./dial.ts";
import { hedge } from "./hedge.ts";
import { distinct, type Place, placesOf, RoomPlaces, type SaidPlaces } from "./room-places.ts";

/** A room that answered, and where. */
export interface RoomAnswer extends DialedRoom, Place {}

export interface RoomWatchOptions {
  id: RoomId;
  /** The key that was announced. What the room's handshake proves counts more. */
  fingerprint: Fingerprint;
  said: SaidPlaces;
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

/** Packets alone make nobody ask more often than that. */
const promptRestMs = 500;

const placeStaggerMs = 100;
const hedgeMs = [0, 200, 500, 1_000];
/** Of whoever says something while it is asked: their best ones. */
const placesOfLatecomer = 2;
const placesAskedAtMost = 12;
const hangUpRestMs = 1_000;
/** How long an open line may take before others are opened beside it. */
const lineHeadStartMs = 300;

/** Dials one announced room again and again, and says whether it is there. */
export class RoomWatch {
  readonly #options: RoomWatchOptions;
  readonly #places = new RoomPlaces();
  #answer: RoomAnswer | undefined;
  #line: RoomLine | undefined;
  #failures = 0;
  #hungUpAt = Number.NEGATIVE_INFINITY;
  #goodbyeAt = Number.NEGATIVE_INFINITY;
  #state: "waiting" | "checking" | "checking, then again" | "closed" = "waiting";
  #timer: NodeJS.Timeout | undefined;
  #promptedAt = Number.NEGATIVE_INFINITY;
  #promptTimer: NodeJS.Timeout | undefined;
  /** Dials these beside those that are dialled now. */
  #askAlso: (places: readonly Place[]) => void = () => {};

  constructor(options: RoomWatchOptions) {
    this.#options = options;
    this.#places.hear(options.said);
    this.check();
  }

  /** The last answer; nothing while there was none. */
  get answer(): RoomAnswer | undefined {
    return this.#answer;
  }

  get id(): RoomId {
    return this.#options.id;
  }

  /** Where it answered, and where else it is said to be. */
  get addresses(): string[] {
    const first = this.#answer ? [this.#answer.address] : [];
    return [...new Set([...first, ...this.#places.addresses])];
  }

  /** Somebody says where the room is. */
  hear(said: SaidPlaces): void {
    const isNewSender = this.#places.hear(said);
    if (this.#answer) {
      if (!isSaidBy(said, this.#answer)) this.#prompt();
    } else if (isNewSender) this.#askAlso(placesOf(said).slice(0, placesOfLatecomer));
  }

  /** The network says that the room is gone. Anyone can say so: one failed check then suffices. */
  hearGoodbye(): void {
    this.#goodbyeAt = performance.now();
    this.#prompt();
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
    clearTimeout(this.#promptTimer);
    this.#line?.close();
  }

  #prompt(): void {
    const waitMs = Math.max(0, this.#promptedAt + promptRestMs - performance.now());
    this.#promptTimer ??= setTimeout(() => {
      this.#promptTimer = undefined;
      this.#promptedAt = performance.now();
      this.check();
    }, waitMs);
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
    if (this.#answer && !isSamePlace(this.#answer, answer)) this.#places.keepOnly(answer);
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
    } else if (this.#answer) {
      this.#options.onDoubt();
    }
  }

  /** The first answer from any place; from the announced key if there is one. */
  async #ask(): Promise<RoomAnswer> {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), checkTimeoutMs);
    const strangers: RoomAnswer[] = [];
    const askAt = (place: Place, rank: number) =>
      this.#askAt(place, { rank, strangers, signal: stop.signal });
    try {
      return await this.#firstOf(askAt);
    } catch (error) {
      // Nobody has the key that was announced; then who does answer is shown with the key that they have.
      if (strangers[0]) return strangers[0];
      throw error;
    } finally {
      clearTimeout(timer);
      stop.abort();
      this.#askAlso = () => {};
    }
  }

  /** Of the places that are known now and of those that are heard of while it asks. */
  #firstOf(askAt: (place: Place, rank: number) => Promise<RoomAnswer>): Promise<RoomAnswer> {
    return new Promise((resolve, reject) => {
      let [asked, failed] = [0, 0];
      const fail = (error: unknown) => {
        if (++failed === asked) reject(error);
      };
      this.#askAlso = (places) => {
        const free = places.slice(0, placesAskedAtMost - asked);
        for (const place of free) askAt(place, asked++).then(resolve, fail);
      };
      this.#askAlso(this.#placesToDial());
      if (asked === 0) reject(new ChatError("unreachable"));
    });
  }

  /** Where it answered last, then where it is said to be. */
  #placesToDial(): Place[] {
    return distinct([...(this.#answer ? [this.#answer] : []), ...this.#places.toDial()]);
  }

  #askAt(
    place: Place,
    { rank, strangers, signal }: { rank: number; strangers: RoomAnswer[]; signal: AbortSignal },
  ): Promise<RoomAnswer> {
    const line = rank === 0 && this.#line?.isOpen ? this.#line : undefined;
    return hedge(this.#delaysAt(rank), {
      signal,
      isFinal: isRefusal,
      attempt: async (signal, attempt) => {
        const reused = attempt === 0 ? line : undefined;
        return this.#askOnce(place, { signal, line: reused, strangers });
      },
    });
  }

  #delaysAt(rank: number): number[] {
    const headStartMs = this.#line?.isOpen ? lineHeadStartMs : 0;
    return hedgeMs.map((ms, attempt) =>
      rank === 0 && attempt === 0 ? 0 : headStartMs + rank * placeStaggerMs + ms,
    );
  }

  async #askOnce(
    { address, port }: Place,
    {
      signal,
      line,
      strangers,
    }: { signal: AbortSignal; line: RoomLine | undefined; strangers: RoomAnswer[] },
  ): Promise<RoomAnswer> {
    const used = line ?? this.#openLine({ address, port });
    try {
      const dialed = await used.ask({ timeoutMs: checkTimeoutMs, signal });
      const answer = { ...dialed, address, port };
      this.#requireRoom(answer, strangers);
      this.#keepLine(used);
      return answer;
    } catch (error) {
      used.close();
      throw error;
    }
  }

  #requireRoom(answer: RoomAnswer, strangers: RoomAnswer[]): void {
    if (answer.card.id !== this.#options.id) throw new ChatError("other-room");
    if (answer.fingerprint === this.#options.fingerprint) return;
    strangers.push(answer);
    throw new ChatError("key-changed");
  }

  #openLine(place: Place): RoomLine {
    const line: RoomLine = new RoomLine({
      ...place,
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

function isSamePlace(a: Place, b: Place): boolean {
  return a.address === b.address && a.port === b.port;
}

function isSaidBy({ port, addresses }: SaidPlaces, place: Place): boolean {
  return port === place.port && addresses.includes(place.address);
}
