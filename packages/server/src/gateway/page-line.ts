import { ChatError, limits, type RequestName } from "@classchat/core";
import { InTurn } from "../chat/in-turn.ts";
import type { EngineConnection } from "./engine-connection.ts";

/** Requests whose answers may be large. */
const pages: ReadonlySet<RequestName> = new Set([
  "room:enter",
  "message:before",
  "message:after",
  "file:list",
]);

/**
 * Gives one connection one page after the other, and the next one when the last was taken: whoever asks for many
 * and reads none would fill the host's memory with them.
 */
export class PageLine {
  readonly #connection: EngineConnection;
  readonly #closed: Promise<void>;
  readonly #turns = new InTurn();
  #waiting = 0;

  constructor(connection: EngineConnection) {
    this.#connection = connection;
    this.#closed = new Promise((resolve) => {
      connection.once("close", resolve);
    });
  }

  /** Does it now, or, if it gives a page, in its turn. Rejects with `flooding` where too many wait. */
  run<Result>(name: RequestName, step: () => Promise<Result>): Promise<Result> {
    return pages.has(name) ? this.#inTurn(step) : step();
  }

  async #inTurn<Result>(step: () => Promise<Result>): Promise<Result> {
    if (this.#waiting >= limits.pagesWaiting) throw new ChatError("flooding");
    this.#waiting += 1;
    try {
      return await this.#turns.run(async () => {
        await this.#taken();
        return step();
      });
    } finally {
      this.#waiting -= 1;
    }
  }

  /** When everything that was sent before was taken, or nothing ever will be. */
  async #taken(): Promise<void> {
    const { transport, readyState } = this.#connection;
    if (transport.writable || readyState !== "open") return;
    const taken = new Promise<void>((resolve) => {
      transport.once("ready", resolve);
    });
    await Promise.race([taken, this.#closed]);
  }
}
