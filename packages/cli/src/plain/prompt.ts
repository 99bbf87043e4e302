import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { cleanLine } from "@classchat/core";
import { words } from "../words/words.ts";
import { CommandFailure } from "./failure.ts";

/** Whether there is someone to ask. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** Asks on stderr, for stdout is for results. */
export function ask(question: string): Promise<string> {
  return askOn(process.stderr, question);
}

/** The same, with nothing of the answer to be seen. */
export async function askUnseen(question: string): Promise<string> {
  try {
    return await askOn(nowhere, question);
  } finally {
    process.stderr.write("\n");
  }
}

const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });

async function askOn(output: NodeJS.WritableStream, question: string): Promise<string> {
  // Made first: from here on the terminal shows nothing by itself, however early one types.
  const lines = createInterface({ input: process.stdin, output, terminal: true, historySize: 0 });
  const leave = new AbortController();
  lines.on("SIGINT", () => leave.abort());
  lines.on("close", () => leave.abort());
  if (output === nowhere) process.stderr.write(`${cleanLine(question)} `);
  try {
    return await lines.question(`${cleanLine(question)} `, { signal: leave.signal });
  } catch {
    throw new CommandFailure(words.rooms.noAnswer);
  } finally {
    lines.close();
  }
}
