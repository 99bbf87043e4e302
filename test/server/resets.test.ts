import assert from "node:assert/strict";
import { limits } from "@classchat/core";
import type { MailFailureReason } from "@classchat/server";
import { MailFailure } from "@classchat/server/chat/ports";
import { eventually } from "../support/eventually.ts";
import {
  anu,
  codesOf,
  forgottenPassword,
  mia,
  newPassword,
  refuses,
} from "../support/forgotten-password.ts";

describe("a forgotten password", () => {
  const forgotten = forgottenPassword();
  const hang = () => new Promise<void>(() => {});
  const fail = (reason: MailFailureReason) => async () => {
    throw new MailFailure(reason, "the answer");
  };

  it("is replaced with a code that comes by mail [A10]", async () => {
    assert.deepEqual(forgotten.request(), { delivery: "mail" });
    await eventually(() => assert.equal(forgotten.mailer.mails.length, 1));
    assert.equal(forgotten.mailer.mails[0]?.to, "anu.k@school.edu");
    assert.match(
      forgotten.mailer.mails[0]?.text ?? "",
      /reset physics --email anu.k --reset-code \d{6}/u,
    );
    assert.deepEqual(await forgotten.reset(forgotten.mailer.code), { user: "Anu" });
    assert.ok(await forgotten.signIn(newPassword));
    await refuses(forgotten.signIn(anu.password), "wrong-password");
  });

  it("is not replaced with a code that is ten minutes old, or was followed by another [A10]", async () => {
    const first = await forgotten.mailedCode();
    forgotten.clock.advance(limits.resetRequests.apartMs);
    const second = await forgotten.mailedCode();
    await refuses(forgotten.reset(first), "wrong-reset-code");
    forgotten.clock.advance(limits.resetCode.mailMs);
    await refuses(forgotten.reset(second), "wrong-reset-code");
  });

  it("is asked about alike, in words and work, whether there is such an account or not [A9]", async () => {
    assert.deepEqual(forgotten.request("nobody"), forgotten.request());
    await eventually(() =>
      assert.deepEqual([forgotten.mailer.mails.length, forgotten.mailer.probes], [1, 1]),
    );
    await refuses(forgotten.reset("000000", { email: "nobody" }), "wrong-reset-code");
    await refuses(forgotten.reset("000000"), "wrong-reset-code");
    await refuses(forgotten.reset("no code at all"), "wrong-reset-code");
    assert.equal(forgotten.verified.length, 3);
    assert.deepEqual(forgotten.waiting(), []);
  });

  it("shows the same failure of the mail server for an unknown name [A9]", async () => {
    forgotten.mailer.behave = fail("silent");
    forgotten.request("nobody");
    await eventually(() => assert.equal(forgotten.failures, 1));
    forgotten.request();
    await eventually(() => assert.equal(forgotten.failures, 2));
    await eventually(() => assert.deepEqual(forgotten.waiting(), ["Anu"]));
    assert.deepEqual(forgotten.troubles, ["silent", "silent"]);
  });

  it("shows to mentors alone what the mail server has against one mailbox [A9]", async () => {
    forgotten.mailer.behave = fail("rejected");
    forgotten.request();
    await eventually(() => assert.deepEqual(forgotten.waiting(), ["Anu"]));
    assert.deepEqual([forgotten.failures, forgotten.troubles], [0, ["rejected"]]);
  });

  it("is asked about once a minute and three times an hour, with an account or without [A13]", async () => {
    for (const email of [anu.email, "nobody"]) {
      forgotten.request(email);
      assert.throws(() => forgotten.request(email), { code: "slow-down", retryAfterMs: 60_000 });
      for (let i = 0; i < 2; i++) {
        forgotten.clock.advance(60_000);
        forgotten.request(email);
      }
      forgotten.clock.advance(60_000);
      assert.throws(() => forgotten.request(email), { code: "slow-down" });
      forgotten.clock.advance(limits.resetRequests.windowMs);
      forgotten.request(email);
    }
  });

  it("is asked about ten times an hour from one address [A13]", async () => {
    for (let i = 0; i < 10; i++) forgotten.request(`pupil${i}`);
    assert.throws(() => forgotten.request("pupil10"), { code: "slow-down" });
    forgotten.request("pupil10", { address: "10.0.0.6" });
  });

  it("lets an address be wrong about 20 codes and no more, and forgets right ones [A13]", async () => {
    const guesses = Array.from({ length: 30 }, (_, i) =>
      forgotten.reset("999999", { email: `pupil${i}` }),
    );
    const codes = await codesOf(guesses);
    assert.equal(codes.filter((code) => code === "slow-down").length, 10);
    forgotten.clock.advance(limits.throttleWindowMs);
    await forgotten.reset(await forgotten.mailedCode());
    const again = await codesOf(
      guesses.map((_, i) => forgotten.reset("999999", { email: `pupil${i}` })),
    );
    assert.equal(again.filter((code) => code === "slow-down").length, 10);
  });

  it("waits for no mail: after nine seconds one is told, and mentors see it [A15]", async () => {
    forgotten.mailer.behave = hang;
    for (const email of [anu.email, "nobody", "pupil"]) forgotten.request(email);
    forgotten.clock.advance(limits.mailPatienceMs - 1);
    assert.equal(forgotten.failures, 0);
    forgotten.clock.advance(1);
    assert.equal(forgotten.failures, 3);
    await eventually(() => assert.deepEqual(forgotten.waiting(), ["Anu"]));
  });

  it("has its mails sent one at a time, and no more than so many wait [A15]", async () => {
    let atOnce = 0;
    let most = 0;
    let letOn = () => {};
    const gate = new Promise<void>((resolve) => {
      letOn = resolve;
    });
    forgotten.mailer.behave = async () => {
      most = Math.max(most, ++atOnce);
      await gate;
      atOnce--;
    };
    for (let i = 0; i < limits.mailsWaiting + 5; i++)
      forgotten.request(`pupil${i}`, { address: `10.1.0.${i}` });
    await eventually(() => assert.equal(forgotten.failures, 5));
    letOn();
    await eventually(() => assert.equal(forgotten.mailer.probes, limits.mailsWaiting));
    assert.equal(most, 1);
  });

  it("is shown to the mentors of a host without mail, for an hour or until a code is used [A16]", async () => {
    let changes = 0;
    forgotten.open({ mail: undefined, onRequestsChanged: () => changes++ });
    assert.deepEqual(forgotten.request(), forgotten.request("nobody") && { delivery: "mentor" });
    await eventually(() => assert.deepEqual(forgotten.waiting(), ["Anu"]));
    assert.equal(changes, 1);

    const { resetCode } = await forgotten.resets.issueCode("anu", mia);
    assert.deepEqual(forgotten.waiting(), ["Anu"]);
    await forgotten.reset(resetCode);
    assert.deepEqual([forgotten.waiting(), changes], [[], 2]);

    forgotten.clock.advance(60_000);
    forgotten.request();
    await eventually(() => assert.deepEqual(forgotten.waiting(), ["Anu"]));
    forgotten.clock.advance(limits.resetRequests.windowMs);
    assert.deepEqual(forgotten.waiting(), []);
  });

  it("asks for nothing any more once the host closes", async () => {
    let reject: ((error: Error) => void) | undefined;
    forgotten.mailer.behave = () =>
      new Promise((_, no) => {
        reject = no;
      });
    forgotten.request();
    await eventually(() => assert.ok(reject));
    forgotten.resets.close();
    reject?.(new MailFailure("unreachable", "the host closes"));
    await new Promise(setImmediate);
    assert.deepEqual([forgotten.failures, forgotten.troubles], [0, []]);
  });
});
