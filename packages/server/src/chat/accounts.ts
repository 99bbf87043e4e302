import {
  ChatError,
  type Clock,
  foldName,
  type Input,
  limits,
  type Role,
  type UserName,
} from "@classchat/core";
import { isReservedName, nameKeys } from "@classchat/core/look-alikes";
import type { Applicant } from "./applicant.ts";
import { plainCode, shownCode } from "./one-time-code.ts";
import { checkPassword } from "./password-rules.ts";
import { type Passwords, theHost } from "./passwords.ts";
import type {
  Account,
  AccountStore,
  CommonPasswords,
  Connections,
  MentorCodeStore,
  Secrets,
  SessionStore,
} from "./ports.ts";
import { SignInThrottle } from "./sign-in-throttle.ts";
import { Throttle } from "./throttle.ts";

export interface AccountsPorts {
  accounts: AccountStore;
  sessions: SessionStore;
  mentorCodes: MentorCodeStore;
  passwords: Passwords;
  commonPasswords: CommonPasswords;
  secrets: Secrets;
  connections: Connections;
  clock: Clock;
}

export interface SignedIn {
  account: Account;
  /** The digest of the token: under this name the session is kept and ended. */
  session: string;
  token: string;
  device: string;
}

/** Who may speak under which name: registering, signing in, and the sessions that follow from it. */
export class Accounts {
  readonly #ports: AccountsPorts;
  readonly #closed: boolean;
  readonly #wrongMentorCodes: Throttle;
  /** Slows guessing down; a new password forgives what was counted. */
  readonly signIns: SignInThrottle;

