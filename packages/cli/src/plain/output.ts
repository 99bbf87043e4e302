import { cleanLine, cleanText } from "@classchat/core";

/** Results go to stdout, and nothing else does. */
export function printLine(text: string): void {
  process.stdout.write(`${cleanText(text)}\n`);
}

/** One object, or one array, on one line. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** What the user should know beside the results. */
export function tell(text: string): void {
  process.stderr.write(`classchat: ${cleanLine(text)}\n`);
}
