import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { NoticeName } from "@classchat/core";
import { type Host, memoryStore, type Store } from "@classchat/server";
import { openNedbStore } from "@classchat/server/adapters/nedb-store";
import { systemSecrets } from "@classchat/server/adapters/system-secrets";
import { eventually } from "../support/eventually.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { recordingAudit } from "../support/fakes.ts";
import type { RawClient } from "../support/raw-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { password, say, World } from "../support/world.ts";

const minute = 60_000;
const rooms = { names: ["physics", "maths"] };

describe("order", () => {
  const folder = temporaryFolder();
  let world: World;
  let clock: FakeClock;
  let host: Host;
  let store: Store;
  let mia: RawClient;
  let anu: RawClient;

  beforeEach(async () => {
    world = new World();
    clock = new FakeClock();
    store = memoryStore();
    host = await world.startHost({ clock, store }, rooms);
    mia = await world.mentor(host, "mia");
    anu = await world.member(host, "anu");
  });
  afterEach(() => world.end());

  const enter = (client: RawClient) => client.request("room:enter", {});
  const isHeard = (client: RawClient, name: NoticeName, times: number) =>
    eventually(() => assert.equal(client.heard(name).length, times));
  const isGone = (client: RawClient) =>
    eventually(() => assert.equal(client.socket.connected, false));
  const refuses = (attempt: Promise<unknown>, code: string) => assert.rejects(attempt, { code });
  const isRefusedIn = (client: RawClient, message: string) =>
    assert.rejects(client.connected(), { message });

  async function token(roomName = "physics"): Promise<string> {
    const guest = world.guest(host, roomName);
    return (await guest.request("account:signIn", { login: "anu", password })).token;
  }

  describe("of members", () => {
    it("keeps a muted one from writing in this room, and from nothing else [O1]", async () => {
      const there = await world.signIn(host, "anu", "maths");
      await mia.request("member:mute", { user: "Anu", forMs: 10 * minute });
      await assert.rejects(say(anu, "hi"), { code: "muted", retryAfterMs: 10 * minute });
      assert.deepEqual(anu.heard("member:muted"), [
        { muted: { by: "mia", endsInMs: 10 * minute } },
      ]);
      await say(there, "hi");
      await say(mia, "read this");
      await eventually(() => assert.deepEqual(anu.texts(), ["read this"]));
      await anu.request("doubt:ask", { id: randomUUID(), text: "why?" });

      clock.advance(10 * minute);
      await say(anu, "again");
    });

    it("hangs up on all connections of a kicked one, who comes back at once [O2] [P19]", async () => {
      const [second, there] = [
        await world.signIn(host, "anu"),
        await world.signIn(host, "anu", "maths"),
      ];
      const session = await token();
      await mia.request("member:kick", { user: "anu" });
      for (const client of [anu, second]) {
        await isGone(client);
        assert.deepEqual(client.heard("member:removed"), [{ reason: "kicked" }]);
      }
      const back = world.guest(host, "physics", { token: session });
      assert.equal((await enter(back)).me.user, "anu");
      assert.equal(there.socket.connected, true);
    });

    it("lets a banned one in no more, by token or password, until it is taken back [O3] [P19]", async () => {
      const session = await token();
      const there = await world.signIn(host, "anu", "maths");
      await mia.request("member:ban", { user: "anu" });
      await isGone(anu);
      assert.deepEqual(anu.heard("member:removed"), [{ reason: "banned" }]);
      await isRefusedIn(world.guest(host, "physics", { token: session }), "banned");
      await refuses(world.signIn(host, "anu"), "banned");
      const wrong = { login: "anu", password: "wrong horse" };
      await refuses(world.guest(host).request("account:signIn", wrong), "wrong-password");
      await say(there, "still here");
      assert.deepEqual((await enter(mia)).desk?.banned, ["anu"]);

      await mia.request("member:unban", { user: "anu" });
      assert.equal((await enter(world.guest(host, "physics", { token: session }))).me.user, "anu");
    });

    it("bans somebody who has never been in the room, and counts no refusal as a first sign-in [O3]", async () => {
      await world.register(host, "ben");
      await mia.request("member:ban", { user: "ben" });
      for (let i = 0; i < 3; i++) await refuses(world.signIn(host, "ben"), "banned");
      const { id } = (await store.accounts.findByName(["ben"])) ?? { id: "" };
      assert.deepEqual(await store.sessions.endAll(id), [], "no session is left behind");
      await mia.request("member:unban", { user: "ben" });
      await say(mia, "before");
      const ben = await world.signIn(host, "ben");
      assert.deepEqual((await enter(ben)).messages, []);
    });

    it("turns away who is banned on the way in, without a wait [O3]", async () => {
      const session = await token();
      const coming = Array.from({ length: 8 }, () =>
        world.guest(host, "physics", { token: session }),
      );
      await Promise.all([
        mia.request("member:ban", { user: "anu" }),
        ...coming.map((client) => client.connected().catch(() => undefined)),
      ]);
      for (const client of coming) await isGone(client);
      assert.deepEqual((await enter(mia)).desk?.banned, ["anu"]);
    });
  });

  describe("of the room", () => {
    it("lets only mentors write while it is quiet, and tells all [O6]", async () => {
      await mia.request("room:setQuiet", { quiet: true, forMs: 5 * minute });
      await assert.rejects(say(anu, "hi"), { code: "quiet", retryAfterMs: 5 * minute });
      await say(mia, "listen");
      const quiet = { by: "mia", endsInMs: 5 * minute };
      assert.deepEqual(anu.heard("room:stateChanged"), [{ quiet, announcement: null }]);
      clock.advance(minute);
      assert.deepEqual((await enter(anu)).state.quiet, { ...quiet, endsInMs: 4 * minute });
      await mia.request("room:setQuiet", { quiet: false });
      await say(anu, "hi");
    });

    it("pins an announcement for those who are here and those who come [O7]", async () => {
      await mia.request("room:announce", { text: "page 9" });
      const announcement = { text: "page 9", by: "mia", at: clock.now() };
      await eventually(() =>
        assert.deepEqual(anu.heard("room:stateChanged"), [{ quiet: null, announcement }]),
      );
      const ben = await world.member(host, "ben");
      assert.deepEqual((await enter(ben)).state.announcement, announcement);
      assert.deepEqual((await enter(ben)).messages, []);
      await mia.request("room:announce", { text: null });
      assert.equal((await enter(ben)).state.announcement, null);
    });
  });

  describe("of roles", () => {
    it("makes a student a mentor on every open connection, in every room [O8] [P18]", async () => {
      const there = await world.signIn(host, "anu", "maths");
      await mia.request("member:promote", { user: "anu" });
      await isHeard(there, "member:roleChanged", 1);

      const member = { user: "anu", role: "mentor" };
      assert.deepEqual(there.heard("member:roleChanged"), [{ member }]);
      assert.deepEqual(mia.heard("member:roleChanged"), [{ member }]);
      await isHeard(anu, "desk:changed", 1);
      const { me, desk, present } = await enter(anu);
      assert.deepEqual([me.role, present[0]?.user], ["mentor", "anu"]);
      assert.deepEqual(desk, { muted: [], banned: [], resetRequests: [], disk: "enough" });
      await there.request("room:setQuiet", { quiet: true });
      assert.equal((await say(there, "listen")).role, "mentor");
    });

    it("makes a mentor a student at once, who hears and may no more than that [O8] [P18]", async () => {
      const max = await world.mentor(host, "max");
      await mia.request("member:demote", { user: "max" });
      await refuses(max.request("member:mute", { user: "anu" }), "not-allowed");
      await anu.request("doubt:ask", { id: randomUUID(), text: "why?" });
      await mia.request("member:mute", { user: "anu" });
      await isHeard(mia, "desk:changed", 1);
      assert.equal((await say(max, "hi")).role, "student");
      assert.deepEqual([max.heard("doubt:said"), max.heard("desk:changed")], [[], []]);
      assert.equal((await enter(max)).desk, null);
      const { present } = await enter(mia);
      assert.deepEqual(
        present.map(({ user, role }) => `${user} ${role}`),
        ["mia mentor", "anu student", "max student"],
      );
    });

    it("counts for those, too, who are on their way in while it changes [P18]", async () => {
      await mia.request("member:promote", { user: "anu" });
      const session = await token();
      const coming = Array.from({ length: 8 }, () =>
        world.guest(host, "physics", { token: session }),
      );
      await Promise.all([
        mia.request("member:demote", { user: "anu" }),
        ...coming.map((client) => client.connected()),
      ]);
      for (const client of coming) {
        await refuses(client.request("room:setQuiet", { quiet: true }), "not-allowed");
        assert.equal((await enter(client)).me.role, "student");
      }
      await mia.request("member:mute", { user: "anu" });
      await isHeard(mia, "desk:changed", 2);
      for (const client of coming) assert.deepEqual(client.heard("desk:changed"), []);
    });

    it("keeps the one who opened the room, whatever other mentors want [O9]", async () => {
      const max = await world.mentor(host, "max");
      await refuses(max.request("member:demote", { user: "mia" }), "opener-stays");
      await mia.request("member:demote", { user: "max" });
      await refuses(max.request("member:demote", { user: "mia" }), "not-allowed");
    });
  });

  it("tells each notice to its audience and to nobody else [P17] [O10] [O12]", async () => {
    const ben = await world.member(host, "ben");
    const guest = await world.guest(host).connected();
    await anu.request("doubt:ask", { id: randomUUID(), text: "why?" });
    const answer = { id: randomUUID(), user: "anu", text: "because" };
    await mia.request("doubt:answer", answer);
    await mia.request("member:mute", { user: "anu" });
    await mia.request("room:announce", { text: "page 9" });

    await isHeard(ben, "room:stateChanged", 1);
    await isHeard(anu, "room:stateChanged", 1);
    await isHeard(mia, "room:stateChanged", 1);
    const counts = (client: RawClient) =>
      (["doubt:said", "desk:changed", "member:muted", "room:stateChanged"] as const).map(
        (name) => client.heard(name).length,
      );
    assert.deepEqual(counts(mia), [2, 1, 0, 1]);
    assert.deepEqual(counts(anu), [2, 0, 1, 1]);
    assert.deepEqual(counts(ben), [0, 0, 0, 1]);
    await guest.request("account:signIn", { login: "ben", password });
    assert.deepEqual(counts(guest), [0, 0, 0, 0]);
    const { doubts, desk } = await enter(ben);
    assert.deepEqual([doubts, desk], [[], null]);
    assert.equal((await enter(anu)).doubts.length, 2);
  });

  it("stays over a restart of the host [O13]", async () => {
    const start = async () =>
      world.startHost({ store: await openNedbStore(folder()), clock, secrets: systemSecrets });
    const first = await start();
    const mentor = await world.mentor(first, "mia");
    for (const user of ["anu", "ben", "max"]) await world.member(first, user);
    await mentor.request("member:mute", { user: "anu", forMs: 10 * minute });
    await mentor.request("member:ban", { user: "ben" });
    await mentor.request("member:promote", { user: "max" });
    await mentor.request("room:setQuiet", { quiet: true });
    await mentor.request("room:announce", { text: "page 9" });
    await mentor.request("doubt:answer", { id: randomUUID(), user: "anu", text: "because" });
    const before = await enter(mentor);
    await first.close();

    clock.advance(minute);
    const second = await start();
    const max = await enter(await world.signIn(second, "max"));
    assert.deepEqual([max.state, max.doubts], [before.state, before.doubts]);
    assert.deepEqual(max.desk, {
      muted: [{ user: "anu", endsInMs: 9 * minute }],
      ...{ banned: ["ben"], resetRequests: [], disk: "enough" },
    });
    const back = await world.signIn(second, "anu");
    assert.deepEqual((await enter(back)).muted, { by: "mia", endsInMs: 9 * minute });
    await refuses(say(back, "hi"), "muted");
    await refuses(world.signIn(second, "ben"), "banned");
  });

  it("puts mentors on record who are made, by whom, and no code [O14]", async () => {
    const audit = recordingAudit();
    const other = await world.startHost({ audit });
    await world.register(other, "mia", await other.issueMentorCode());
    const mentor = await world.signIn(other, "mia");
    const { mentorCode } = await mentor.request("account:issueMentorCode", {});
    assert.deepEqual(audit.lines, [
      "physics: the host made a mentor code",
      "physics: mia registered as a mentor, with a mentor code",
      "physics: mia made a mentor code",
    ]);
    assert.ok(!audit.lines.join().includes(mentorCode));
  });
});
