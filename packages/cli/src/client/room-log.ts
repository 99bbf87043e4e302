import type { Epoch, Message, Output } from "@classchat/core";
import { Arrivals, inOrder } from "./arrivals.ts";
import type { Connection } from "./connection.ts";
import { Removals } from "./removals.ts";

interface RoomLogOptions {
  tell: (messages: readonly Message[]) => void;
  /** The log cannot be read on, or is another one now: the connection must be made anew. */
  onBroken: (connection: Connection) => void;
}

/** What of a room's log was told so far. It goes on where it stopped, over any number of connections. */
export class RoomLog {
  readonly #options: RoomLogOptions;
  readonly #removals = new Removals();
  #epoch: Epoch | undefined;
  /** To whom it was told. */
  #reader: string | undefined;
  #told = 0;
  #arrivals: Arrivals | undefined;
  #early: Message[] = [];

  constructor(options: RoomLogOptions) {
    this.#options = options;
  }

  /**
   * Enters the room and gives what was not told before, which is told with that; `follow` tells the rest. Where the
   * log is another one, or another account enters, nothing was told before.
   */
  async enter(connection: Connection): Promise<Output<"room:enter"> & { restarted: boolean }> {
    this.stop();
    const known = this.#epoch;
    const first = await connection.request("room:enter", known ? { after: this.#told } : {});
    const restarted = known !== undefined && first.epoch !== known;
    const goesOn = first.epoch === known && first.me.user === this.#reader;
    const isWhole = goesOn || known === undefined;
    const entered = isWhole ? first : await connection.request("room:enter", {});
    const above = goesOn ? this.#told : entered.readableAbove;
    const messages = inOrder(entered.messages, above);
    this.#epoch = entered.epoch;
    this.#reader = entered.me.user;
    this.#told = messages.at(-1)?.seq ?? above;
    if (restarted) this.#removals.forget();
    return { ...entered, ...this.#withoutRemoved(entered, messages), restarted };
  }

  /** Tells what comes from now on, what came while entering, and what is missing up to `head`. */
  follow(connection: Connection, head: number): void {
    const arrivals = this.#arrivalsOf(connection);
    this.#arrivals = arrivals;
    arrivals.expect(this.#early);
    this.#early = [];
    if (arrivals.told < head) void arrivals.fill();
    else arrivals.take([]);
  }

  take(messages: readonly Message[]): void {
    if (this.#arrivals) this.#arrivals.take(messages);
    else if (this.#early.length < mostEarly) this.#early.push(...messages);
  }

  /** Our own message is stored; the notice of it, and of those before it, is on its way. */
  expect(message: Message): void {
    this.#arrivals?.expect([message]);
  }

  /** A mentor took all messages up to that `seq` away. */
  clear(upTo: number): void {
    this.#removals.clear(upTo);
    this.#arrivals?.skipRemoved();
  }

  /** A mentor took that one away. */
  delete(seq: number): void {
    this.#removals.delete(seq);
    this.#arrivals?.skipRemoved();
  }

  /** Those of a page that are still there: it may have been on its way when some were removed. */
  stillThere(page: readonly Message[]): Message[] {
    return this.#removals.without(page);
  }

  stop(): void {
    this.#told = Math.max(this.#told, this.#arrivals?.told ?? 0);
    this.#arrivals?.stop();
    this.#arrivals = undefined;
    this.#early = [];
  }

  /** What the host tells may be older than a notice that came while it answered. */
  #withoutRemoved({ clearedSeq, deleted }: Output<"room:enter">, messages: readonly Message[]) {
    this.#removals.clear(clearedSeq);
    for (const seq of deleted) this.#removals.delete(seq);
    return {
      messages: this.#removals.without(messages),
      clearedSeq: this.#removals.clearedSeq,
      deleted: this.#removals.deleted,
    };
  }

  #arrivalsOf(connection: Connection): Arrivals {
    return new Arrivals({
      told: this.#told,
      removals: this.#removals,
      fetchAfter: (seq) => this.#fetchAfter(connection, seq),
      tell: this.#options.tell,
      onFailure: () => this.#options.onBroken(connection),
    });
  }

  async #fetchAfter(connection: Connection, seq: number): Promise<Output<"message:after">> {
    const page = await connection.request("message:after", { after: seq });
    if (page.epoch !== this.#epoch) throw new Error("the log was replaced");
    return page;
  }
}

const mostEarly = 1_000;
