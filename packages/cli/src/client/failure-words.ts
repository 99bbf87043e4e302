import type { ChatError } from "@classchat/core";
import { durationWords } from "../input/duration-words.ts";
import { words } from "../words/words.ts";

/** What the user reads about it: a code has its words, a file that the system refuses too, all else brings its own. */
export function failureWords(error: Error): string {
  if (isChatError(error)) return words.errors[error.code] + waitWords(error);
  const { code, path, message }: NodeJS.ErrnoException = error;
  return path === undefined || code === undefined ? message : words.files.unusable(path, code);
}

/** Who tried too often is told for how long that counts. */
function waitWords({ code, retryAfterMs }: ChatError): string {
  if (code !== "slow-down" || retryAfterMs === undefined) return "";
  return ` ${words.forms.wait(durationWords(retryAfterMs))}`;
}

// By its name, for the class comes with all of the chat, and `--help` shall not load that.
function isChatError(error: Error): error is ChatError {
  return error.name === "ChatError";
}
