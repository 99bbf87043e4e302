import { codePoints, limits } from "@classchat/core";

/** What may become of a long pasted text. */
export type PasteWay = "send" | "file" | "edit" | "cancel";

const ways: readonly PasteWay[] = ["send", "file", "edit", "cancel"];

/** What a field holds at most, in UTF-16 units: more than may be sent, so that a little too much can be cut by hand. */
export const fieldLength = 2 * limits.messageLength;

/** What can be done with the text that the field would hold. */
export function pasteWays(text: string): readonly PasteWay[] {
  const isTooMuch: Partial<Record<PasteWay, boolean>> = {
    send: codePoints(text) > limits.messageLength,
    edit: text.length > fieldLength,
  };
  return ways.filter((way) => !isTooMuch[way]);
}

/** The answer that was typed: the word or its first letter. */
export function readPasteWay(typed: string): PasteWay | undefined {
  const answer = typed.trim().toLowerCase();
  return ways.find((way) => answer === way || answer === way.charAt(0));
}
