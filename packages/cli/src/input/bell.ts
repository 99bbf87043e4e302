/** For which messages of a room the terminal rings. */
export const bells = ["off", "mention", "all"] as const;

export type Bell = (typeof bells)[number];

export function isBell(word: string): word is Bell {
  return bells.some((bell) => bell === word);
}
