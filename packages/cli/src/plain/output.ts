import { once } from "node:events";
import { cleanLine, cleanText } from "@classchat/core";

/** Results go to stdout, and nothing else does. */
export function printLine(text: string): void {
  process.stdout.write(lineOf(text));
}

/** A piece of a long result; resolves when there is room for the next one. */
export async function printPiece(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, "drain");
}

/** One object, or one array, on one line. */
export function printJson(value: unknown): void {
  process.stdout.write(jsonOf(value));
}

/** What the user should know beside the results. */
export function tell(text: string): void {
  process.stderr.write(toldOf(text));
}

/** A result as it is written. */
export function lineOf(text: string): string {
  return `${cleanText(text)}\n`;
}

/** A line beside the results as it is written. */
export function toldOf(text: string): string {
  return `classchat: ${cleanLine(text)}\n`;
}

/** The value is the same for who reads it, and a terminal that shows it finds nothing to act on. */
export function jsonOf(value: unknown): string {
  return `${JSON.stringify(value).replace(unseen, escaped)}\n`;
}

const unseen =
  /[\u007f-\u009f\u2028\u2029\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Bidi_Control}/gu;

function escaped(character: string): string {
  const units = character.split("").map((unit) => unit.charCodeAt(0));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}
