import { type Clock, type Desk, limits } from "@classchat/core";
import type { Account, AccountId } from "./ports.ts";

type ResetRequest = Desk["resetRequests"][number];

/**
 * Who waits for a code from a mentor. Kept in memory: a request is worth an hour, and after a restart of the
 * host the student asks once more, which nothing slows down then.
 */
export class ResetDesk {
  readonly #clock: Clock;
  readonly #requests = new Map<AccountId, ResetRequest>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The newest request of each account, the oldest first. */
  list(): ResetRequest[] {
    const since = this.#clock.now() - limits.resetRequests.windowMs;
    return [...this.#requests.values()].filter(({ at }) => at > since);
  }

  add({ id, user }: Account): void {
    this.#requests.delete(id);
    this.#requests.set(id, { user, at: this.#clock.now() });
    const [oldest] = this.#requests.keys();
    if (this.#requests.size > mostRequests && oldest !== undefined) this.#requests.delete(oldest);
  }

  /** Whether there was anything to take off the desk. */
  remove(account: AccountId): boolean {
    return this.#requests.delete(account);
  }
}

const mostRequests = 100;
