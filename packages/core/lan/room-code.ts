import { scrypt } from "node:crypto";
import { promisify } from "node:util";
import type { Fingerprint } from "@classchat/core";
import { wordlist } from "@scure/bip39/wordlists/english.js";

// The room code is four words that stand for the host's key, so that a class can see on the projector whose
// room they join. 44 bits alone could be ground through in minutes; with a slow hash before them, each
// attempt at a second key with the same words costs its maker as much as it costs us: some 50 ms and 32 MiB.

const wordsPerCode = 4;
const bitsPerWord = 11n;
const salt = "classchat room code v1";
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

/** As many letters of a word as tell it from all others. */
const prefixLength = 4;
const wordsByPrefix = new Map(wordlist.map((word) => [word.slice(0, prefixLength), word]));

/** The words that stand for this key, joined by `-`. */
export async function roomCode(fingerprint: Fingerprint): Promise<string> {
  const bits = (await slowHash(Buffer.from(fingerprint, "hex"))).readBigUInt64LE();
  return Array.from({ length: wordsPerCode }, (_, place) => wordAt(bits, place)).join("-");
}

/** Whether what was typed is a room code at all: four words of the list, or four letters of each. */
export function isRoomCode(text: string): boolean {
  return readCode(text) !== undefined;
}

/** Whether what was typed is the code of this key. */
export async function roomCodeMatches(typed: string, fingerprint: Fingerprint): Promise<boolean> {
  const code = readCode(typed);
  return code !== undefined && code === (await roomCode(fingerprint));
}

/** The code as `roomCode` writes it, from any case and with spaces, dots or dashes between the words. */
function readCode(typed: string): string | undefined {
  const words = typed
    .toLowerCase()
    .split(/[\s.\p{Pd}_,]+/u)
    .filter(Boolean)
    .map(readWord);
  return words.length === wordsPerCode && words.every(Boolean) ? words.join("-") : undefined;
}

function readWord(typed: string): string | undefined {
  const word = wordsByPrefix.get(typed.slice(0, prefixLength));
  return word?.startsWith(typed) ? word : undefined;
}

function wordAt(bits: bigint, place: number): string {
  const index = Number((bits >> (BigInt(place) * bitsPerWord)) % BigInt(wordlist.length));
  return wordlist[index] ?? "";
}

const scryptAsync = promisify<Buffer, string, number, typeof cost, Buffer>(scrypt);

function slowHash(key: Buffer): Promise<Buffer> {
  return scryptAsync(key, salt, 8, cost);
}
