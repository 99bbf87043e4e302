import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type {
  Audit,
  Broadcaster,
  CommonPasswords,
  Door,
  Logger,
  Mailer,
  PasswordHasher,
  Secrets,
} from "@classchat/server";

/** Not a hash at all, so that tests do not wait for scrypt. */
export const plainHasher: PasswordHasher = {
  hash: async (password) => `plain:${password}`,
  verify: async (password, hash) => hash === `plain:${password}`,
};

/** Remembers what was verified, and takes its time, so that what is tried at once is under way at once. */
export function slowHasher(): PasswordHasher & { verified: { password: string; hash: string }[] } {
  const verified: { password: string; hash: string }[] = [];
  return {
    verified,
    hash: plainHasher.hash,
    verify: async (password, hash) => {
      verified.push({ password, hash });
      await setImmediate();
      return plainHasher.verify(password, hash);
    },
  };
}

export const noCommonPasswords: CommonPasswords = { has: () => false };

const letters = "abcdefghij";

/** Different each time and the same in each run. */
export function countingSecrets(): Secrets {
  let drawn = 0;
  const next = (length: number) => String(++drawn).padStart(length, "0");
  return {
    id: () => `account-${next(4)}`,
    roomId: () => `room${next(8).replaceAll(/[01]/gu, (digit) => (digit === "0" ? "a" : "b"))}`,
    token: () => next(43),
    code: next,
    digits: next,
    fileId: () => `file${next(22).replaceAll(/\d/gu, (digit) => letters[Number(digit)] ?? "")}`,
    digest: (secret) => createHash("sha256").update(secret).digest("base64url"),
  };
}

/** Remembers its lines as `room: who did what`. */
export function recordingAudit(): Audit & { lines: string[] } {
  const lines: string[] = [];
  return { lines, record: ({ room, by, did }) => lines.push(`${room}: ${by} ${did}`) };
}

/** Remembers what was told to whom, and on whom it hung up, as `[audience, name, payload]`. */
export function recordingRoom(): Broadcaster & Door & { told: unknown[][] } {
  const told: unknown[][] = [];
  const to =
    (audience: string) =>
    (...notice: unknown[]) =>
      told.push([audience, ...notice]);
  return {
    told,
    toMembers: to("members"),
    toEveryone: to("everyone"),
    toMentors: to("mentors"),
    toAccount: (account, ...notice) => told.push([account, ...notice]),
    hangUp: (account) => told.push([account, "hung up"]),
  };
}

/** Fails the test that makes the host log an error nobody expected. */
export const strictLogger: Logger = {
  error(message, cause) {
    throw new Error(message, { cause });
  },
};

/** Takes mails as `behave` says, and keeps them. */
export class FakeMailer implements Mailer {
  readonly mails: Parameters<Mailer["send"]>[0][] = [];
  probes = 0;
  behave: () => Promise<void> = async () => {};

  async send(mail: Parameters<Mailer["send"]>[0]): Promise<void> {
    await this.behave();
    this.mails.push(mail);
  }

  async probe(): Promise<void> {
    this.probes += 1;
    await this.behave();
  }

  close(): void {}

  /** The code that the last mail brought. */
  get code(): string {
    return /^The code is: (\d{6})$/mu.exec(this.mails.at(-1)?.text ?? "")?.[1] ?? "";
  }
}
