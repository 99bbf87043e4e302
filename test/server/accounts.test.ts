import assert from "node:assert/strict";
import { type ErrorCode, limits } from "@classchat/core";
import { type AccountsPorts, memoryStore, type PasswordHasher } from "@classchat/server";
import { Accounts } from "@classchat/server/chat/accounts";
import { Passwords } from "@classchat/server/chat/passwords";
import { FakeClock } from "../support/fake-clock.ts";
import { countingSecrets, noCommonPasswords, plainHasher } from "../support/fakes.ts";

describe("accounts", () => {
  const anu = { user: "Anu", email: "anu.k", password: "correct horse" };
  const here = { address: "10.0.0.5" };
  let clock: FakeClock;
  let accounts: Accounts;
  let ended: string[];

  const open = (
    { hasher = plainHasher, ...changes }: Partial<AccountsPorts> & { hasher?: PasswordHasher } = {},
    closed = false,
  ) => {
    const secrets = countingSecrets();
    return new Accounts(
      {
        ...memoryStore(),
        passwords: new Passwords({ hasher, secrets, clock }),
        commonPasswords: noCommonPasswords,
        secrets,
        connections: { endSession: (session) => ended.push(session) },
        clock,
        ...changes,
      },
      { closed },
    );
  };

  beforeEach(() => {
    clock = new FakeClock();
    ended = [];
    accounts = open();
  });

  const signIn = (login: string, password: string, address = here.address, device?: string) =>
    accounts.signIn({ login, password, ...(device === undefined ? {} : { device }) }, { address });
  const refuses = (attempt: Promise<unknown>, code: ErrorCode, field?: string) =>
    assert.rejects(attempt, (error: { code: string; field?: string }) => {
      assert.deepEqual([error.code, error.field], [code, field]);
      return true;
    });

  it("are opened by e-mail name or user name, whatever their case [A1]", async () => {
    await accounts.register(anu, here);
    for (const login of ["anu.k", "Anu.K", "anu", " ANU "]) {
      assert.equal((await signIn(login, anu.password)).account.user, "Anu");
    }
  });

  it("say which of the two names is taken, also by its looks [A2]", async () => {
    await accounts.register(anu, here);
    await refuses(accounts.register({ ...anu, email: "x" }, here), "name-taken", "user");
    await refuses(
      accounts.register({ ...anu, user: "Аnu", email: "x" }, here),
      "name-taken",
      "user",
    );
    await refuses(accounts.register({ ...anu, user: "Ben" }, here), "email-taken", "email");
  });

  it("give one name to one of twenty who ask at once [A2]", async () => {
    const tries = Array.from({ length: 20 }, (_, i) =>
      accounts.register({ ...anu, email: `anu${i}` }, here).then(
        () => "made",
        (error: { code: string; field: string }) => `${error.code} ${error.field}`,
      ),
    );
    const outcomes = await Promise.all(tries);
    assert.equal(outcomes.filter((outcome) => outcome === "made").length, 1);
    assert.equal(outcomes.filter((outcome) => outcome === "name-taken user").length, 19);
  });

  it("refuse reserved names and passwords that are easy to guess [A3]", async () => {
    await refuses(accounts.register({ ...anu, user: "Teacher" }, here), "name-reserved", "user");
    const common = open({ commonPasswords: { has: (word) => word === "password" } });
    for (const password of ["Password", "anu.k123", "xAnu.Kx"]) {
      await refuses(common.register({ ...anu, password }, here), "password-common", "password");
    }
  });

  it("do not tell whether the name or the password was wrong, and do the same work [A4]", async () => {
    const verified: string[] = [];
    accounts = open({
      hasher: {
        hash: plainHasher.hash,
        verify: (password, hash) => {
          verified.push(password);
          return plainHasher.verify(password, hash);
        },
      },
    });
    await accounts.register(anu, here);
    await refuses(signIn("Anu", "wrong"), "wrong-password");
    await refuses(signIn("nobody", "wrong"), "wrong-password");
    assert.equal(verified.length, 2);
  });

  it("are slowed down, never locked, after wrong passwords [A5]", async () => {
    await accounts.register(anu, here);
    const { accountAndAddress } = limits.signInFailures;
    for (let i = 0; i < accountAndAddress; i++) await refuses(signIn("Anu", "x"), "wrong-password");
    await assert.rejects(signIn("Anu", anu.password), {
      code: "slow-down",
      retryAfterMs: limits.throttleWindowMs,
    });
    assert.ok(await signIn("Anu", anu.password, "10.0.0.6"), "another address is not slowed");
    clock.advance(limits.throttleWindowMs);
    assert.ok(await signIn("Anu", anu.password));
  });

  it("are not slowed down for longer because the host's clock was set back [A5]", async () => {
    await accounts.register(anu, here);
    for (let i = 0; i < limits.signInFailures.accountAndAddress; i++) {
      await refuses(signIn("Anu", "x"), "wrong-password");
    }
    await refuses(signIn("Anu", anu.password), "slow-down");
    clock.advance(-365 * 24 * 3_600_000);
    assert.ok(await signIn("Anu", anu.password));
  });

  it("count guesses made at once as many, even under several names of the account [A5]", async () => {
    await accounts.register(anu, here);
    const logins = Array.from({ length: 100 }, (_, i) => (i % 2 ? "anu.k" : "ANU"));
    const outcomes = await Promise.allSettled(logins.map((login) => signIn(login, "guess")));
    const codes = outcomes.map((outcome) => outcome.status === "rejected" && outcome.reason.code);
    const looked = codes.filter((code) => code === "wrong-password").length;
    assert.equal(looked, limits.signInFailures.accountAndAddress);
  });

  it("let a known device in while strangers fail on purpose from everywhere [A5]", async () => {
    await accounts.register(anu, here);
    const { device } = await signIn("Anu", anu.password);
    for (let i = 0; i < limits.signInFailures.account; i++) {
      await refuses(signIn("Anu", "x", `10.1.0.${i}`), "wrong-password");
    }
    await refuses(signIn("Anu", anu.password), "slow-down");
    assert.ok(await signIn("Anu", anu.password, here.address, device));
  });

  it("let a whole class in from behind one address [A5]", async () => {
    const users = Array.from({ length: 60 }, (_, i) => `pupil${String(i).padStart(2, "0")}`);
    for (const user of users) await accounts.register({ ...anu, user, email: user }, here);
    await Promise.all(users.map((user) => signIn(user, anu.password)));
  });

  it("stay signed in by a token until it is ended or old [A6]", async () => {
    await accounts.register(anu, here);
    const { token, session } = await signIn("Anu", anu.password);
    assert.equal((await accounts.resume(token)).account.user, "Anu");

    await accounts.signOut(session);
    assert.deepEqual(ended, [session]);
    await refuses(accounts.resume(token), "session-ended");

    const other = await signIn("Anu", anu.password);
    clock.advance(limits.sessionIdleMs);
    await refuses(accounts.resume(other.token), "session-ended");
  });

  it("of mentors are made with a code, once, however it is copied [A7]", async () => {
    const mentorCode = (await accounts.issueMentorCode()).toLowerCase().replace("-", " ");
    const taken = { ...anu, user: "Ben", mentorCode };
    await accounts.register({ ...anu }, here);
    await refuses(accounts.register(taken, here), "email-taken", "email");

    const mia = { ...taken, user: "Mia", email: "mia" };
    assert.equal((await accounts.register(mia, here)).role, "mentor");
    const late = { ...mia, user: "Eve", email: "eve" };
    await refuses(accounts.register(late, here), "wrong-mentor-code", "mentorCode");
  });

  it("bound guessing of the mentor code by address [A7]", async () => {
    const guesses = Array.from({ length: limits.wrongMentorCodesPerAddress + 5 }, (_, i) =>
      accounts.register({ ...anu, mentorCode: `guess${i}` }, here),
    );
    const outcomes = await Promise.allSettled(guesses);
    const codes = outcomes.map((outcome) => outcome.status === "rejected" && outcome.reason.code);
    assert.equal(codes.filter((code) => code === "slow-down").length, 5);
  });

  it("are not given to students by a room that is closed to newcomers [A8]", async () => {
    accounts = open({}, true);
    await refuses(accounts.register(anu, here), "registration-closed");
    const mentorCode = await accounts.issueMentorCode();
    assert.equal((await accounts.register({ ...anu, mentorCode }, here)).role, "mentor");
  });
});