  /** With `closed`, only mentors get new accounts. */
  constructor(ports: AccountsPorts, settings: { closed: boolean }) {
    this.#ports = ports;
    this.#closed = settings.closed;
    this.signIns = new SignInThrottle(ports.clock);
    this.#wrongMentorCodes = new Throttle({
      clock: ports.clock,
      windowMs: limits.throttleWindowMs,
      most: limits.wrongMentorCodesPerAddress,
    });
  }

  /** Makes an account, a mentor's with an open mentor code. It does not sign in. */
  async register(input: Input<"account:register">, who: Applicant): Promise<Account> {
    if (input.mentorCode === undefined) {
      if (this.#closed) throw new ChatError("registration-closed");
      return this.#create(input, "student", who);
    }

    const { address } = who;
    const code = this.#ports.secrets.digest(plainCode(input.mentorCode));
    this.#wrongMentorCodes.check(address);
    this.#wrongMentorCodes.count(address);
    if (!(await this.#ports.mentorCodes.spend(code))) {
      throw new ChatError("wrong-mentor-code", { field: "mentorCode" });
    }
    this.#wrongMentorCodes.forgive(address);
    try {
      return await this.#create(input, "mentor", who);
    } catch (error) {
      await this.#ports.mentorCodes.replace(code);
      throw error;
    }
  }

  /** Makes the account of the mentor who sits at the host itself, and so needs no code. */
  registerOwner(input: Omit<Input<"account:register">, "mentorCode">): Promise<Account> {
    return this.#create(input, "mentor", theHost);
  }

  async signIn(input: Input<"account:signIn">, who: Applicant): Promise<SignedIn> {
    const { accounts, secrets, passwords } = this.#ports;
    const { email, keys } = loginKeys(input.login);
    // Both, whatever the first gives: who is unknown takes no longer.
    const byEmail = await accounts.findByEmail(email);
    const byName = await accounts.findByName(keys);
    const account = byEmail ?? byName;
    const device = input.device && secrets.digest(input.device);
    const isKnownDevice = device !== undefined && account?.devices.includes(device) === true;
    const { address } = who;
    const attempt = { account: account?.id ?? foldName(input.login), address, isKnownDevice };

    const matches = await this.signIns.try(attempt, (rules) =>
      passwords.matches(input.password, account?.passwordHash, { who, ...rules }),
    );
    if (!matches || !account) throw new ChatError("wrong-password");
    return this.#open(account, isKnownDevice ? input.device : undefined);
  }

  /** The account of a session that goes on, and the digest the session is kept under. */
  async resume(token: string): Promise<{ account: Account; session: string }> {
    const { sessions, accounts, secrets, clock } = this.#ports;
    const digest = secrets.digest(token);
    const now = clock.now();
    const session = await sessions.find(digest, {
      openedAfter: now - limits.sessionLifetimeMs,
      usedAfter: now - limits.sessionIdleMs,
    });
    const account = session && (await accounts.find(session.account));
    if (!account) throw new ChatError("session-ended");
    if (now - session.usedAt > touchEveryMs) await sessions.touch(digest, now);
    return { account, session: digest };
  }

  /** Whether the session still goes on, for whoever was let in with it a moment ago. */
  async isOpen(session: string): Promise<boolean> {
    const ever = { openedAfter: 0, usedAfter: 0 };
    return (await this.#ports.sessions.find(session, ever)) !== undefined;
  }

  async signOut(session: string): Promise<void> {
    await this.#ports.sessions.end(session);
    this.#ports.connections.endSession(session);
  }

  /** A new one-time code that makes one mentor, in the form it is shown; an earlier one is void. */
  async issueMentorCode(): Promise<string> {
    const { secrets, mentorCodes } = this.#ports;
    const code = secrets.code(mentorCodeLength);
    await mentorCodes.replace(secrets.digest(code));
    return shownCode(code);
  }

  async #create(
    { user, email, password }: Omit<Input<"account:register">, "mentorCode">,
    role: Role,
    who: Applicant,
  ): Promise<Account> {
    const { accounts, passwords, secrets, clock } = this.#ports;
    this.#checkChoices(user, email, password);
    const passwordHash = await passwords.hash(password, who);
    const account: Account = {
      id: secrets.id(),
      user,
      nameKeys: nameKeys(user),
      email,
      role,
      passwordHash,
      devices: [],
      createdAt: clock.now(),
    };
    const outcome = await accounts.create(account);
    if (outcome === "name-taken") throw new ChatError("name-taken", { field: "user" });
    if (outcome === "email-taken") throw new ChatError("email-taken", { field: "email" });
    return account;
  }

  #checkChoices(user: UserName, email: string, password: string): void {
    if (isReservedName(user)) throw new ChatError("name-reserved", { field: "user" });
    const { commonPasswords } = this.#ports;
    checkPassword(password, { names: [user, email], commonPasswords });
  }

  async #open(account: Account, knownDevice: string | undefined): Promise<SignedIn> {
    const { accounts, sessions, secrets, clock } = this.#ports;
    const token = secrets.token();
    const digest = secrets.digest(token);
    const now = clock.now();
    const session = { digest, account: account.id, openedAt: now, usedAt: now };
    await sessions.open(session, limits.sessionsPerAccount);

    const device = knownDevice ?? secrets.token();
    if (!knownDevice) {
      await accounts.addDevice(account.id, secrets.digest(device), limits.devicesPerAccount);
    }
    await this.#requireSamePassword(account, digest);
    return { account, session: digest, token, device };
  }

  // A reset may end all sessions after the old password was looked at and before this one was opened.
  async #requireSamePassword({ id, passwordHash }: Account, session: string): Promise<void> {
    const { accounts, sessions } = this.#ports;
    if ((await accounts.find(id))?.passwordHash === passwordHash) return;
    await sessions.end(session);
    throw new ChatError("wrong-password");
  }
}

/** All under which an account may be meant by what was typed. */
function loginKeys(login: string): { email: string; keys: string[] } {
  const name = login.toWellFormed().trim();
  return { email: name.toLowerCase(), keys: nameKeys(name) };
}

const mentorCodeLength = 8;
/** A session's last use is known to the day: more often would cost a write for each reconnect. */
const touchEveryMs = 24 * 3_600_000;
