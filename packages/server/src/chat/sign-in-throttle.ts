import { type Clock, limits } from "@classchat/core";
import type { AccountId } from "./ports.ts";
import { Throttle } from "./throttle.ts";

interface Attempt {
  /** The account's id, or the name that was tried where there is no such account. */
  account: string;
  address: string;
  /** Whether the device signed in to this account before. */
  isKnownDevice: boolean;
}

/** What decides when a try may begin, and hears within its turn how it went. */
interface TryRules {
  mayBegin(beside: number): boolean;
  onLooked(matches: boolean): void;
}

/**
 * Slows guessing down per account, per address and per both, and never locks anyone out for good.
 * A device that signed in before is exempt from the account's own count (OWASP: device cookies), so that
 * nobody can keep others out of their accounts by failing on purpose.
 */
export class SignInThrottle {
  readonly #accountAndAddress: Throttle;
  readonly #account: Throttle;
  readonly #address: Throttle;

  constructor(clock: Clock) {
    const windowMs = limits.throttleWindowMs;
    const { accountAndAddress, account, address } = limits.signInFailures;
    this.#accountAndAddress = new Throttle({ clock, windowMs, most: accountAndAddress });
    this.#account = new Throttle({ clock, windowMs, most: account });
    this.#address = new Throttle({ clock, windowMs, most: address });
  }

  /** Carries out the verification if it may be tried now; throws `slow-down` otherwise. */
  async try(attempt: Attempt, verify: (rules: TryRules) => Promise<boolean>): Promise<boolean> {
    const counts = this.#countsFor(attempt);
    this.#address.check(attempt.address);
    for (const { throttle, key } of counts) throttle.check(key);
    for (const { throttle, key } of counts) throttle.count(key);

    const matches = await verify(this.#rulesFor(attempt)).catch((error: unknown) => {
      for (const { throttle, key } of counts) throttle.forgive(key);
      throw error;
    });
    if (matches) for (const { throttle, key } of counts) throttle.forgive(key);
    return matches;
  }

  /**
   * Counted afterwards, for a whole class may sign in at once from behind one address; but no more are under way than
   * may still fail, so that none of those that will succeed is refused.
   */
  #rulesFor({ address }: Attempt): TryRules {
    return {
      mayBegin: (beside) => {
        this.#address.check(address);
        return this.#address.failures(address) + beside < limits.signInFailures.address;
      },
      onLooked: (matches) => {
        if (!matches) this.#address.count(address);
      },
    };
  }

  /** Forgets the failures of this account: it has a new password. */
  forgive(account: AccountId): void {
    this.#forgetAccount(account);
  }

  /** Forgets them together with those of the addresses where it failed: somebody vouches for who sits there. */
  unlock(account: AccountId): void {
    const addresses = this.#forgetAccount(account);
    this.#address.forget((address) => addresses.includes(address));
  }

  /** The addresses where the account failed. An account's id has no space in it. */
  #forgetAccount(account: AccountId): string[] {
    const prefix = `${account} `;
    this.#account.forget((key) => key === account);
    const pairs = this.#accountAndAddress.forget((key) => key.startsWith(prefix));
    return pairs.map((key) => key.slice(prefix.length));
  }

  #countsFor({ account, address, isKnownDevice }: Attempt): { throttle: Throttle; key: string }[] {
    const pair = { throttle: this.#accountAndAddress, key: `${account} ${address}` };
    return isKnownDevice ? [pair] : [pair, { throttle: this.#account, key: account }];
  }
}
