import { ChatError, foldName } from "@classchat/core";
import type { CommonPasswords } from "./ports.ts";

/** Throws `password-common` for a password that is common, or little more than one of the names of its owner. */
export function checkPassword(
  password: string,
  { names, commonPasswords }: { names: readonly string[]; commonPasswords: CommonPasswords },
): void {
  const folded = foldName(password);
  const own = names.map(foldName);
  const isOwnName = own.some((name) => folded.includes(name));
  const isMostlyName = isOwnName && folded.length - Math.max(...own.map(lengthOf)) < 4;
  if (isMostlyName || commonPasswords.has(folded)) {
    throw new ChatError("password-common", { field: "password" });
  }
}

function lengthOf({ length }: string): number {
  return length;
}
