import type { EmailName, Role, UserName } from "@classchat/core";

// Who there is: accounts, sessions, and the one-time codes that make mentors or new passwords.

/** Made by the host, never taken from a client. */
export type AccountId = string;

export interface Account {
  id: AccountId;
  user: UserName;
  /** The keys under which the user name is taken, see `nameKeys` of core. */
  nameKeys: string[];
  email: EmailName;
  role: Role;
  passwordHash: string;
  /** Digests of the device tokens that signed in before, oldest first. */
  devices: string[];
  createdAt: number;
}

export interface AccountStore {
  /** Keeps the account, or says which of its names another account has. */
  create(account: Account): Promise<"created" | "name-taken" | "email-taken">;

  find(id: AccountId): Promise<Account | undefined>;

  findByEmail(email: string): Promise<Account | undefined>;

  /** The account whose user name has any of the keys. */
  findByName(nameKeys: readonly string[]): Promise<Account | undefined>;

  /** Remembers the device, and forgets the oldest ones beyond `keep`. */
  addDevice(id: AccountId, device: string, keep: number): Promise<void>;

  setRole(id: AccountId, role: Role): Promise<void>;

  /** Sets the password, and forgets all devices: whoever knew the old one is a stranger from now on. */
  changePassword(id: AccountId, passwordHash: string): Promise<void>;

  /** The mentor whose account is the oldest, if there is a mentor at all. */
  firstMentor(): Promise<Account | undefined>;
}

/** A sign-in that goes on. Only the digest of its token is kept. */
export interface Session {
  digest: string;
  account: AccountId;
  openedAt: number;
  usedAt: number;
}

export interface SessionStore {
  /** Keeps the session, and ends the account's least recently used ones beyond `keep`. */
  open(session: Session, keep: number): Promise<void>;

  /** The session, if it was opened after `openedAfter` and used after `usedAfter`. */
  find(
    digest: string,
    since: { openedAfter: number; usedAfter: number },
  ): Promise<Session | undefined>;

  /** Sets when it was last used; nothing if it ended meanwhile. */
  touch(digest: string, usedAt: number): Promise<void>;

  end(digest: string): Promise<void>;

  /** Ends all sessions of the account, and gives their digests. */
  endAll(account: AccountId): Promise<string[]>;
}

/** At most one mentor code is open in a data directory. Only its digest is kept. */
export interface MentorCodeStore {
  /** Opens this code; an earlier one is void. */
  replace(digest: string): Promise<void>;

  /** Closes the code if it is the open one, and says whether it was: true only once, even to many at once. */
  spend(digest: string): Promise<boolean>;
}

/** A one-time code that sets a new password. Each account has at most one of each kind open. */
export interface Challenge {
  account: AccountId;
  /** How it is handed over. */
  kind: "mail" | "mentor";
  /** Of the code, by the `PasswordHasher`: it is short enough to be guessed from a plain digest. */
  codeHash: string;
  /** ms since 1970. */
  expiresAt: number;
}

export interface ChallengeStore {
  /** Opens it; an earlier one of its account and kind is void. */
  open(challenge: Challenge): Promise<void>;

  /**
   * Counts an attempt and gives the challenge, unless there is none, it is too old, or this would be an
   * attempt more than `most`. Counted here, before the code is looked at, a hundred at once are a hundred.
   */
  spendAttempt(
    of: Pick<Challenge, "account" | "kind">,
    bounds: { now: number; most: number },
  ): Promise<Challenge | undefined>;

  /**
   * Closes it, and whatever else is open for its account, if it is still this one, and says whether it was:
   * true only once, even to many at once.
   */
  redeem(challenge: Challenge): Promise<boolean>;
}
