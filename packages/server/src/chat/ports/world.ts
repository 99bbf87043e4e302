import type { FileId, RoomId } from "@classchat/core";

// What lies outside the chat: mail, the audit log, secrets, the log of faults.

/** Why a mail did not go out. */
export type MailFailureReason =
  /** Nothing listens there, or there is no such computer. */
  | "unreachable"
  /** It listens and does not answer in time. */
  | "silent"
  /** It offers no encryption, or somebody on the way took the offer out. */
  | "no-encryption"
  | "certificate"
  /** Name or password are wrong. */
  | "sign-in"
  /** It answered, and will not have this mail. */
  | "rejected";

export class MailFailure extends Error {
  override readonly name = "MailFailure";
  readonly reason: MailFailureReason;

  /** `answer` is what the mail server said, if it said anything. */
  constructor(reason: MailFailureReason, answer: string, options: ErrorOptions = {}) {
    super(answer, options);
    this.reason = reason;
  }
}

/** Sends one mail at a time; both methods reject with a `MailFailure`. */
export interface Mailer {
  /** Resolves when the mail server took it. */
  send(mail: { to: string; subject: string; text: string }): Promise<void>;

  /** Does all that sending does before the mail is named: connects, encrypts, signs in. */
  probe(): Promise<void>;

  /** Gives up what is under way; nothing goes out from then on. */
  close(): void;
}

/** What the mails say, in the language of whoever runs the host. */
export interface MailWords {
  /** With the code, and the command that takes it. All values are one line, without control characters. */
  reset(about: { room: string; code: string; command: string; minutes: number }): MailText;
  /** Shows that mails go out. */
  test: MailText;
}

interface MailText {
  subject: string;
  text: string;
}

/** The log of who decided what, for the mentors to read later. */
export interface Audit {
  /** Plain words; never a message's text, never a secret. `room` is a room's name; `by` a user name. */
  record(entry: { room: string; by: string; did: string }): void;
}

/** Slow on purpose; `Passwords` sees to it that few are under way at once. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  verify(password: string, hash: string): Promise<boolean>;
}

export interface CommonPasswords {
  has(password: string): boolean;
}

/** Everything unpredictable, and the digest under which a random secret is kept. */
export interface Secrets {
  /** A new id for an account. */
  id(): string;
  /** A new `RoomId`. */
  roomId(): RoomId;
  /** A new `FileId`. */
  fileId(): FileId;
  /** A new `Token`. */
  token(): string;
  /** That many letters and digits, without those that look alike (I, L, O, U). */
  code(length: number): string;
  /** That many digits. */
  digits(length: number): string;
  /** SHA-256 in base64url: enough for secrets that were random to begin with. */
  digest(secret: string): string;
}

export interface Logger {
  /** What should not have happened, and goes on all the same. */
  error(message: string, cause: unknown): void;
}
