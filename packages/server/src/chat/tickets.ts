import { type Clock, limits } from "@classchat/core";
import type { Secrets } from "./ports.ts";

interface Ticket<Right> {
  right: Right;
  expiresAt: number;
}

/**
 * Hands out rights that are used once, on another connection. They live for a minute and in memory alone: who
 * comes too late, or to a host that was started again, asks for another one.
 */
export class Tickets<Right> {
  readonly #secrets: Pick<Secrets, "token">;
  readonly #clock: Pick<Clock, "now">;
  readonly #tickets = new Map<string, Ticket<Right>>();

  constructor({ secrets, clock }: { secrets: Pick<Secrets, "token">; clock: Pick<Clock, "now"> }) {
    this.#secrets = secrets;
    this.#clock = clock;
  }

  issue(right: Right): string {
    this.#dropExpired();
    const ticket = this.#secrets.token();
    this.#tickets.set(ticket, { right, expiresAt: this.#clock.now() + limits.file.ticketMs });
    return ticket;
  }

  /** The right, only once; nothing for a ticket that is unknown, used or too old. */
  spend(ticket: string): Right | undefined {
    this.#dropExpired();
    const known = this.#tickets.get(ticket);
    this.#tickets.delete(ticket);
    return known?.right;
  }

  /** Takes back those that somebody has no right to any more. */
  revoke(isMeant: (right: Right) => boolean): void {
    for (const [ticket, { right }] of this.#tickets) {
      if (isMeant(right)) this.#tickets.delete(ticket);
    }
  }

  // The oldest come first: all live equally long.
  #dropExpired(): void {
    for (const [ticket, { expiresAt }] of this.#tickets) {
      if (expiresAt > this.#clock.now()) return;
      this.#tickets.delete(ticket);
    }
  }
}
