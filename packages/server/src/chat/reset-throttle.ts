import { type Clock, limits } from "@classchat/core";
import { Throttle } from "./throttle.ts";

/**
 * Bounds how often codes are asked for, by account and by address, and how often an address guesses. Accounts
 * go by the e-mail name that was given, so that names without an account count alike.
 */
export class ResetThrottle {
  readonly #apart: Throttle;
  readonly #account: Throttle;
  readonly #address: Throttle;
  readonly #wrongCodes: Throttle;

  constructor(clock: Clock) {
    const { apartMs, windowMs, account, address } = limits.resetRequests;
    this.#apart = new Throttle({ clock, windowMs: apartMs, most: 1 });
    this.#account = new Throttle({ clock, windowMs, most: account });
    this.#address = new Throttle({ clock, windowMs, most: address });
    this.#wrongCodes = new Throttle({
      clock,
      windowMs: limits.throttleWindowMs,
      most: limits.wrongResetCodesPerAddress,
    });
  }

  /** Counts the request, or throws `slow-down` and counts nothing. */
  request(email: string, address: string): void {
    this.#address.check(address);
    this.#account.check(email);
    this.#apart.check(email);
    this.#address.count(address);
    this.#account.count(email);
    this.#apart.count(email);
  }

  /** Carries out the attempt if the address may make one now; throws `slow-down` otherwise. */
  async tryCode<Result>(
    address: string,
    attempt: () => Promise<Result | undefined>,
  ): Promise<Result | undefined> {
    this.#wrongCodes.check(address);
    this.#wrongCodes.count(address);
    const result = await attempt().catch((error: unknown) => {
      this.#wrongCodes.forgive(address);
      throw error;
    });
    if (result !== undefined) this.#wrongCodes.forgive(address);
    return result;
  }
}
