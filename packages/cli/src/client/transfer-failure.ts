import { ChatError, type ErrorCode, type FileRules } from "@classchat/core";
import { fileSize } from "../input/file-size.ts";
import { words } from "../words/words.ts";
import { failureWords } from "./failure-words.ts";
import { isErrnoException, localWords } from "./local-words.ts";

/** Why a file was not handed in or fetched, in words for its user; with the code where the table has one. */
export class TransferFailure extends Error {
  override readonly name = "TransferFailure";
  readonly code: ErrorCode | undefined;
  /** It was stopped, and not given up: the same command goes on with it. */
  readonly goesOn: boolean;

  constructor(
    message: string,
    { code, cause, goesOn = false }: { code?: ErrorCode; cause?: unknown; goesOn?: boolean } = {},
  ) {
    super(message, cause === undefined ? {} : { cause });
    this.code = code;
    this.goesOn = goesOn;
  }

  /** Whether nobody wants it any more. */
  get isGivenUp(): boolean {
    return this.code === "transfer-cancelled" && !this.goesOn;
  }
}

export interface About {
  way: "send" | "fetch";
  /** The file that is sent, or the folder it is saved in. */
  path: string;
  rules: FileRules | undefined;
}

/** What went wrong, in words that say what to do. */
export function transferFailure(cause: unknown, about: About): TransferFailure {
  if (cause instanceof TransferFailure) return cause;
  if (cause instanceof ChatError) {
    const { code } = cause;
    return new TransferFailure(wordsOf(cause, about), { code, cause });
  }
  const said = isErrnoException(cause) ? localWords(cause, about) : undefined;
  return new TransferFailure(said ?? (cause as Error).message, { cause });
}

function wordsOf(error: ChatError, { rules }: About): string {
  if (error.code !== "file-too-large" || !rules) return failureWords(error);
  return words.files.tooLarge(fileSize(rules.maxBytes));
}
