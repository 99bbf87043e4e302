import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { limits } from "@classchat/core";
import { type Host, memoryStore } from "@classchat/server";
import { systemSecrets } from "@classchat/server/adapters/system-secrets";
import { words } from "classchat/words/words";
import { eventually } from "../support/eventually.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { FakeMailer } from "../support/fakes.ts";
import { ask, FileLines, finish, offerOf } from "../support/file-lines.ts";
import { password, say, World } from "../support/world.ts";

const newPassword = "battery staple";

describe("what was overheard", () => {
  const lines = new FileLines();
  let world: World;
  let clock: FakeClock;
  let mailer: FakeMailer;
  let host: Host;
  beforeEach(async () => {
    world = new World();
    [clock, mailer] = [new FakeClock(), new FakeMailer()];
    const mail = { mailer, domain: "school.edu", words: words.host.mails };
    const ports = { clock, mail, store: memoryStore(), secrets: systemSecrets };
    host = await world.startHost(ports, { names: ["physics", "maths"] });
  });
  afterEach(async () => {
    lines.close();
    await world.end();
  });

  const comesIn = (token: string, roomName = "physics", to = host) =>
    world.guest(to, roomName, { token }).connected();
  const isRefused = (attempt: Promise<unknown>, message: string) =>
    assert.rejects(attempt, ({ message: said }: Error) => said === message);

  async function tokenOf(user: string, given = password): Promise<string> {
    const client = world.guest(host);
    const { token } = await client.request("account:signIn", { login: user, password: given });
    client.close();
    return token;
  }

  it("keeps no message twice: the same packet again gets the same answer [S33]", async () => {
    const [anu, ben] = [await world.member(host, "anu"), await world.member(host, "ben")];
    const id = randomUUID();
    const first = await say(anu, "hello", id);
    const again = await Promise.all(Array.from({ length: 5 }, () => say(anu, "hello", id)));
    for (const answer of again) assert.deepEqual(answer, first);
    assert.deepEqual((await say(anu, "another text", id)).text, "hello");
    // Another's packet is a message of whoever sends it, and takes nothing from the first.
    const own = await say(ben, "hello", id);
    assert.deepEqual([own.from, own.seq], ["ben", first.seq + 1]);
  });

  it("lets nobody in with a token after signing out, a reset, or a ban [S33]", async () => {
    const mia = await world.mentor(host, "mia");
    for (const user of ["anu", "ben", "cyd"]) await world.register(host, user);
    const [signedOut, reset, banned] = [
      await tokenOf("anu"),
      await tokenOf("ben"),
      await tokenOf("cyd"),
    ];
    await (await comesIn(signedOut)).request("account:signOut", {}).catch(() => {});
    const { resetCode } = await mia.request("account:issueResetCode", { user: "ben" });
    const guest = world.guest(host);
    await guest.request("account:reset", { email: "e.ben", resetCode, password: newPassword });
    await mia.request("member:ban", { user: "cyd" });

    await isRefused(comesIn(signedOut), "session-ended");
    await isRefused(comesIn(signedOut, "maths"), "session-ended");
    await isRefused(comesIn(reset), "session-ended");
    await isRefused(comesIn(banned), "banned");
    await assert.rejects(tokenOf("ben"), { code: "wrong-password" });
  });

  it("is worth nothing to another host, though it has the same rooms and names [S33]", async () => {
    const other = await world.startHost({ secrets: systemSecrets });
    for (const at of [host, other]) await world.register(at, "anu");
    const guest = world.guest(host);
    const { token, device } = await guest.request("account:signIn", { login: "anu", password });
    await isRefused(comesIn(token, "physics", other), "session-ended");
    const stranger = await world.guest(other).connected();
    const wrong = { login: "anu", password: "x", device };
    await assert.rejects(stranger.request("account:signIn", wrong), { code: "wrong-password" });
  });

  it("opens no transfer with a ticket that was used, is of another room, or too old [S33]", async () => {
    const anu = await world.member(host, "anu");
    const bytes = Buffer.from("one");
    const { ticket } = await anu.request("file:offer", offerOf(bytes));
    await isRefused(lines.lineTo(host, ticket, "maths"), "ticket-expired");
    const line = await lines.lineTo(host, ticket);
    await isRefused(lines.lineTo(host, ticket), "ticket-expired");
    await ask(line, "upload:chunk", { offset: 0, bytes });
    await finish(line, bytes);
    await isRefused(lines.lineTo(host, ticket), "ticket-expired");
    const late = await anu.request("file:offer", offerOf(Buffer.from("two")));
    clock.advance(limits.file.ticketMs);
    await isRefused(lines.lineTo(host, late.ticket), "ticket-expired");
  });

  it("sets no password with a code that was used, or is another's [S33]", async () => {
    const [anu] = [await world.member(host, "anu"), await world.member(host, "ben")];
    const guest = world.guest(host);
    await guest.request("account:requestReset", { email: "e.anu" });
    await eventually(() => assert.equal(mailer.mails.length, 1));
    const reset = (email: string, resetCode: string) =>
      guest.request("account:reset", { email, resetCode, password: newPassword });
    await assert.rejects(reset("e.ben", mailer.code), { code: "wrong-reset-code" });
    assert.deepEqual(await reset("e.anu", mailer.code), { user: "anu" });
    await assert.rejects(reset("e.anu", mailer.code), { code: "wrong-reset-code" });
    await eventually(() => assert.equal(anu.socket.connected, false));
    assert.ok(await tokenOf("ben"));
  });

  it("makes one mentor with a code for mentors [S33]", async () => {
    const mentorCode = await host.issueMentorCode();
    await world.register(host, "mia", mentorCode);
    await assert.rejects(world.register(host, "eve", mentorCode), { code: "wrong-mentor-code" });
  });
});
