import assert from "node:assert/strict";
import { type ErrorCode, limits } from "@classchat/core";
import { type Audit, type MailFailureReason, memoryStore } from "@classchat/server";
import { Accounts } from "@classchat/server/chat/accounts";
import { Passwords } from "@classchat/server/chat/passwords";
import { MailFailure } from "@classchat/server/chat/ports";
import { Resets, type ResetsPorts } from "@classchat/server/chat/resets";
import { words } from "classchat/words/words";
import { eventually } from "../support/eventually.ts";
import { FakeClock } from "../support/fake-clock.ts";
import {
  countingSecrets,
  FakeMailer,
  noCommonPasswords,
  plainHasher,
  strictLogger,
} from "../support/fakes.ts";

describe("a forgotten password", () => {
  const anu = { user: "Anu", email: "anu.k", password: "correct horse" };
  const newPassword = "battery staple";
  const here = { address: "10.0.0.5" };
  const room = "physics";
  const mia = { user: "Mia", room };

  let clock: FakeClock;
  let store: ReturnType<typeof memoryStore>;
  let mailer: FakeMailer;
  let accounts: Accounts;
  let resets: Resets;
  let ended: string[];
  let failures: number;
  let audit: Parameters<Audit["record"]>[0][];
  let verified: string[];
  let troubles: MailFailureReason[];

  beforeEach(async () => {
    [ended, audit, verified, troubles, failures] = [[], [], [], [], 0];
    clock = new FakeClock();
    store = memoryStore();
    mailer = new FakeMailer();
    open({});
    await accounts.register(anu, here);
  });

  function open(changes: Partial<ResetsPorts>): void {
    const secrets = countingSecrets();
    const hasher = {
      hash: plainHasher.hash,
      verify: (secret: string, hash: string) => {
        verified.push(secret);
        return plainHasher.verify(secret, hash);
      },
    };
    const ports = {
      ...store,
      passwords: new Passwords({ hasher, secrets, clock }),
      commonPasswords: noCommonPasswords,
      secrets,
      connections: { endSession: (session: string) => ended.push(session) },
      clock,
      logger: strictLogger,
      mail: { mailer, domain: "school.edu", words: words.host.mails },
      audit: { record: (entry: (typeof audit)[number]) => audit.push(entry) },
      onMailFailed: ({ reason }: MailFailure) => troubles.push(reason),
    };
    accounts = new Accounts(ports, { closed: false });
    resets = new Resets({ ...ports, signIns: accounts.signIns, ...changes });
  }

  function request(email = anu.email, { address } = here) {
    return resets.request({ email }, { address, room, onFailed: () => failures++ });
  }

  async function mailedCode(): Promise<string> {
    const before = mailer.mails.length;
    request();
    await eventually(() => assert.equal(mailer.mails.length, before + 1));
    return mailer.code;
  }

  const reset = (
    resetCode: string,
    change: { email?: string; password?: string } = {},
    who = here,
  ) =>
    resets.reset({ email: anu.email, password: newPassword, ...change, resetCode }, { who, room });
  const signIn = (password: string) => accounts.signIn({ login: "anu", password }, here);
  const refuses = (attempt: Promise<unknown>, code: ErrorCode) =>
    assert.rejects(attempt, (error: { code: string }) => error.code === code);
  const codesOf = async (attempts: Promise<unknown>[]) =>
    (await Promise.allSettled(attempts)).map((outcome) =>
      outcome.status === "fulfilled" ? "done" : outcome.reason.code,
    );
  const hang = () => new Promise<void>(() => {});
  const fail = (reason: MailFailureReason) => async () => {
    throw new MailFailure(reason, "the answer");
  };
  const waiting = () => resets.requests().map(({ user }) => user);

  it("is replaced with a code that comes by mail [A10]", async () => {
    assert.deepEqual(request(), { delivery: "mail" });
    await eventually(() => assert.equal(mailer.mails.length, 1));
    assert.equal(mailer.mails[0]?.to, "anu.k@school.edu");
    assert.match(mailer.mails[0]?.text ?? "", /reset physics --email anu.k --reset-code \d{6}/u);
    assert.deepEqual(await reset(mailer.code), { user: "Anu" });
    assert.ok(await signIn(newPassword));
    await refuses(signIn(anu.password), "wrong-password");
  });

  it("is not replaced with a code that is ten minutes old, or was followed by another [A10]", async () => {
    const first = await mailedCode();
    clock.advance(limits.resetRequests.apartMs);
    const second = await mailedCode();
    await refuses(reset(first), "wrong-reset-code");
    clock.advance(limits.resetCode.mailMs);
    await refuses(reset(second), "wrong-reset-code");
  });

  it("is asked about alike, in words and work, whether there is such an account or not [A9]", async () => {
    assert.deepEqual(request("nobody"), request());
    await eventually(() => assert.deepEqual([mailer.mails.length, mailer.probes], [1, 1]));
    await refuses(reset("000000", { email: "nobody" }), "wrong-reset-code");
    await refuses(reset("000000"), "wrong-reset-code");
    await refuses(reset("no code at all"), "wrong-reset-code");
    assert.equal(verified.length, 3);
    assert.deepEqual(waiting(), []);
  });

  it("shows the same failure of the mail server for an unknown name [A9]", async () => {
    mailer.behave = fail("silent");
    request("nobody");
    await eventually(() => assert.equal(failures, 1));
    request();
    await eventually(() => assert.equal(failures, 2));
    await eventually(() => assert.deepEqual(waiting(), ["Anu"]));
    assert.deepEqual(troubles, ["silent", "silent"]);
  });

  it("shows to mentors alone what the mail server has against one mailbox [A9]", async () => {
    mailer.behave = fail("rejected");
    request();
    await eventually(() => assert.deepEqual(waiting(), ["Anu"]));
    assert.deepEqual([failures, troubles], [0, ["rejected"]]);
  });

  it("is replaced with a code that a mentor hands over, however it is copied [A11]", async () => {
    const { user, resetCode } = await resets.issueCode("anu", mia);
    assert.equal(user, "Anu");
    assert.match(resetCode, /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/u);
    await reset(` ${resetCode.replace("-", " ").replaceAll("0", "o").toLowerCase()} `);
    assert.ok(await signIn(newPassword));
  });

  it("gets one code from a mentor at a time, for 15 minutes [A11]", async () => {
    const first = await resets.issueCode("anu", mia);
    const second = await resets.issueCode("anu", mia);
    await refuses(reset(first.resetCode), "wrong-reset-code");
    clock.advance(limits.resetCode.mentorMs);
    await refuses(reset(second.resetCode), "wrong-reset-code");
  });

  it("keeps a mentor's code when somebody asks for one by mail [A11]", async () => {
    const { resetCode } = await resets.issueCode("anu", mia);
    await mailedCode();
    assert.ok(await reset(resetCode));
  });

  it("of a mentor is not replaced by another one, nor of nobody [A11]", async () => {
    const mentorCode = await accounts.issueMentorCode();
    await accounts.register({ ...anu, user: "Kim", email: "kim", mentorCode }, here);
    await refuses(resets.issueCode("Kim", mia), "is-mentor");
    await refuses(resets.issueCode("kim", { user: "Kim", room }), "not-yourself");
    await refuses(resets.issueCode("nobody", mia), "no-such-user");
  });

  it("is not replaced with the right code after, or among, too many wrong ones [A12]", async () => {
    const code = await mailedCode();
    const wrong = Array.from({ length: 50 }, (_, i) =>
      i === 45 ? code : `9${i}`.padStart(6, "9"),
    );
    const codes = await codesOf(
      wrong.map((guess, i) => reset(guess, {}, { address: `10.1.0.${i}` })),
    );
    assert.deepEqual(new Set(codes), new Set(["wrong-reset-code"]));
    await refuses(reset(code, {}, { address: "10.2.0.1" }), "wrong-reset-code");
    assert.ok(await signIn(anu.password));
  });

  it("is replaced once with the right code given four times at once [A12]", async () => {
    const code = await mailedCode();
    const codes = await codesOf([1, 2, 3, 4].map(() => reset(code)));
    assert.deepEqual(codes.toSorted(), ["done", ...Array(3).fill("wrong-reset-code")]);
    await refuses(reset(code), "wrong-reset-code");
  });

  it("is not replaced with one that is easy to guess, and that costs no code [A12]", async () => {
    const code = await mailedCode();
    for (let i = 0; i < 9; i++)
      await refuses(reset(code, { password: "anu.k123" }), "password-common");
    await refuses(reset(code, { password: "xxAnu" }), "password-common");
    assert.ok(await reset(code));
  });

  it("is asked about once a minute and three times an hour, with an account or without [A13]", async () => {
    for (const email of [anu.email, "nobody"]) {
      request(email);
      assert.throws(() => request(email), { code: "slow-down", retryAfterMs: 60_000 });
      for (let i = 0; i < 2; i++) {
        clock.advance(60_000);
        request(email);
      }
      clock.advance(60_000);
      assert.throws(() => request(email), { code: "slow-down" });
      clock.advance(limits.resetRequests.windowMs);
      request(email);
    }
  });

  it("is asked about ten times an hour from one address [A13]", async () => {
    for (let i = 0; i < 10; i++) request(`pupil${i}`);
    assert.throws(() => request("pupil10"), { code: "slow-down" });
    request("pupil10", { address: "10.0.0.6" });
  });

  it("lets an address be wrong about 20 codes and no more, and forgets right ones [A13]", async () => {
    const guesses = Array.from({ length: 30 }, (_, i) => reset("999999", { email: `pupil${i}` }));
    const codes = await codesOf(guesses);
    assert.equal(codes.filter((code) => code === "slow-down").length, 10);
    clock.advance(limits.throttleWindowMs);
    await reset(await mailedCode());
    const again = await codesOf(guesses.map((_, i) => reset("999999", { email: `pupil${i}` })));
    assert.equal(again.filter((code) => code === "slow-down").length, 10);
  });

  it("puts out whoever was signed in, and slows nobody down any more [A14]", async () => {
    const sessions = [await signIn(anu.password), await signIn(anu.password)];
    for (let i = 0; i < 5; i++) await refuses(signIn("x"), "wrong-password");
    await refuses(signIn(anu.password), "slow-down");
    const { resetCode } = await resets.issueCode("anu", mia);

    await reset(await mailedCode());
    assert.deepEqual(ended.toSorted(), sessions.map(({ session }) => session).toSorted());
    for (const { token } of sessions) await refuses(accounts.resume(token), "session-ended");
    assert.deepEqual((await store.accounts.findByEmail(anu.email))?.devices, []);
    assert.ok(await signIn(newPassword));
    await refuses(reset(resetCode), "wrong-reset-code");
  });

  it("leaves nobody signed in when setting the new one is cut off [A14]", async () => {
    const { token } = await signIn(anu.password);
    const code = await mailedCode();
    const changePassword = async (...change: [string, string]) => {
      await store.accounts.changePassword(...change);
      throw new Error("killed");
    };
    open({ accounts: { ...store.accounts, changePassword } });
    await assert.rejects(reset(code), /killed/u);
    await refuses(accounts.resume(token), "session-ended");
  });

  it("lets nobody in who signs in with it at the very moment [A14]", async () => {
    const code = await mailedCode();
    let letOn = () => {};
    const looked = new Promise<void>((resolve) => {
      letOn = resolve;
    });
    const sessions = { ...store.sessions };
    const secrets = countingSecrets();
    const slowly = new Accounts(
      {
        ...store,
        sessions: {
          ...sessions,
          open: async (...args) => {
            await looked;
            return sessions.open(...args);
          },
        },
        passwords: new Passwords({ hasher: plainHasher, secrets, clock }),
        commonPasswords: noCommonPasswords,
        secrets,
        connections: { endSession: () => {} },
        clock,
      },
      { closed: false },
    );
    const late = slowly.signIn({ login: "anu", password: anu.password }, here);
    await reset(code);
    letOn();
    await refuses(late, "wrong-password");
  });

  it("waits for no mail: after nine seconds one is told, and mentors see it [A15]", async () => {
    mailer.behave = hang;
    for (const email of [anu.email, "nobody", "pupil"]) request(email);
    clock.advance(limits.mailPatienceMs - 1);
    assert.equal(failures, 0);
    clock.advance(1);
    assert.equal(failures, 3);
    await eventually(() => assert.deepEqual(waiting(), ["Anu"]));
  });

  it("has its mails sent one at a time, and no more than so many wait [A15]", async () => {
    let atOnce = 0;
    let most = 0;
    let letOn = () => {};
    const gate = new Promise<void>((resolve) => {
      letOn = resolve;
    });
    mailer.behave = async () => {
      most = Math.max(most, ++atOnce);
      await gate;
      atOnce--;
    };
    for (let i = 0; i < limits.mailsWaiting + 5; i++)
      request(`pupil${i}`, { address: `10.1.0.${i}` });
    await eventually(() => assert.equal(failures, 5));
    letOn();
    await eventually(() => assert.equal(mailer.probes, limits.mailsWaiting));
    assert.equal(most, 1);
  });

  it("is shown to the mentors of a host without mail, for an hour or until a code is used [A16]", async () => {
    let changes = 0;
    open({ mail: undefined, onRequestsChanged: () => changes++ });
    assert.deepEqual(request(), request("nobody") && { delivery: "mentor" });
    await eventually(() => assert.deepEqual(waiting(), ["Anu"]));
    assert.equal(changes, 1);

    const { resetCode } = await resets.issueCode("anu", mia);
    assert.deepEqual(waiting(), ["Anu"]);
    await reset(resetCode);
    assert.deepEqual([waiting(), changes], [[], 2]);

    clock.advance(60_000);
    request();
    await eventually(() => assert.deepEqual(waiting(), ["Anu"]));
    clock.advance(limits.resetRequests.windowMs);
    assert.deepEqual(waiting(), []);
  });

  it("that was mistyped too often is unlocked by a mentor, with the addresses it came from [A17]", async () => {
    const addresses = Array.from({ length: 5 }, (_, i) => `10.1.0.${i}`);
    for (const address of addresses) {
      const wrong = { login: "anu", password: "x" };
      for (let i = 0; i < 4; i++)
        await refuses(accounts.signIn(wrong, { address }), "wrong-password");
    }
    for (let i = 0; i < 26; i++) {
      const wrong = { login: `nobody${i}`, password: "x" };
      await refuses(accounts.signIn(wrong, { address: "10.1.0.0" }), "wrong-password");
    }
    const again = { login: "anu", password: anu.password };
    await refuses(accounts.signIn(again, { address: "10.1.0.0" }), "slow-down");
    assert.deepEqual(await resets.unlock("anu", mia), { user: "Anu" });
    assert.ok(await accounts.signIn(again, { address: "10.1.0.0" }));
  });

  it("leaves a trace of who did what, without a code [A11]", async () => {
    const { resetCode } = await resets.issueCode("anu", mia);
    await reset(resetCode);
    await resets.unlock("anu", mia);
    assert.deepEqual(audit, [
      { room, by: "Mia", did: "gave Anu a reset code" },
      { room, by: "Anu", did: "set a new password with a code from a mentor" },
      { room, by: "Mia", did: "unlocked Anu" },
    ]);
  });

  it("asks for nothing any more once the host closes", async () => {
    let reject: ((error: Error) => void) | undefined;
    mailer.behave = () =>
      new Promise((_, no) => {
        reject = no;
      });
    request();
    await eventually(() => assert.ok(reject));
    resets.close();
    reject?.(new MailFailure("unreachable", "the host closes"));
    await new Promise(setImmediate);
    assert.deepEqual([failures, troubles], [0, []]);
  });
});
