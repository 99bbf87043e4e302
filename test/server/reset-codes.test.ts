import assert from "node:assert/strict";
import { limits } from "@classchat/core";
import { Accounts } from "@classchat/server/chat/accounts";
import { Passwords } from "@classchat/server/chat/passwords";
import { countingSecrets, noCommonPasswords, plainHasher } from "../support/fakes.ts";
import {
  anu,
  codesOf,
  forgottenPassword,
  here,
  mia,
  newPassword,
  refuses,
  room,
} from "../support/forgotten-password.ts";

/** In two halves, in small letters, with what people mistake for each other. */
function copied(code: string): string {
  const typed = code.replaceAll("0", "o").toLowerCase();
  return ` ${typed.slice(0, 4)} -${typed.slice(4)} `;
}

describe("a forgotten password", () => {
  const forgotten = forgottenPassword();

  it("is replaced with a code that a mentor hands over, however it is copied [A11]", async () => {
    const { user, resetCode } = await forgotten.resets.issueCode("anu", mia);
    assert.equal(user, "Anu");
    assert.match(resetCode, /^[0-9A-HJKMNP-TV-Z]{8}$/u);
    await forgotten.reset(copied(resetCode));
    assert.ok(await forgotten.signIn(newPassword));
  });

  it("gets one code from a mentor at a time, for 15 minutes [A11]", async () => {
    const first = await forgotten.resets.issueCode("anu", mia);
    const second = await forgotten.resets.issueCode("anu", mia);
    await refuses(forgotten.reset(first.resetCode), "wrong-reset-code");
    forgotten.clock.advance(limits.resetCode.mentorMs);
    await refuses(forgotten.reset(second.resetCode), "wrong-reset-code");
  });

  it("keeps a mentor's code when somebody asks for one by mail [A11]", async () => {
    const { resetCode } = await forgotten.resets.issueCode("anu", mia);
    await forgotten.mailedCode();
    assert.ok(await forgotten.reset(resetCode));
  });

  it("of a mentor is not replaced by another one, nor of nobody [A11]", async () => {
    const mentorCode = await forgotten.accounts.issueMentorCode();
    await forgotten.accounts.register({ ...anu, user: "Kim", email: "kim", mentorCode }, here);
    await refuses(forgotten.resets.issueCode("Kim", mia), "is-mentor");
    await refuses(forgotten.resets.issueCode("kim", { user: "Kim", room }), "not-yourself");
    await refuses(forgotten.resets.issueCode("nobody", mia), "no-such-user");
  });

  it("is not replaced with the right code after, or among, too many wrong ones [A12]", async () => {
    const code = await forgotten.mailedCode();
    const wrong = Array.from({ length: 50 }, (_, i) =>
      i === 45 ? code : `9${i}`.padStart(6, "9"),
    );
    const codes = await codesOf(
      wrong.map((guess, i) => forgotten.reset(guess, {}, { address: `10.1.0.${i}` })),
    );
    assert.deepEqual(new Set(codes), new Set(["wrong-reset-code"]));
    await refuses(forgotten.reset(code, {}, { address: "10.2.0.1" }), "wrong-reset-code");
    assert.ok(await forgotten.signIn(anu.password));
  });

  it("is replaced once with the right code given four times at once [A12]", async () => {
    const code = await forgotten.mailedCode();
    const codes = await codesOf([1, 2, 3, 4].map(() => forgotten.reset(code)));
    assert.deepEqual(codes.toSorted(), ["done", ...Array(3).fill("wrong-reset-code")]);
    await refuses(forgotten.reset(code), "wrong-reset-code");
  });

  it("is not replaced with one that is easy to guess, and that costs no code [A12]", async () => {
    const code = await forgotten.mailedCode();
    for (let i = 0; i < 9; i++)
      await refuses(forgotten.reset(code, { password: "anu.k123" }), "password-common");
    await refuses(forgotten.reset(code, { password: "xxAnu" }), "password-common");
    assert.ok(await forgotten.reset(code));
  });

  it("puts out whoever was signed in, and slows nobody down any more [A14]", async () => {
    const sessions = [await forgotten.signIn(anu.password), await forgotten.signIn(anu.password)];
    for (let i = 0; i < 5; i++) await refuses(forgotten.signIn("x"), "wrong-password");
    await refuses(forgotten.signIn(anu.password), "slow-down");
    const { resetCode } = await forgotten.resets.issueCode("anu", mia);

    await forgotten.reset(await forgotten.mailedCode());
    assert.deepEqual(forgotten.ended.toSorted(), sessions.map(({ session }) => session).toSorted());
    for (const { token } of sessions)
      await refuses(forgotten.accounts.resume(token), "session-ended");
    assert.deepEqual((await forgotten.store.accounts.findByEmail(anu.email))?.devices, []);
    assert.ok(await forgotten.signIn(newPassword));
    await refuses(forgotten.reset(resetCode), "wrong-reset-code");
  });

  it("leaves nobody signed in when setting the new one is cut off [A14]", async () => {
    const { token } = await forgotten.signIn(anu.password);
    const code = await forgotten.mailedCode();
    const changePassword = async (...change: [string, string]) => {
      await forgotten.store.accounts.changePassword(...change);
      throw new Error("killed");
    };
    forgotten.open({ accounts: { ...forgotten.store.accounts, changePassword } });
    await assert.rejects(forgotten.reset(code), /killed/u);
    await refuses(forgotten.accounts.resume(token), "session-ended");
  });

  it("lets nobody in who signs in with it at the very moment [A14]", async () => {
    const code = await forgotten.mailedCode();
    let letOn = () => {};
    const looked = new Promise<void>((resolve) => {
      letOn = resolve;
    });
    const sessions = { ...forgotten.store.sessions };
    const secrets = countingSecrets();
    const slowly = new Accounts(
      {
        ...forgotten.store,
        sessions: {
          ...sessions,
          open: async (...args) => {
            await looked;
            return sessions.open(...args);
          },
        },
        passwords: new Passwords({ hasher: plainHasher, secrets, clock: forgotten.clock }),
        commonPasswords: noCommonPasswords,
        secrets,
        connections: { endSession: () => {} },
        clock: forgotten.clock,
      },
      { closed: false },
    );
    const late = slowly.signIn({ login: "anu", password: anu.password }, here);
    await forgotten.reset(code);
    letOn();
    await refuses(late, "wrong-password");
  });

  it("that was mistyped too often is unlocked by a mentor, with the addresses it came from [A17]", async () => {
    const addresses = Array.from({ length: 5 }, (_, i) => `10.1.0.${i}`);
    for (const address of addresses) {
      const wrong = { login: "anu", password: "x" };
      for (let i = 0; i < 4; i++)
        await refuses(forgotten.accounts.signIn(wrong, { address }), "wrong-password");
    }
    for (let i = 0; i < 26; i++) {
      const wrong = { login: `nobody${i}`, password: "x" };
      await refuses(forgotten.accounts.signIn(wrong, { address: "10.1.0.0" }), "wrong-password");
    }
    const again = { login: "anu", password: anu.password };
    await refuses(forgotten.accounts.signIn(again, { address: "10.1.0.0" }), "slow-down");
    assert.deepEqual(await forgotten.resets.unlock("anu", mia), { user: "Anu" });
    assert.ok(await forgotten.accounts.signIn(again, { address: "10.1.0.0" }));
  });

  it("leaves a trace of who did what, without a code [A11]", async () => {
    const { resetCode } = await forgotten.resets.issueCode("anu", mia);
    await forgotten.reset(resetCode);
    await forgotten.resets.unlock("anu", mia);
    assert.deepEqual(forgotten.audit, [
      { room, by: "Mia", did: "gave Anu a reset code" },
      { room, by: "Anu", did: "set a new password with a code from a mentor" },
      { room, by: "Mia", did: "unlocked Anu" },
    ]);
  });
});
