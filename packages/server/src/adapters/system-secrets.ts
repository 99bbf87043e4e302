import { createHash, randomBytes, randomInt, randomUUID } from "node:crypto";
import type { Secrets } from "../chat/ports.ts";

// RFC 4648 §6 in lower case.
const roomLetters = "abcdefghijklmnopqrstuvwxyz234567";
// Codes are read out and copied by hand: neither of two signs that are taken for each other is in them (0 and O, 1, I and L).
const codeLetters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Randomness of the operating system, fit for keys. */
export const systemSecrets: Secrets = {
  id: () => randomUUID(),
  roomId: () => letters(roomLetters, 12),
  fileId: () => letters(roomLetters, 26),
  token: () => randomBytes(32).toString("base64url"),
  code: (length) => letters(codeLetters, length),
  digits: (length) => letters("0123456789", length),
  digest: (secret) => createHash("sha256").update(secret).digest("base64url"),
};

function letters(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
}
