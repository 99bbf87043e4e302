import list from "fxa-common-password-list";
import type { CommonPasswords } from "../chat/ports.ts";

/**
 * The passwords that guessers try first: those of Firefox's list in any case and with digits or signs behind,
 * and those made of one or two characters, of one piece again and again, or of a run along the alphabet.
 */
export const commonPasswords: CommonPasswords = {
  has(password) {
    const lower = password.toLowerCase();
    return isListed(lower) || hasFewCharacters(lower) || isRepetition(lower) || isRun(lower);
  },
};

function isListed(password: string): boolean {
  const forms = [password, password.replace(/[^\p{L}]+$/u, "")];
  return forms.some((form) => list.test(form));
}

function hasFewCharacters(password: string): boolean {
  return new Set(password).size <= 2;
}

function isRepetition(password: string): boolean {
  return /^(.{1,4})\1+$/su.test(password);
}

/** Each character is the one after, or before, the one in front of it. */
function isRun(password: string): boolean {
  const codes = [...password].map((character) => character.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, i) => code - (codes[i] ?? 0));
  return steps.every((step) => step === 1) || steps.every((step) => step === -1);
}
