import type { PasswordHasher, Secrets } from "./ports.ts";

/** Verifies secrets, and where there is none to compare with, one that nobody knows: for the same work. */
export class Verifier {
  readonly #hasher: PasswordHasher;
  readonly #secrets: Secrets;
  #decoyHash: Promise<string> | undefined;

  constructor({ hasher, secrets }: { hasher: PasswordHasher; secrets: Secrets }) {
    this.#hasher = hasher;
    this.#secrets = secrets;
  }

  /** The time that this takes tells as little as the answer. */
  async matches(secret: string, hash: string | undefined): Promise<boolean> {
    this.#decoyHash ??= this.#hasher.hash(this.#secrets.token());
    return this.#hasher.verify(secret, hash ?? (await this.#decoyHash));
  }
}
