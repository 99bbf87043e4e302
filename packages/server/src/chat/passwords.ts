import { type Clock, limits } from "@classchat/core";
import type { Applicant } from "./applicant.ts";
import { FairTurns, type Turn } from "./fair-turns.ts";
import type { PasswordHasher, Secrets } from "./ports.ts";

interface PasswordsPorts {
  hasher: PasswordHasher;
  secrets: Secrets;
  clock: Clock;
}

interface Look extends Turn {
  /** Called within the turn, so that whoever is next finds it counted. */
  onLooked?(matches: boolean): void;
}

/** What the host hashes for itself: it has a line of its own. */
export const theHost: Applicant = { address: "the host" };

/**
 * All that is hashed slowly, each in its turn. Few at once, because the threads that hash are those that write files:
 * a class that signs in must not hold up its chat.
 */
export class Passwords {
  readonly #hasher: PasswordHasher;
  readonly #secrets: Secrets;
  readonly #turns: FairTurns;
  #decoyHash: string | undefined;

  constructor({ hasher, secrets, clock }: PasswordsPorts) {
    this.#hasher = hasher;
    this.#secrets = secrets;
    this.#turns = new FairTurns({
      clock,
      atOnce: limits.passwordHashesAtOnce,
      waiting: limits.passwordHashesWaiting,
    });
  }

  /** How many wait to be hashed. */
  get waiting(): number {
    return this.#turns.waiting;
  }

  hash(password: string, who: Applicant): Promise<string> {
    return this.#turns.take({ who }, () => this.#hasher.hash(password));
  }

  /**
   * Whether the secret is that of the hash; where there is none, it is compared with one that nobody knows: the time
   * that this takes tells as little as the answer.
   */
  matches(secret: string, hash: string | undefined, look: Look): Promise<boolean> {
    return this.#turns.take(look, async () => {
      this.#decoyHash ??= await this.#hasher.hash(this.#secrets.token());
      const matches = await this.#hasher.verify(secret, hash ?? this.#decoyHash);
      look.onLooked?.(matches);
      return matches;
    });
  }
}
