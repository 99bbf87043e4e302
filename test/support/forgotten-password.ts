import assert from "node:assert/strict";
import type { ErrorCode } from "@classchat/core";
import {
  type Audit,
  type MailFailure,
  type MailFailureReason,
  memoryStore,
} from "@classchat/server";
import { Accounts } from "@classchat/server/chat/accounts";
import { Passwords } from "@classchat/server/chat/passwords";
import { Resets, type ResetsPorts } from "@classchat/server/chat/resets";
import { words } from "classchat/words/words";
import { eventually } from "./eventually.ts";
import { FakeClock } from "./fake-clock.ts";
import {
  countingSecrets,
  FakeMailer,
  noCommonPasswords,
  plainHasher,
  strictLogger,
} from "./fakes.ts";

export const anu = { user: "Anu", email: "anu.k", password: "correct horse" };
export const newPassword = "battery staple";
export const here = { address: "10.0.0.5" };
export const room = "physics";
export const mia = { user: "Mia", room };

/** For each test of the suite: an account whose password is forgotten, on a host with mail. */
export function forgottenPassword(): ForgottenPassword {
  const forgotten = new ForgottenPassword();
  beforeEach(() => forgotten.begin());
  return forgotten;
}

class ForgottenPassword {
  clock = new FakeClock();
  store = memoryStore();
  mailer = new FakeMailer();
  /** The sessions that were ended. */
  ended: string[] = [];
  audit: Parameters<Audit["record"]>[0][] = [];
  /** The secrets that were compared with a hash. */
  verified: string[] = [];
  /** What mentors were told of the mail server. */
  troubles: MailFailureReason[] = [];
  /** How often one who asked was told that no mail goes out. */
  failures = 0;
  #accounts: Accounts | undefined;
  #resets: Resets | undefined;

  async begin(): Promise<void> {
    [this.ended, this.audit, this.verified, this.troubles, this.failures] = [[], [], [], [], 0];
    this.clock = new FakeClock();
    this.store = memoryStore();
    this.mailer = new FakeMailer();
    this.open({});
    await this.accounts.register(anu, here);
  }

  get accounts(): Accounts {
    assert.ok(this.#accounts);
    return this.#accounts;
  }

  get resets(): Resets {
    assert.ok(this.#resets);
    return this.#resets;
  }

  /** As after a restart of the host, with other ports. */
  open(changes: Partial<ResetsPorts>): void {
    const ports = this.#ports();
    this.#accounts = new Accounts(ports, { closed: false });
    this.#resets = new Resets({ ...ports, signIns: this.accounts.signIns, ...changes });
  }

  #ports() {
    const secrets = countingSecrets();
    const hasher = {
      hash: plainHasher.hash,
      verify: (secret: string, hash: string) => {
        this.verified.push(secret);
        return plainHasher.verify(secret, hash);
      },
    };
    return {
      ...this.store,
      passwords: new Passwords({ hasher, secrets, clock: this.clock }),
      commonPasswords: noCommonPasswords,
      secrets,
      connections: { endSession: (session: string) => this.ended.push(session) },
      clock: this.clock,
      logger: strictLogger,
      mail: { mailer: this.mailer, domain: "school.edu", words: words.host.mails },
      audit: {
        record: (entry: Parameters<Audit["record"]>[0]) => {
          this.audit.push(entry);
        },
      },
      onMailFailed: ({ reason }: MailFailure) => {
        this.troubles.push(reason);
      },
    };
  }

  request(email = anu.email, { address } = here) {
    return this.resets.request({ email }, { address, room, onFailed: () => this.failures++ });
  }

  async mailedCode(): Promise<string> {
    const before = this.mailer.mails.length;
    this.request();
    await eventually(() => assert.equal(this.mailer.mails.length, before + 1));
    return this.mailer.code;
  }

  reset(resetCode: string, change: { email?: string; password?: string } = {}, who = here) {
    return this.resets.reset(
      { email: anu.email, password: newPassword, ...change, resetCode },
      { who, room },
    );
  }

  signIn(password: string) {
    return this.accounts.signIn({ login: "anu", password }, here);
  }

  /** Whose requests mentors see. */
  waiting(): string[] {
    return this.resets.requests().map(({ user }) => user);
  }
}

export function refuses(attempt: Promise<unknown>, code: ErrorCode): Promise<void> {
  return assert.rejects(attempt, (error: { code: string }) => error.code === code);
}

/** What came of each, in their order. */
export async function codesOf(attempts: Promise<unknown>[]): Promise<string[]> {
  return (await Promise.allSettled(attempts)).map((outcome) =>
    outcome.status === "fulfilled" ? "done" : outcome.reason.code,
  );
}
