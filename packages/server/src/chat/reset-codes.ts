import { type Clock, limits } from "@classchat/core";
import type { Applicant } from "./applicant.ts";
import { plainCode } from "./one-time-code.ts";
import { type Passwords, theHost } from "./passwords.ts";
import type { Account, Challenge, ChallengeStore, Secrets } from "./ports.ts";

export interface ResetCodesPorts {
  challenges: ChallengeStore;
  passwords: Passwords;
  secrets: Secrets;
  clock: Clock;
}

/** A code that nobody has yet: `open` makes it worth something. */
interface NewCode {
  code: string;
  codeHash: string;
}

/** One-time codes: made, tried, and redeemed once. */
export class ResetCodes {
  readonly #ports: ResetCodesPorts;

  constructor(ports: ResetCodesPorts) {
    this.#ports = ports;
  }

  async draw(kind: Challenge["kind"]): Promise<NewCode> {
    const { secrets, passwords } = this.#ports;
    const code = kind === "mail" ? secrets.digits(mailLength) : secrets.code(mentorLength);
    return { code, codeHash: await passwords.hash(code, theHost) };
  }

  /** From now on the code is good for this account; an earlier one of its kind is void. */
  open({ id }: Account, kind: Challenge["kind"], { codeHash }: NewCode): Promise<void> {
    const { mailMs, mentorMs } = limits.resetCode;
    const expiresAt = this.#ports.clock.now() + (kind === "mail" ? mailMs : mentorMs);
    return this.#ports.challenges.open({ account: id, kind, codeHash, expiresAt });
  }

  /** The challenge that the code opens, for one attempt. It costs the same work where there is none. */
  async try(
    account: Account | undefined,
    typed: string,
    who: Applicant,
  ): Promise<Challenge | undefined> {
    const code = plainCode(typed);
    const kind = kindOf(code);
    const of = account?.id ?? nobody;
    const challenge = kind && (await this.#spendAttempt({ account: of, kind }));
    const matches = await this.#ports.passwords.matches(code, challenge?.codeHash, { who });
    return matches ? challenge : undefined;
  }

  /** True only once. */
  redeem(challenge: Challenge): Promise<boolean> {
    return this.#ports.challenges.redeem(challenge);
  }

  #spendAttempt(of: Pick<Challenge, "account" | "kind">): Promise<Challenge | undefined> {
    const { challenges, clock } = this.#ports;
    const most = limits.resetCode.attempts;
    return challenges.spendAttempt(of, { now: clock.now(), most });
  }
}

/** Which kind of code was typed shows in its shape. */
function kindOf(code: string): Challenge["kind"] | undefined {
  if (/^\d+$/u.test(code) && code.length === mailLength) return "mail";
  return code.length === mentorLength ? "mentor" : undefined;
}

/** No account has this id. */
const nobody = "";
const mailLength = 6;
const mentorLength = 8;
