import { cleanText } from "@classchat/core";

/** What a log may keep of an error. */
export interface ErrorLines {
  error: string;
  stack: string[];
  cause?: ErrorLines;
}

const most = { message: 300, frames: 12, causes: 3 };

/**
 * The error without what it cites: programs put into quotes what they were given, and that may be what somebody said,
 * or a password. Files that the system names are kept. What is no error is named by its type alone.
 */
export function errorLines(thrown: unknown, causes = most.causes): ErrorLines {
  if (!(thrown instanceof Error)) return { error: `something of type ${typeof thrown}`, stack: [] };
  const { cause } = thrown;
  return {
    error: cleanText(titleOf(thrown)).slice(0, most.message),
    stack: framesOf(thrown),
    ...(cause === undefined || causes === 0 ? {} : { cause: errorLines(cause, causes - 1) }),
  };
}

function titleOf(error: Error & { code?: unknown; syscall?: unknown }): string {
  const code = typeof error.code === "string" ? ` ${error.code}` : "";
  const isOfSystem = typeof error.syscall === "string";
  const message = isOfSystem ? error.message : withoutQuotes(error.message);
  return `${error.name}${code}: ${message}`;
}

/** An opening quote begins a word, so that "can't" has none; one that never closes cites all of the rest. */
function withoutQuotes(message: string): string {
  return message
    .replaceAll(/"[^"]*(?:"|$)/gu, '"…"')
    .replaceAll(/`[^`]*(?:`|$)/gu, "`…`")
    .replaceAll(/(?<![\p{L}\p{N}])'.*(?:'|$)/gsu, "'…'");
}

/** Where it was, as V8 writes it; what stands before is the message again. */
function framesOf({ stack = "" }: Error): string[] {
  const frames = stack.split("\n").filter((line) => /^ {4}at .*:\d+:\d+\)?$/u.test(line));
  return frames.slice(0, most.frames).map((line) => cleanText(line.trim()));
}
