import assert from "node:assert/strict";
import { limits } from "@classchat/core";
import { type Host, memoryStore } from "@classchat/server";
import { words } from "classchat/words/words";
import { eventually } from "../support/eventually.ts";
import { FakeMailer, slowHasher } from "../support/fakes.ts";
import type { RawClient } from "../support/raw-client.ts";
import { password, World } from "../support/world.ts";

const tries = 1_000;
const fromEach = 20;
/** Only some systems give their loopback more addresses than one. */
const hasAddresses = process.platform !== "darwin";
const newPassword = "battery staple";

describe("guessing at once", () => {
  let world: World;
  let host: Host;
  let hasher: ReturnType<typeof slowHasher>;
  let mailer: FakeMailer;
  let store: ReturnType<typeof memoryStore>;
  let spent: number;
  beforeEach(async () => {
    world = new World();
    [hasher, mailer, store, spent] = [slowHasher(), new FakeMailer(), memoryStore(), 0];
    const { spend } = store.mentorCodes;
    store.mentorCodes.spend = (digest) => {
      spent += 1;
      return spend(digest);
    };
    const mail = { mailer, domain: "school.edu", words: words.host.mails };
    host = await world.startHost({ hasher, store, mail });
    await world.register(host, "anu");
  });
  afterEach(() => world.end());

  const addresses = (count: number) =>
    Array.from({ length: count }, (_, i) => `127.0.${1 + Math.floor(i / 200)}.${1 + (i % 200)}`);

  async function guests(from: readonly string[]): Promise<RawClient[]> {
    const all = from.map((address) => world.guestFrom(address, host));
    return Promise.all(all.map((guest) => guest.connected()));
  }
  const sameAddress = () => guests(Array<string>(tries / fromEach).fill("127.0.0.1"));
  const manyAddresses = () => guests(addresses(tries / fromEach));

  /** What comes of it when all of them try so often, all at once; how many got which answer. */
  async function outcomes(
    clients: readonly RawClient[],
    attempt: (client: RawClient, index: number) => Promise<unknown>,
  ): Promise<Record<string, number>> {
    const made = Array.from({ length: tries }, (_, i) => {
      const client = clients[i % clients.length];
      assert.ok(client);
      return attempt(client, i);
    });
    const codes = (await Promise.allSettled(made)).map((outcome) =>
      outcome.status === "fulfilled" ? "let in" : outcome.reason.code,
    );
    return countOf(codes);
  }

  const signInAs = (login: string, guess: (index: number) => string) => {
    return (client: RawClient, index: number) =>
      client.request("account:signIn", { login, password: guess(index) });
  };
  /** The right one comes among them, when too many were wrong. */
  const guessing = (index: number) => (index === tries / 2 ? password : `wrong ${index}`);

  it("is looked at five times from one address, and the right password is refused with the others [S25]", async () => {
    const most = limits.signInFailures.accountAndAddress;
    const found = await outcomes(await sameAddress(), signInAs("anu", guessing));
    assert.deepEqual(found, { "wrong-password": most, "slow-down": tries - most });
    assert.equal(hasher.verified.length, most);
  });

  it("is looked at twenty times for one account from many addresses [S25]", async function () {
    if (!hasAddresses) this.skip();
    const most = limits.signInFailures.account;
    const found = await outcomes(await manyAddresses(), signInAs("anu", guessing));
    assert.deepEqual(found, { "wrong-password": most, "slow-down": tries - most });
    assert.equal(hasher.verified.length, most);
  });

  it("of one password for many accounts is looked at thirty times from one address [S25]", async () => {
    const most = limits.signInFailures.address;
    const clients = await sameAddress();
    const outcome = await outcomes(clients, (client, index) =>
      signInAs(`pupil-${index}`, () => "123456")(client, index),
    );
    assert.equal(hasher.verified.length, most);
    assert.equal(outcome["wrong-password"], most);
    assert.equal(outcome["let in"], undefined);
    await assert.rejects(world.signIn(host, "anu"), { code: "slow-down" });
  });

  it("keeps nobody out: a device that was here before signs in at once [S26]", async function () {
    if (!hasAddresses) this.skip();
    const here = world.guest(host);
    const { device } = await here.request("account:signIn", { login: "anu", password });
    await outcomes(
      await manyAddresses(),
      signInAs("anu", (index) => `wrong ${index}`),
    );
    await assert.rejects(world.signIn(host, "anu"), { code: "slow-down" });
    const again = await world.guest(host).connected();
    assert.ok(await again.request("account:signIn", { login: "anu", password, device }));
  });

  const resetWith = (guess: (index: number) => string) => (client: RawClient, index: number) =>
    client.request("account:reset", {
      email: "e.anu",
      password: newPassword,
      resetCode: guess(index),
    });

  async function expectFiveLooks(code: string, wrong: (index: number) => string): Promise<void> {
    const bare = code.replace("-", "");
    const guess = (index: number) => (index === tries / 2 ? code : wrong(index));
    const found = await outcomes(await manyAddresses(), resetWith(guess));
    assert.deepEqual(found, { "wrong-reset-code": tries });
    const looked = hasher.verified.filter(({ hash }) => hash === `plain:${bare}`);
    assert.equal(looked.length, limits.resetCode.attempts);
    assert.ok(await world.signIn(host, "anu"));
  }

  it("of a code by mail is looked at five times, wherever it comes from [S27]", async function () {
    if (!hasAddresses) this.skip();
    await world.guest(host).request("account:requestReset", { email: "e.anu" });
    await eventually(() => assert.equal(mailer.mails.length, 1));
    await expectFiveLooks(mailer.code, (index) => `${900_000 + index}`);
  });

  it("of a mentor's reset code is looked at five times, wherever it comes from [S27]", async function () {
    if (!hasAddresses) this.skip();
    const mia = await world.mentor(host, "mia");
    const { resetCode } = await mia.request("account:issueResetCode", { user: "anu" });
    await expectFiveLooks(resetCode, (index) => `${90_000_000 + index}`);
  });

  it("of reset codes is looked at twenty times from one address [S27]", async () => {
    const most = limits.wrongResetCodesPerAddress;
    const found = await outcomes(await sameAddress(), (client, index) => {
      const email = `e.pupil-${index}`;
      return client.request("account:reset", { email, password: newPassword, resetCode: "123456" });
    });
    assert.deepEqual(found, { "wrong-reset-code": most, "slow-down": tries - most });
    assert.equal(hasher.verified.length, most);
  });

  it("of the code that makes mentors is looked at ten times from one address [S27]", async () => {
    const mentorCode = await host.issueMentorCode();
    const most = limits.wrongMentorCodesPerAddress;
    const before = spent;
    const found = await outcomes(await sameAddress(), (client, index) =>
      client.request("account:register", {
        ...{ user: `eve${index}`, email: `eve${index}`, password },
        mentorCode: index === tries / 2 ? mentorCode : `AAAA-${1_000 + index}`,
      }),
    );
    assert.deepEqual(found, { "wrong-mentor-code": most, "slow-down": tries - most });
    assert.equal(spent - before, most);
  });
});

function countOf(codes: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}
