import { ChatError, type Fingerprint, type RoomId } from "@classchat/core";
import { type DialedRoom, isRefusal, RoomLine } from "./dial.ts";
import { hedge } from "./hedge.ts";
import type { Place } from "./room-places.ts";

/** A room that answered, and where. */
export interface RoomAnswer extends DialedRoom, Place {}

interface RoomAskerOptions {
  id: RoomId;
  /** The key that was announced. */
  fingerprint: Fingerprint;
  /** Called when the host hangs up between two questions, as a host that dies does. */
  onHangUp: () => void;
}

const checkTimeoutMs = 1_700;
const placeStaggerMs = 100;
const hedgeMs = [0, 200, 500, 1_000];
const placesAskedAtMost = 12;
const hangUpRestMs = 1_000;
/** How long an open line may take before others are opened beside it. */
const lineHeadStartMs = 300;

/** Asks one room whether it is there, at all places where it may be, and keeps a line to it between two questions. */
export class RoomAsker {
  readonly #options: RoomAskerOptions;
  #line: RoomLine | undefined;
  #hungUpAt = Number.NEGATIVE_INFINITY;
  #isClosed = false;
  #askAlso: (places: readonly Place[]) => void = () => {};

  constructor(options: RoomAskerOptions) {
    this.#options = options;
  }

  /** Asks at these places beside those where it asks now. */
  askAlso(places: readonly Place[]): void {
    this.#askAlso(places);
  }

  /** The next question opens a line of its own. */
  hangUp(): void {
    this.#line?.close();
    this.#line = undefined;
  }

  close(): void {
    this.#isClosed = true;
    this.#line?.close();
  }

  /** The first answer from any of the places, from the announced key if there is one; rejects where nobody answers in time. */
  async ask(places: readonly Place[]): Promise<RoomAnswer> {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), checkTimeoutMs);
    const strangers: RoomAnswer[] = [];
    const askAt = (place: Place, rank: number) =>
      this.#askAt(place, { rank, strangers, signal: stop.signal });
    try {
      return await this.#firstOf(places, askAt);
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

  /** Of these places and of those that are heard of while it asks. */
  #firstOf(
    places: readonly Place[],
    askAt: (place: Place, rank: number) => Promise<RoomAnswer>,
  ): Promise<RoomAnswer> {
    return new Promise((resolve, reject) => {
      let [asked, failed] = [0, 0];
      const fail = (error: unknown) => {
        if (++failed === asked) reject(error);
      };
      this.#askAlso = (more) => {
        const free = more.slice(0, placesAskedAtMost - asked);
        for (const place of free) askAt(place, asked++).then(resolve, fail);
      };
      this.#askAlso(places);
      if (asked === 0) reject(new ChatError("unreachable"));
    });
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
    if (isRare) this.#options.onHangUp();
  }

  #keepLine(line: RoomLine): void {
    if (this.#line !== line) this.#line?.close();
    if (this.#isClosed) line.close();
    this.#line = line;
  }
}
