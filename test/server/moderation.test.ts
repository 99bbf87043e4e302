import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { type ErrorCode, limits, type Role } from "@classchat/core";
import { nameKeys } from "@classchat/core/look-alikes";
import { memoryStore, type RoomRecord, type Store } from "@classchat/server";
import { Moderation } from "@classchat/server/chat/moderation";
import type { Seat } from "@classchat/server/chat/seat";
import { FakeClock } from "../support/fake-clock.ts";
import { recordingAudit, recordingRoom } from "../support/fakes.ts";

const minute = 60_000;

describe("moderation", () => {
  const seat = (user: string, role: Role = "student"): Seat => {
    return { account: user, user, role, firstSeq: 0 };
  };
  const [anu, ben, mia] = [seat("anu"), seat("ben"), seat("mia", "mentor")];
  let clock: FakeClock;
  let store: Store;
  let room: ReturnType<typeof recordingRoom>;
  let audit: ReturnType<typeof recordingAudit>;
  let moderation: Moderation;

  async function open(): Promise<Moderation> {
    const record: RoomRecord = await store.rooms.open("physics", "aaaaaaaaaaaa");
    const desk = { resetRequests: () => [], disk: () => "enough" as const };
    const ports = { store, broadcaster: room, door: room, audit, clock, ...desk };
    const opened = new Moderation(record, ports);
    await opened.sanctions.load();
    return opened;
  }

  beforeEach(async () => {
    [clock, store, room, audit] = [
      new FakeClock(),
      memoryStore(),
      recordingRoom(),
      recordingAudit(),
    ];
    for (const { user, role } of [anu, ben, mia, seat("max", "mentor")]) {
      await store.accounts.create({
        ...{ id: user, user, nameKeys: nameKeys(user), email: user, role },
        ...{ passwordHash: "", devices: [], createdAt: 0 },
      });
    }
    moderation = await open();
  });

  const toldTo = (audience: string) =>
    room.told.filter(([to]) => to === audience).map(([, ...notice]) => notice);
  const isRefused = (who: Seat, code: ErrorCode, retryAfterMs?: number) =>
    assert.throws(
      () => moderation.mayWrite(who),
      (error: { code: string; retryAfterMs?: number }) => {
        assert.deepEqual([error.code, error.retryAfterMs], [code, retryAfterMs]);
        return true;
      },
    );

  it("keeps a muted member from writing until the mute ends by itself [O1]", async () => {
    await moderation.sanctions.mute(mia, { user: "Anu", forMs: 10 * minute });
    clock.advance(minute);
    isRefused(anu, "muted", 9 * minute);
    moderation.mayWrite(ben);
    const muted = { by: "mia", endsInMs: 9 * minute };
    assert.deepEqual((await moderation.shownTo(anu)).muted, muted);

    clock.advance(9 * minute);
    moderation.mayWrite(anu);
    assert.equal((await moderation.shownTo(anu)).muted, null);
    assert.deepEqual((await moderation.shownTo(mia)).desk?.muted, []);
  });

  it("tells a mute to that member, and the desk to the mentors [O1] [O12]", async () => {
    await moderation.sanctions.mute(mia, { user: "anu" });
    await moderation.sanctions.unmute(mia, { user: "anu" });
    assert.deepEqual(toldTo("anu"), [
      ["member:muted", { muted: { by: "mia", endsInMs: null } }],
      ["member:muted", { muted: null }],
    ]);
    const [first, second] = toldTo("mentors").map(([, desk]) => desk);
    assert.deepEqual(first, {
      muted: [{ user: "anu", endsInMs: null }],
      ...{ banned: [], resetRequests: [], disk: "enough" },
    });
    assert.deepEqual(second, { muted: [], banned: [], resetRequests: [], disk: "enough" });
    moderation.mayWrite(anu);
  });

  it("says why somebody is put out, before it hangs up [O2] [O3]", async () => {
    await moderation.sanctions.kick(mia, { user: "anu" });
    await moderation.sanctions.ban(mia, { user: "ben" });
    assert.deepEqual(toldTo("anu"), [["member:removed", { reason: "kicked" }], ["hung up"]]);
    assert.deepEqual(toldTo("ben"), [["member:removed", { reason: "banned" }], ["hung up"]]);
    assert.deepEqual(
      [moderation.sanctions.isBanned("anu"), moderation.sanctions.isBanned("ben")],
      [false, true],
    );
    await moderation.sanctions.unban(mia, { user: "ben" });
    assert.equal(moderation.sanctions.isBanned("ben"), false);
  });

  it("is not for oneself, for mentors or for nobody [O4]", async () => {
    for (const decide of ["mute", "kick", "ban"] as const) {
      const refuses = (user: string, code: ErrorCode) =>
        assert.rejects(moderation.sanctions[decide](mia, { user }), { code, field: "user" });
      await refuses("mia", "not-yourself");
      await refuses("max", "is-mentor");
      await refuses("zoe", "no-such-user");
    }
    assert.deepEqual([room.told, audit.lines], [[], []]);
  });

  it("says nothing when it is asked for what is so already [O4]", async () => {
    await moderation.sanctions.ban(mia, { user: "ben" });
    const { length } = room.told;
    assert.deepEqual(await moderation.sanctions.ban(mia, { user: "Ben" }), { user: "ben" });
    await moderation.sanctions.unmute(mia, { user: "anu" });
    await moderation.sanctions.unban(mia, { user: "anu" });
    await moderation.setQuiet(mia, { quiet: false });
    await moderation.announce(mia, { text: null });
    assert.equal(room.told.length, length);
    assert.deepEqual(audit.lines, ["physics: mia banned ben"]);
  });

  it("keeps a ban and a mute that are decided at once [O13]", async () => {
    await Promise.all([
      moderation.sanctions.mute(mia, { user: "anu" }),
      moderation.sanctions.ban(mia, { user: "anu" }),
      moderation.sanctions.mute(mia, { user: "ben", forMs: minute }),
    ]);
    const { desk } = await (await open()).shownTo(mia);
    assert.deepEqual(desk?.banned, ["anu"]);
    assert.deepEqual(
      desk?.muted.map(({ user }) => user),
      ["anu", "ben"],
    );
  });

  it("mutes who floods for a minute, and never shortens a mute by that [O5]", async () => {
    await moderation.sanctions.muteForFlood(anu);
    isRefused(anu, "flooding", limits.flood.muteMs);
    assert.deepEqual(toldTo("anu"), [
      ["member:muted", { muted: { by: null, endsInMs: limits.flood.muteMs } }],
    ]);
    assert.deepEqual(audit.lines, ["physics: the host muted anu for 1 minute: too many messages"]);

    await moderation.sanctions.mute(mia, { user: "anu" });
    await moderation.sanctions.muteForFlood(anu);
    isRefused(anu, "muted");
    await moderation.sanctions.muteForFlood(mia);
    moderation.mayWrite(mia);
  });

  it("lets only mentors write while the room is quiet, which ends by itself [O6]", async () => {
    await moderation.setQuiet(mia, { quiet: true, forMs: 5 * minute });
    isRefused(anu, "quiet", 5 * minute);
    moderation.mayWrite(mia);
    const quiet = { by: "mia", endsInMs: 5 * minute };
    assert.deepEqual(toldTo("members"), [["room:stateChanged", { quiet, announcement: null }]]);
    clock.advance(5 * minute);
    moderation.mayWrite(anu);
    assert.equal((await moderation.shownTo(anu)).state.quiet, null);
  });

  it("pins an announcement until the next one, or until it is taken down [O7]", async () => {
    await moderation.announce(mia, { text: "page 9" });
    await moderation.announce(mia, { text: "page 10" });
    const announcement = { text: "page 10", by: "mia", at: clock.now() };
    assert.deepEqual((await moderation.shownTo(anu)).state, { quiet: null, announcement });
    await moderation.announce(mia, { text: null });
    const last = toldTo("members").at(-1);
    assert.deepEqual(last, ["room:stateChanged", { quiet: null, announcement: null }]);
  });

  it("forgets what was announced and asked by a time, and tells it", async () => {
    await moderation.announce(mia, { text: "page 9" });
    await moderation.doubts.ask(anu, { id: randomUUID(), text: "why?" });
    await moderation.forget(clock.now() - 1);
    assert.equal((await moderation.shownTo(anu)).doubts.length, 1);
    await moderation.forget(clock.now());
    const { state, doubts } = await moderation.shownTo(anu);
    assert.deepEqual([state.announcement, doubts], [null, []]);
    assert.deepEqual(toldTo("members").length, 2);
  });

  it("lets a mute rest while somebody is a mentor [O9]", async () => {
    await moderation.sanctions.mute(mia, { user: "anu", forMs: 10 * minute });
    const account = await store.accounts.find("anu");
    assert.ok(account);
    moderation.roleChanged({ ...account, role: "mentor" });
    assert.deepEqual(toldTo("anu").at(-1), ["member:muted", { muted: null }]);
    moderation.mayWrite({ ...anu, role: "mentor" });
    clock.advance(minute);
    moderation.roleChanged(account);
    const muted = { by: "mia", endsInMs: 9 * minute };
    assert.deepEqual(toldTo("anu").at(-1), ["member:muted", { muted }]);
  });

  it("knows all of it again after a restart, also what ended meanwhile [O13]", async () => {
    await moderation.sanctions.mute(mia, { user: "anu", forMs: minute });
    await moderation.sanctions.mute(mia, { user: "ben" });
    await moderation.sanctions.ban(mia, { user: "anu" });
    await moderation.setQuiet(mia, { quiet: true });
    await moderation.announce(mia, { text: "page 9" });
    const before = await moderation.shownTo(mia);

    clock.advance(minute);
    const { desk, state } = await (await open()).shownTo(mia);
    assert.deepEqual(state, before.state);
    assert.deepEqual(desk, {
      muted: [{ user: "ben", endsInMs: null }],
      ...{ banned: ["anu"], resetRequests: [], disk: "enough" },
    });
  });

  it("puts on record who decided what, and no word of what was said [O14]", async () => {
    await moderation.sanctions.mute(mia, { user: "anu", forMs: 90_000 });
    await moderation.sanctions.mute(mia, { user: "anu" });
    await moderation.sanctions.unmute(mia, { user: "anu" });
    await moderation.setQuiet(mia, { quiet: true, forMs: 120 * minute });
    await moderation.announce(mia, { text: "secret" });
    const id = randomUUID();
    await moderation.doubts.ask(anu, { id, text: "secret" });
    await moderation.answer(mia, { id, user: "anu", text: "secret" });
    assert.deepEqual(audit.lines, [
      "physics: mia muted anu for 90 seconds",
      "physics: mia muted anu until it is taken back",
      "physics: mia unmuted anu",
      "physics: mia made the room quiet for 2 hours",
      "physics: mia pinned an announcement",
      "physics: mia answered a doubt of anu",
    ]);
  });

  describe("of doubts", () => {
    const ask = (who: Seat, text: string, id: string = randomUUID()) =>
      moderation.doubts.ask(who, { id, text });
    const textsFor = async (who: Seat) => {
      const { doubts } = await moderation.shownTo(who);
      return doubts.map(({ student, from, text }) => `${student}/${from}: ${text}`);
    };

    it("lets those ask who may not write, and mentors answer [O10]", async () => {
      await moderation.sanctions.mute(mia, { user: "anu" });
      await moderation.setQuiet(mia, { quiet: true });
      await ask(anu, "why?");
      await ask(ben, "what?");
      await moderation.answer(mia, { id: randomUUID(), user: "anu", text: "because" });
      assert.deepEqual(await textsFor(anu), ["anu/anu: why?", "anu/mia: because"]);
      assert.deepEqual(await textsFor(ben), ["ben/ben: what?"]);
      assert.equal((await textsFor(mia)).length, 3);
      const heard = (who: string) => toldTo(who).filter(([name]) => name === "doubt:said").length;
      assert.deepEqual([heard("mentors"), heard("anu"), heard("ben")], [3, 2, 1]);
      assert.equal(heard("members"), 0);
    });

    it("takes what a mentor asks for the other mentors, and tells it once [O10]", async () => {
      await ask(mia, "who has the key?");
      assert.deepEqual(toldTo("mia"), []);
      assert.deepEqual(toldTo("mentors").length, 1);
      assert.deepEqual(await textsFor(anu), []);
    });

    it("gives an answer to nobody who has no account [O10]", async () => {
      const answer = moderation.answer(mia, { id: randomUUID(), user: "zoe", text: "so" });
      await assert.rejects(answer, { code: "no-such-user", field: "user" });
    });

    it("keeps and tells a line once, however often it is handed in [O11]", async () => {
      const id = randomUUID();
      const first = await ask(anu, "why?", id);
      clock.advance(1_000);
      assert.deepEqual(await ask(anu, "something else", id), first);
      assert.deepEqual(await textsFor(mia), ["anu/anu: why?"]);
      assert.equal(toldTo("mentors").length, 1);
    });

    it("bounds how often one account asks [O11]", async () => {
      const { most, windowMs } = limits.doubtRate;
      for (let i = 0; i < most; i++) await ask(anu, `${i}`);
      await assert.rejects(ask(anu, "more"), { code: "slow-down", retryAfterMs: windowMs });
      await ask(ben, "mine");
      clock.advance(windowMs);
      await ask(anu, "more");
    });
  });
});
