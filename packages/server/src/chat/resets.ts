import {
  ChatError,
  type Clock,
  type Desk,
  type EmailName,
  type Input,
  type Output,
  type RoomName,
  type UserName,
} from "@classchat/core";
import { nameKeys } from "@classchat/core/look-alikes";
import type { Applicant } from "./applicant.ts";
import { checkPassword } from "./password-rules.ts";
import type { Passwords } from "./passwords.ts";
import type {
  Account,
  AccountId,
  AccountStore,
  Audit,
  ChallengeStore,
  CommonPasswords,
  Connections,
  Logger,
  MailFailure,
  Secrets,
  SessionStore,
} from "./ports.ts";
import { ResetCodes } from "./reset-codes.ts";
import { ResetDesk } from "./reset-desk.ts";
import { type MailRoute, ResetMails } from "./reset-mails.ts";
import { ResetThrottle } from "./reset-throttle.ts";
import type { SignInThrottle } from "./sign-in-throttle.ts";

export interface ResetsPorts {
  accounts: AccountStore;
  sessions: SessionStore;
  challenges: ChallengeStore;
  passwords: Passwords;
  commonPasswords: CommonPasswords;
  secrets: Secrets;
  connections: Connections;
  clock: Clock;
  logger: Logger;
  signIns: Pick<SignInThrottle, "forgive" | "unlock">;
  /** Without it codes come from mentors alone. */
  mail?: MailRoute | undefined;
  onMailFailed?: ((failure: MailFailure) => void) | undefined;
  /** `requests` is another list than before. */
  onRequestsChanged?: (() => void) | undefined;
  audit?: Audit | undefined;
}

/** Who asks for a code: from where, in which room, and how they hear that no mail goes out. */
export interface ResetAsker {
  address: string;
  room: RoomName;
  onFailed(): void;
}

/** Who does something, and the room in which they do it. */
export interface Actor {
  user: UserName;
  room: RoomName;
}

/** A code that the host itself gives, and the e-mail name under which it is typed. */
export interface HostCode {
  user: UserName;
  email: EmailName;
  resetCode: string;
}

/** New passwords for those who forgot theirs: by a code that comes by mail, or from a mentor in person. */
export class Resets {
  readonly #ports: ResetsPorts;
  readonly #throttle: ResetThrottle;
  readonly #desk: ResetDesk;
  readonly #codes: ResetCodes;
  readonly #mails: ResetMails | undefined;

  constructor(ports: ResetsPorts) {
    this.#ports = ports;
    this.#throttle = new ResetThrottle(ports.clock);
    this.#desk = new ResetDesk(ports.clock);
    this.#codes = new ResetCodes(ports);
    const onStranded = (email: EmailName) => this.#showMentors(email);
    this.#mails =
      ports.mail && new ResetMails(ports.mail, { ...ports, codes: this.#codes, onStranded });
  }

  /** Who waits for a code from a mentor. */
  requests(): Desk["resetRequests"] {
    return this.#desk.list();
  }

  /** Answers at once and alike, whether there is such an account or not; the work is done afterwards. */
  request(
    { email }: Input<"account:requestReset">,
    asker: ResetAsker,
  ): Output<"account:requestReset"> {
    this.#throttle.request(email, asker.address);
    if (this.#mails) this.#mails.send(email, asker);
    else this.#showMentors(email);
    return { delivery: this.#mails ? "mail" : "mentor" };
  }

  /** Sets a new password with a code, and puts out whoever was signed in with the old one. */
  async reset(
    { email, resetCode, password }: Input<"account:reset">,
    { who, room }: { who: Applicant; room: RoomName },
  ): Promise<Output<"account:reset">> {
    this.#checkPassword(password, [email]);
    const account = await this.#ports.accounts.findByEmail(email);
    const challenge = await this.#throttle.tryCode(who.address, () =>
      this.#codes.try(account, resetCode, who),
    );
    if (!account || !challenge) throw wrongCode();

    // Only now, for who has no code must not learn the user name that belongs to an e-mail name.
    this.#checkPassword(password, [email, account.user]);
    const passwordHash = await this.#ports.passwords.hash(password, who);
    if (!(await this.#codes.redeem(challenge))) throw wrongCode();
    await this.#setPassword(account, passwordHash);
    const how = challenge.kind === "mail" ? "by mail" : "from a mentor";
    this.#record({ user: account.user, room }, `set a new password with a code ${how}`);
    return { user: account.user };
  }

  /** A one-time code for a student; an earlier one from a mentor is void. */
  async issueCode(user: UserName, by: Actor): Promise<Output<"account:issueResetCode">> {
    const account = await this.#find(user);
    if (account.user === by.user) throw new ChatError("not-yourself", { field: "user" });
    if (account.role === "mentor") throw new ChatError("is-mentor", { field: "user" });
    return { user: account.user, resetCode: await this.#giveCode(account, by) };
  }

  /** The same for any account, a mentor's too: for whoever has the host itself before them. */
  async issueHostCode(user: UserName, room: string): Promise<HostCode> {
    const account = await this.#find(user);
    const resetCode = await this.#giveCode(account, { user: "the host", room });
    return { user: account.user, email: account.email, resetCode };
  }

  /** Forgets the failed sign-ins that slow somebody down. */
  async unlock(user: UserName, by: Actor): Promise<Output<"account:unlock">> {
    const account = await this.#find(user);
    this.#ports.signIns.unlock(account.id);
    this.#record(by, `unlocked ${account.user}`);
    return { user: account.user };
  }

  /** Gives up the mails that have not gone out. */
  close(): void {
    this.#mails?.close();
  }

  async #giveCode(account: Account, by: Actor): Promise<string> {
    const drawn = await this.#codes.draw("mentor");
    await this.#codes.open(account, "mentor", drawn);
    this.#record(by, `gave ${account.user} a reset code`);
    return drawn.code;
  }

  #showMentors(email: EmailName): void {
    const { accounts, logger, onRequestsChanged } = this.#ports;
    const show = (account: Account | undefined) => {
      if (!account) return;
      this.#desk.add(account);
      onRequestsChanged?.();
    };
    accounts
      .findByEmail(email)
      .then(show)
      .catch((error: unknown) => logger.error("a reset request was not shown", error));
  }

  async #setPassword({ id }: Account, passwordHash: string): Promise<void> {
    const { accounts, signIns, onRequestsChanged } = this.#ports;
    // Before as well, so that whatever fails or is killed in between leaves nobody in with an old password.
    await this.#endSessions(id);
    await accounts.changePassword(id, passwordHash);
    await this.#endSessions(id);
    signIns.forgive(id);
    if (this.#desk.remove(id)) onRequestsChanged?.();
  }

  async #endSessions(account: AccountId): Promise<void> {
    const { sessions, connections } = this.#ports;
    for (const session of await sessions.endAll(account)) connections.endSession(session);
  }

  #checkPassword(password: string, names: readonly string[]): void {
    checkPassword(password, { names, commonPasswords: this.#ports.commonPasswords });
  }

  async #find(user: UserName): Promise<Account> {
    const account = await this.#ports.accounts.findByName(nameKeys(user));
    if (!account) throw new ChatError("no-such-user", { field: "user" });
    return account;
  }

  #record({ user, room }: Actor, did: string): void {
    this.#ports.audit?.record({ room, by: user, did });
  }
}

function wrongCode(): ChatError {
  return new ChatError("wrong-reset-code", { field: "resetCode" });
}
