import * as declared from "scrypt-kdf";
import type { PasswordHasher } from "../chat/ports.ts";

// scrypt-kdf 4.0.0 declares named exports but only has the default one.
const scrypt = (declared as unknown as { default: typeof declared }).default;

export interface ScryptOptions {
  /** Each step doubles the work: for us once per sign-in, for a thief on every guess. */
  logN?: number;
  r?: number;
  p?: number;
}

/** About 0.3 s and 32 MiB a hash. Parameters stand in each hash, so they may be raised later. */
export function scryptHasher({ logN = 15, r = 8, p = 3 }: ScryptOptions = {}): PasswordHasher {
  return {
    hash: async (password) => toBase64(await scrypt.kdf(password, { logN, r, p })),
    verify: (password, hash) => scrypt.verify(Buffer.from(hash, "base64"), password),
  };
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
