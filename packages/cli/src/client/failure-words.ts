import type { ChatError } from "@classchat/core";
import { words } from "../words/words.ts";

/** What the user reads about it: a code has its words, everything else brings its own. */
export function failureWords(error: Error): string {
  return isChatError(error) ? words.errors[error.code] : error.message;
}

// By its name, for the class comes with all of the chat, and `--help` shall not load that.
function isChatError(error: Error): error is ChatError {
  return error.name === "ChatError";
}
