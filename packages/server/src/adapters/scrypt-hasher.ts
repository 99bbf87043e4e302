import { limits } from "@classchat/core";
import * as declared from "scrypt-kdf";
import type { PasswordHasher } from "../chat/ports.ts";
import { Turns } from "./turns.ts";

// scrypt-kdf 4.0.0 declares named exports but only has the default one.
const scrypt = (declared as unknown as { default: typeof declared }).default;

export interface ScryptOptions {
  /** Each step doubles the work: for us once per sign-in, for a thief on every guess. */
  logN?: number;
  r?: number;
  p?: number;
  atOnce?: number;
  waiting?: number;
}

/**
 * About 0.3 s and 32 MiB a hash. Few at once, because the threads that hash are those that write files: a
 * class that signs in must not hold up its chat. Parameters stand in each hash, so they may be raised later.
 */
export function scryptHasher(options: ScryptOptions = {}): PasswordHasher & { waiting(): number } {
  const { logN = 15, r = 8, p = 3 } = options;
  const { atOnce = limits.passwordHashesAtOnce, waiting = limits.passwordHashesWaiting } = options;
  const turns = new Turns({ atOnce, waiting });

  return {
    waiting: () => turns.waiting,
    hash: (password) =>
      turns.take(async () => toBase64(await scrypt.kdf(password, { logN, r, p }))),
    verify: (password, hash) =>
      turns.take(() => scrypt.verify(Buffer.from(hash, "base64"), password)),
  };
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
