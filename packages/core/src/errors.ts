interface ErrorRow {
  /** Whether the same request may succeed later, with nothing changed by the one who asks. */
  retry: boolean;
}

const lasting: ErrorRow = { retry: false };
const passing: ErrorRow = { retry: true };

/**
 * Everything that may go wrong in a way the other side is told about. Who shows it to a person has the words. See
 * docs/protocol.md §4.
 */
export const errors = {
  "bad-input": lasting,
  "other-protocol": lasting,
  "other-room": lasting,
  "not-signed-in": lasting,
  "not-allowed": lasting,

  "name-length": lasting,
  "name-characters": lasting,
  "name-reserved": lasting,
  "name-taken": lasting,
  "email-at": lasting,
  "email-characters": lasting,
  "email-taken": lasting,
  "password-length": lasting,
  "password-common": lasting,
  "registration-closed": lasting,
  "wrong-mentor-code": lasting,
  "wrong-password": lasting,
  "session-ended": lasting,
  "slow-down": passing,
  busy: passing,

  "room-full": passing,

  "message-empty": lasting,
  "message-too-long": lasting,
  "message-removed": lasting,
  "no-such-message": lasting,
  muted: lasting,
  quiet: lasting,
  flooding: passing,

  banned: lasting,
  kicked: lasting,
  "no-such-user": lasting,
  "not-yourself": lasting,
  "is-mentor": lasting,
  "opener-stays": lasting,

  "wrong-reset-code": lasting,
  "mail-failed": lasting,

  "file-too-large": lasting,
  "file-not-text": lasting,
  "file-changed": lasting,
  "file-not-found": lasting,
  "files-full": lasting,
  "disk-low": lasting,
  "ticket-expired": passing,
  "transfer-cancelled": lasting,

  "disk-full": passing,

  "key-changed": lasting,
  "wrong-room-code": lasting,
  "not-found": lasting,
  unreachable: passing,
  "timed-out": passing,
  internal: passing,
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

/** An expected failure: it travels to the client as its code, and its message is the same, for logs. */
export class ChatError extends Error {
  override readonly name = "ChatError";
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, details: ErrorDetails & ErrorOptions = {}) {
    super(code, "cause" in details ? { cause: details.cause } : undefined);
    this.code = code;
    this.field = details.field;
    this.retryAfterMs = details.retryAfterMs;
  }

  /** Whether the same request may succeed later, with nothing changed by the one who asks. */
  get mayRetry(): boolean {
    return errors[this.code].retry;
  }
}
