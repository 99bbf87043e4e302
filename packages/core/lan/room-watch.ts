import type { Fingerprint, RoomId } from "@classchat/core";
import { type RoomAnswer, RoomAsker } from "./room-asker.ts";
import { distinct, type Place, placesOf, RoomPlaces, type SaidPlaces } from "./room-places.ts";

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

// A dead host refuses at once and is gone after two checks; a cut cable costs both all the time that `RoomAsker` gives
// them, which still ends within six seconds of the last good one: 1.5 + 1.7 + 0.2 + 1.7.
const usualCheckEveryMs = 1_500;
const secondCheckMs = 200;
const failuresToGo = 2;
const goodbyeMs = 5_000;

/** Packets alone make nobody ask more often than that. */
const promptRestMs = 500;

/** Of whoever says something while it is asked: their best ones. */
const placesOfLatecomer = 2;

/** Dials one announced room again and again, and says whether it is there. */
export class RoomWatch {
  readonly #options: RoomWatchOptions;
  readonly #asker: RoomAsker;
  readonly #places = new RoomPlaces();
  #answer: RoomAnswer | undefined;
  #failures = 0;
  #goodbyeAt = Number.NEGATIVE_INFINITY;
  #state: "waiting" | "checking" | "checking, then again" | "closed" = "waiting";
  #timer: NodeJS.Timeout | undefined;
  #promptedAt = Number.NEGATIVE_INFINITY;
  #promptTimer: NodeJS.Timeout | undefined;

  constructor(options: RoomWatchOptions) {
    this.#options = options;
    this.#asker = new RoomAsker({ ...options, onHangUp: () => this.check() });
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
    } else if (isNewSender) this.#asker.askAlso(placesOf(said).slice(0, placesOfLatecomer));
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
    this.#asker.close();
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
    const answer = await this.#asker.ask(this.#placesToDial()).catch(() => undefined);
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
    this.#asker.hangUp();
    const saidGoodbye = performance.now() - this.#goodbyeAt < goodbyeMs;
    if (saidGoodbye || this.#failures >= failuresToGo) {
      this.close();
      this.#options.onGone();
    } else if (this.#answer) {
      this.#options.onDoubt();
    }
  }

  /** Where it answered last, then where it is said to be. */
  #placesToDial(): Place[] {
    return distinct([...(this.#answer ? [this.#answer] : []), ...this.#places.toDial()]);
  }
}

function isSamePlace(a: Place, b: Place): boolean {
  return a.address === b.address && a.port === b.port;
}

function isSaidBy({ port, addresses }: SaidPlaces, place: Place): boolean {
  return port === place.port && addresses.includes(place.address);
}
