import { type Clock, limits, type Member } from "@classchat/core";
import type { AccountId, Broadcaster } from "./ports.ts";

export interface TypingPorts {
  broadcaster: Broadcaster;
  clock: Clock;
}

interface Typist {
  user: string;
  /** Until when it is believed; ms since 1970. */
  until: number;
}

/** Who is writing something now. Changes are gathered, and told as the names of a few. */
export class Typing {
  readonly #ports: TypingPorts;
  readonly #typists = new Map<AccountId, Typist>();
  #told: readonly string[] = [];
  #stopTimer: (() => void) | undefined;
  #isClosed = false;

  constructor(ports: TypingPorts) {
    this.#ports = ports;
  }

  /** Believes for a while that this member types. */
  note({ account, user }: Pick<Member, "user"> & { account: AccountId }): void {
    this.#typists.set(account, { user, until: this.#now + limits.typing.believedMs });
    this.#tellLater();
  }

  /** The member has sent it, left, or may not write any more. */
  stop(account: AccountId): void {
    if (this.#typists.delete(account)) this.#tellLater();
  }

  close(): void {
    this.#isClosed = true;
    this.#stopTimer?.();
  }

  get #now(): number {
    return this.#ports.clock.now();
  }

  #tellLater(): void {
    if (this.#isClosed) return;
    this.#stopTimer ??= this.#ports.clock.after(limits.typing.gatherMs, () => this.#tell());
  }

  #tell(): void {
    this.#stopTimer = undefined;
    this.#forgetOld();
    const users = [...this.#typists.values()].slice(0, limits.typing.names).map(({ user }) => user);
    if (users.join("\n") !== this.#told.join("\n")) {
      this.#told = users;
      this.#ports.broadcaster.toMembers("typing:changed", { users });
    }
    // Somebody may fall silent without a word.
    if (this.#typists.size > 0) this.#tellLater();
  }

  #forgetOld(): void {
    for (const [account, { until }] of this.#typists) {
      if (until <= this.#now) this.#typists.delete(account);
    }
  }
}
