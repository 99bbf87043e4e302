import type { PasswordHasher } from "@classchat/server";
import { plainHasher } from "./fakes.ts";

/** No hasher at all, but one whose work ends when a test says so; it counts what it is asked. */
export class GatedHasher implements PasswordHasher {
  hashed = 0;
  verified = 0;
  /** So many were under way at once. */
  most = 0;
  #underWay = 0;
  #isOpen = true;
  readonly #held: (() => void)[] = [];

  async hash(password: string): Promise<string> {
    this.hashed += 1;
    return this.#inside(() => plainHasher.hash(password));
  }

  async verify(password: string, hash: string): Promise<boolean> {
    this.verified += 1;
    return this.#inside(() => plainHasher.verify(password, hash));
  }

  /** From now on nothing ends. */
  close(): void {
    this.#isOpen = false;
  }

  /** What began first ends. */
  letOne(): void {
    this.#held.shift()?.();
  }

  open(): void {
    this.#isOpen = true;
    for (const end of this.#held.splice(0)) end();
  }

  async #inside<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#underWay += 1;
    this.most = Math.max(this.most, this.#underWay);
    if (!this.#isOpen) await new Promise<void>((resolve) => this.#held.push(resolve));
    this.#underWay -= 1;
    return work();
  }
}
