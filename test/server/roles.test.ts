import assert from "node:assert/strict";
import { nameKeys } from "@classchat/core/look-alikes";
import { memoryStore, type Store } from "@classchat/server";
import { Roles } from "@classchat/server/chat/roles";
import type { Seat } from "@classchat/server/chat/seat";
import { recordingAudit } from "../support/fakes.ts";

describe("roles", () => {
  const seat = (user: string): Seat => {
    return { account: user, user, role: "mentor", firstSeq: 0 };
  };
  const mia = seat("mia");
  let store: Store;
  let roles: Roles;
  let told: string[];
  let audit: ReturnType<typeof recordingAudit>;

  beforeEach(async () => {
    [store, audit, told] = [memoryStore(), recordingAudit(), []];
    for (const [user, role] of [
      ["mia", "mentor"],
      ["max", "mentor"],
      ["anu", "student"],
    ] as const) {
      await store.accounts.create({
        ...{ id: user, user, nameKeys: nameKeys(user), email: user, role },
        ...{ passwordHash: "", devices: [], createdAt: 0 },
      });
    }
    roles = new Roles({
      accounts: store.accounts,
      audit,
      isOpener: (account) => account === "mia",
      onChange: ({ user, role }) => told.push(`${user}: ${role}`),
    });
  });

  const decide = (by: Seat, user: string) => ({ by, room: "physics", user });

  it("are given and taken, and told once to those who watch [O8]", async () => {
    await Promise.all([roles.promote(decide(mia, "anu")), roles.promote(decide(mia, "Anu"))]);
    assert.equal((await store.accounts.find("anu"))?.role, "mentor");
    assert.deepEqual(await roles.demote(decide(mia, "ANU")), { user: "anu" });
    await roles.demote(decide(mia, "anu"));
    assert.equal((await store.accounts.find("anu"))?.role, "student");
    assert.deepEqual(told, ["anu: mentor", "anu: student"]);
    assert.deepEqual(audit.lines, [
      "physics: mia made anu a mentor",
      "physics: mia made anu a student",
    ]);
  });

  it("stay with the one who opened a room, and with oneself [O9] [O4]", async () => {
    const refuses = (attempt: Promise<unknown>, code: string) => assert.rejects(attempt, { code });
    await refuses(roles.demote(decide(seat("max"), "mia")), "opener-stays");
    await refuses(roles.demote(decide(mia, "mia")), "not-yourself");
    await refuses(roles.promote(decide(mia, "mia")), "not-yourself");
    await refuses(roles.promote(decide(mia, "zoe")), "no-such-user");
    assert.deepEqual(told, []);
  });

  it("leave one mentor of two who demote each other at once [O9]", async () => {
    await roles.promote(decide(mia, "anu"));
    const outcomes = await Promise.allSettled([
      roles.demote(decide(seat("max"), "anu")),
      roles.demote(decide(seat("anu"), "max")),
    ]);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ["fulfilled", "rejected"],
    );
    assert.equal((await store.accounts.find("max"))?.role, "mentor");
  });

  it("count for those who were looked up before the change and seated after it [P18]", async () => {
    const max = seat("max");
    await roles.demote(decide(mia, "max"));
    assert.equal(roles.current(max), "student");
    assert.equal(roles.current(mia), "mentor");
  });
});
