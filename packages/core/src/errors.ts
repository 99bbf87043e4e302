interface ErrorRow {
  /** What happened and what to do, in one or two sentences. */
  message: string;
  /** Whether the same request may succeed later, with nothing changed by the one who asks. */
  retry: boolean;
}

/** Everything that may go wrong in a way the other side is told about. See docs/protocol.md §4. */
export const errors = {
  "bad-input": row("The request does not have the agreed shape."),
  "other-protocol": row(
    "Host and client speak different versions of classchat: update the older one.",
  ),
  "other-room": row("Another room answers at this address."),
  "not-signed-in": row("Sign in first."),
  "not-allowed": row("Only a mentor may do this."),

  "name-length": row("A user name has 2 to 24 characters."),
  "name-characters": row(
    "A user name has letters, digits and signs, without spaces and without @ / \\ : , ;.",
  ),
  "name-reserved": row("That user name is reserved: choose another one."),
  "name-taken": row("That user name, or one that looks like it, is taken: choose another one."),
  "email-at": row("Give only the part before the @ of the e-mail address."),
  "email-characters": row(
    "An e-mail name has 1 to 64 of a–z, 0–9, dot, _ and -, with no dot at either end and no two in a row.",
  ),
  "email-taken": row("That e-mail name already has an account: sign in with it."),
  "password-length": row("A password has 8 to 128 characters."),
  "password-common": row("That password is too easy to guess: choose another one."),
  "registration-closed": row(
    "This room takes no new accounts: ask the mentor, or sign in with the account you have.",
  ),
  "wrong-mentor-code": row("The mentor code is wrong or was used: ask the mentor for a new one."),
  "wrong-password": row("User name or password is wrong: try again."),
  "session-ended": row("The stored sign-in is no longer valid: sign in again."),
  "slow-down": retryRow("Too many tries: wait a while, then try again."),
  busy: retryRow("The host is busy signing others in: try again in a moment."),

  "room-full": retryRow(
    "The room is full, or has too many connections from this address: try again later, or ask the mentor to allow more.",
  ),

  "message-empty": row("The message is empty: write something first."),
  "message-too-long": row("A message has at most 4,000 characters: send a longer text as a file."),
  "message-removed": row("A mentor has removed this message since."),
  "no-such-message": row(
    "There is no message with that number: look at the numbers before the messages, or in classchat history.",
  ),
  muted: row("You are muted: /doubt TEXT still reaches the mentors."),
  quiet: row("The room is quiet, only mentors write now: /doubt TEXT still reaches them."),
  flooding: retryRow("That is too fast: the host takes your messages one by one."),

  banned: row("You are banned from this room: talk to the mentor."),
  kicked: row("A mentor has put you out of this room: you may join again."),
  "no-such-user": row("Nobody has that user name here: look at the list of members."),
  "not-yourself": row("That cannot be done to yourself."),
  "is-mentor": row("That cannot be done to a mentor: /demote USER comes first."),
  "opener-stays": row("The mentor who opened the room stays its mentor."),

  "wrong-reset-code": row("The code is wrong, used or too old: check it, or ask for a new one."),
  "mail-failed": row(
    "The host could not send the mail: ask the mentor for a code (/reset-code), or try again later.",
  ),

  "file-too-large": row("The file is larger than this room takes."),
  "file-not-text": row(
    "This room takes text files only, and that is none: the mentor may allow any.",
  ),
  "file-changed": row("The file is not what was announced: it changed meanwhile. Send it again."),
  "file-not-found": row("File not found: /files lists those that you may fetch."),
  "files-full": row(
    "There is no more room for files of yours, or of this room: ask the mentor to delete some.",
  ),
  "disk-low": row("The host's disk is nearly full, so it takes no files: tell the mentor."),
  "ticket-expired": retryRow("The transfer began too late: it has to be asked for again."),
  "transfer-cancelled": row("The transfer was cancelled."),

  "disk-full": retryRow("The host's disk is full: the mentor has to free some space."),

  "key-changed": row(
    "This host's key is not the one known for it, so nothing was sent to it. If the mentor's key was really lost, run: classchat forget ROOM",
  ),
  "wrong-room-code": row(
    "The room code does not fit this host's key: check the four words with the mentor.",
  ),
  "not-found": row(
    "No such room answers: check that the host runs and is on this network, or give its address.",
  ),
  unreachable: retryRow("The room does not answer at its address."),
  "timed-out": retryRow("The host did not answer in time."),
  internal: retryRow("Something went wrong on the host; its log says what."),
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof errors;

export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === "string" && Object.hasOwn(errors, code);
}

/** What may be known beside the code. */
export interface ErrorDetails {
  /** The input field that is to blame, as it is named in the request. */
  field?: string;
  /** How long to wait before asking again. */
  retryAfterMs?: number;
}

/** An expected failure: it travels to the client as its code and is shown to the user. */
export class ChatError extends Error {
  override readonly name = "ChatError";
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, details: ErrorDetails & ErrorOptions = {}) {
    super(errors[code].message, "cause" in details ? { cause: details.cause } : undefined);
    this.code = code;
    this.field = details.field;
    this.retryAfterMs = details.retryAfterMs;
  }

  /** Whether the same request may succeed later, with nothing changed by the one who asks. */
  get mayRetry(): boolean {
    return errors[this.code].retry;
  }
}

function row(message: string): ErrorRow {
  return { message, retry: false };
}

function retryRow(message: string): ErrorRow {
  return { message, retry: true };
}
