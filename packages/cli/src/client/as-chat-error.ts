import { ChatError } from "@classchat/core";

/** What went wrong as an expected failure; what nobody expected becomes `internal` with its cause. */
export function asChatError(error: unknown): ChatError {
  return error instanceof ChatError ? error : new ChatError("internal", { cause: error });
}

export function unreachable(): ChatError {
  return new ChatError("unreachable");
}
