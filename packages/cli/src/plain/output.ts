import { once } from "node:events";
import { cleanLine, cleanText } from "@classchat/core";

/** Results go to stdout, and nothing else does. */
export function printLine(text: string): void {
  process.stdout.write(`${cleanText(text)}\n`);
}

/** A piece of a long result; resolves when there is room for the next one. */
export async function printPiece(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, "drain");
}

/** One object, or one array, on one line. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** What the user should know beside the results. */
export function tell(text: string): void {
  process.stderr.write(`classchat: ${cleanLine(text)}\n`);
}
