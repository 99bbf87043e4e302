import { createHash } from "node:crypto";
import type { CommonPasswords, Logger, PasswordHasher, Secrets } from "@classchat/server";

/** Not a hash at all, so that tests do not wait for scrypt. */
export const plainHasher: PasswordHasher = {
  hash: async (password) => `plain:${password}`,
  verify: async (password, hash) => hash === `plain:${password}`,
};

export const noCommonPasswords: CommonPasswords = { has: () => false };

/** Different each time and the same in each run. */
export function countingSecrets(): Secrets {
  let drawn = 0;
  const next = (length: number) => String(++drawn).padStart(length, "0");
  return {
    id: () => `account-${next(4)}`,
    roomId: () => `room${next(8).replaceAll(/[01]/gu, (digit) => (digit === "0" ? "a" : "b"))}`,
    token: () => next(43),
    code: next,
    digits: next,
    digest: (secret) => createHash("sha256").update(secret).digest("base64url"),
  };
}

/** Fails the test that makes the host log an error nobody expected. */
export const strictLogger: Logger = {
  error(message, cause) {
    throw new Error(message, { cause });
  },
};
