import { foldName } from "@classchat/core";

/**
 * How badly a text fits what was typed of it, with letters left out; nothing where it does not. The best are those
 * where the letters stand together, and early.
 */
export function misfit(typed: string, text: string): number | undefined {
  const wanted = [...foldName(typed)].filter((letter) => letter.trim() !== "");
  const letters = [...foldName(text)];
  if (wanted.length === 0) return 0;
  const found = letters
    .map((letter, start) => (letter === wanted[0] ? misfitFrom(start, wanted, letters) : undefined))
    .filter((score) => score !== undefined);
  return found.length === 0 ? undefined : Math.min(...found);
}

const gapWeight = 10;

function misfitFrom(
  start: number,
  wanted: readonly string[],
  letters: readonly string[],
): number | undefined {
  let at = start;
  let gaps = 0;
  for (const letter of wanted.slice(1)) {
    const next = letters.indexOf(letter, at + 1);
    if (next < 0) return undefined;
    gaps += next - at - 1;
    at = next;
  }
  return start + gaps * gapWeight;
}
