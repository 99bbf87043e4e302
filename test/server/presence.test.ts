import assert from "node:assert/strict";
import { limits, type Member, type NoticePayload } from "@classchat/core";
import { Presence } from "@classchat/server/chat/presence";
import { FakeClock } from "../support/fake-clock.ts";

describe("presence", () => {
  const anu: Member = { user: "anu", role: "student" };
  const ben: Member = { user: "Ben", role: "student" };
  const mia: Member = { user: "mia", role: "mentor" };
  let clock: FakeClock;
  let told: NoticePayload<"presence:changed">[];
  let presence: Presence;

  beforeEach(() => {
    clock = new FakeClock();
    told = [];
    const toMembers = (_: string, payload: unknown) =>
      told.push(payload as NoticePayload<"presence:changed">);
    const broadcaster = { toMembers, toEveryone() {}, toMentors() {}, toAccount() {} };
    presence = new Presence({ clock, broadcaster });
  });

  const gather = () => clock.advance(limits.presenceGatherMs);

  it("tells comings and goings of a moment in one notice [P14]", () => {
    presence.arrive("a", anu);
    presence.arrive("b", ben);
    gather();
    assert.deepEqual(told, [{ joined: [anu, ben], left: [] }]);
  });

  it("lists mentors first, and each person once [P14]", () => {
    presence.arrive("a", anu);
    presence.arrive("a", anu);
    presence.arrive("m", mia);
    assert.deepEqual(presence.list(), [mia, anu]);
    assert.equal(presence.count, 2);
  });

  it("shows nobody leaving who has another connection left", () => {
    presence.arrive("a", anu);
    presence.arrive("a", anu);
    gather();
    presence.depart("a", "closed");
    gather();
    assert.equal(told.length, 1);
    assert.equal(presence.count, 1);
  });

  it("shows at once who leaves, and after a while whose connection broke [P15]", () => {
    presence.arrive("a", anu);
    presence.arrive("b", ben);
    gather();
    presence.depart("a", "closed");
    presence.depart("b", "broken");
    gather();
    assert.deepEqual(told.at(-1), { joined: [], left: ["anu"] });
    clock.advance(limits.presenceGraceMs);
    gather();
    assert.deepEqual(told.at(-1), { joined: [], left: ["Ben"] });
  });

  it("does not flap when a broken connection comes back in time [P15]", () => {
    presence.arrive("a", anu);
    gather();
    presence.depart("a", "broken");
    clock.advance(limits.presenceGraceMs - 1);
    presence.arrive("a", anu);
    clock.advance(limits.presenceGraceMs * 2);
    assert.equal(told.length, 1);
  });

  it("notices a crash within 30 seconds [P15]", () => {
    const { pingIntervalMs, pingTimeoutMs, presenceGraceMs, presenceGatherMs } = limits;
    assert.ok(pingIntervalMs + pingTimeoutMs + presenceGraceMs + presenceGatherMs < 30_000);
  });
});
