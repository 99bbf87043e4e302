import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { limits } from "@classchat/core";
import type { Applicant } from "@classchat/server/chat/applicant";
import { FairTurns, type Turn } from "@classchat/server/chat/fair-turns";
import { FakeClock } from "../support/fake-clock.ts";

describe("the line for passwords", () => {
  const { everyMs, atOnce: toldAtOnce } = limits.places;
  let clock: FakeClock;
  let turns: FairTurns;
  let begun: string[];
  let ends: (() => void)[];
  const outcomes = new Map<string, string>();

  beforeEach(() => open({ atOnce: 1, waiting: 10 }));

  function open(size: { atOnce: number; waiting: number }): void {
    [clock, begun, ends] = [new FakeClock(), [], []];
    turns = new FairTurns({ clock, ...size });
    outcomes.clear();
  }

  /** Takes a turn that lasts until `end`; `outcomes` has what becomes of it. */
  function take(name: string, turn: Turn): void {
    const taking = turns.take(turn, async () => {
      begun.push(name);
      await new Promise<void>((resolve) => ends.push(resolve));
    });
    taking.then(
      () => outcomes.set(name, "done"),
      ({ code }) => outcomes.set(name, code),
    );
  }

  function from(address: string): Turn {
    return { who: { address } };
  }

  /** The turn of whoever began first ends. */
  async function end(): Promise<void> {
    ends.shift()?.();
    await setImmediate();
  }

  async function endAll(): Promise<void> {
    while (ends.length > 0) await end();
  }

  it("lets few begin at once, and the others in their order [A19]", async () => {
    open({ atOnce: 2, waiting: 10 });
    for (const name of ["a", "b", "c", "d"]) take(name, from(name));
    assert.deepEqual([begun, turns.waiting], [["a", "b"], 2]);
    await end();
    assert.deepEqual(begun, ["a", "b", "c"]);
    await endAll();
    assert.deepEqual([begun, turns.waiting], [["a", "b", "c", "d"], 0]);
  });

  it("gives each address its turn, however many tries another has [A19]", async () => {
    for (const name of ["a1", "a2", "a3", "a4", "b1", "c1", "b2"]) take(name, from(name.charAt(0)));
    await end();
    take("d1", from("d"));
    await endAll();
    assert.deepEqual(begun, ["a1", "a2", "b1", "c1", "a3", "d1", "b2", "a4"]);
  });

  it("gives each connection of an address its turn [A19]", async () => {
    const [one, other] = [from("a"), from("a")];
    for (const name of ["one1", "one2", "one3", "one4"]) take(name, one);
    for (const name of ["other1", "other2"]) take(name, other);
    await endAll();
    assert.deepEqual(begun, ["one1", "one2", "other1", "one3", "other2", "one4"]);
  });

  it("takes the last place of the longest line where too many wait [A20]", async () => {
    open({ atOnce: 1, waiting: 4 });
    for (const name of ["a1", "a2", "a3", "a4", "a5"]) take(name, from("a"));
    take("b1", from("b"));
    take("a6", from("a"));
    await setImmediate();
    assert.deepEqual(
      [...outcomes],
      [
        ["a5", "busy"],
        ["a6", "busy"],
      ],
    );
    await endAll();
    assert.deepEqual(begun, ["a1", "a2", "b1", "a3", "a4"]);
  });

  it("says how long it is where it is full [A20]", async () => {
    open({ atOnce: 1, waiting: 2 });
    take("a", from("a"));
    clock.advance(3_000);
    for (const name of ["b", "c"]) take(name, from(name));
    await end();
    take("d", from("d"));
    await assert.rejects(
      turns.take(from("b"), async () => {}),
      { code: "busy", retryAfterMs: 9_000 },
    );
    await endAll();
  });

  it("passes over whoever left, who costs no work [A21]", async () => {
    take("a", from("a"));
    const leaving = new AbortController();
    take("b", { who: { address: "b", left: leaving.signal } });
    take("c", from("c"));
    leaving.abort();
    assert.equal(turns.waiting, 1);
    take("d", { who: { address: "d", left: leaving.signal } });
    await endAll();
    assert.deepEqual([outcomes.get("b"), outcomes.get("d")], ["unreachable", "unreachable"]);
    assert.deepEqual(begun, ["a", "c"]);
  });

  it("lets others by where somebody may not begin yet, and refuses who may no more", async () => {
    open({ atOnce: 2, waiting: 10 });
    let allowed = 1;
    const mayBegin = (beside: number) => {
      if (allowed === 0) throw Object.assign(new Error("no more"), { code: "slow-down" });
      return beside < allowed;
    };
    const careful = (): Turn => ({ ...from("a"), mayBegin });
    take("a1", careful());
    take("a2", careful());
    take("b1", from("b"));
    assert.deepEqual(begun, ["a1", "b1"]);
    await end();
    assert.deepEqual(begun, ["a1", "b1", "a2"]);
    take("a3", careful());
    allowed = 0;
    await endAll();
    assert.equal(outcomes.get("a3"), "slow-down");
  });

  it("goes on after a task that failed", async () => {
    await assert.rejects(turns.take(from("a"), () => Promise.reject(new Error("no"))));
    assert.equal(await turns.take(from("a"), async () => "done"), "done");
  });

  /** Somebody who notes their places. */
  function counting(address: string): { who: Applicant; places: number[] } {
    const places: number[] = [];
    return { places, who: { address, onPlace: (before) => places.push(before) } };
  }

  it("tells those who wait their places, at most once a second each [P27]", async () => {
    for (const name of ["a", "b", "c", "d", "e"]) take(name, from(name));
    const { who, places } = counting("f");
    take("f1", { who });
    take("f2", { who });
    await end();
    assert.deepEqual(places, [], "not those who are gone in a moment");
    clock.advance(everyMs);
    await end();
    await end();
    assert.deepEqual(places, [3]);
    clock.advance(everyMs);
    await end();
    assert.deepEqual(places, [3, 1]);
    await endAll();
    assert.deepEqual(places, [3, 1]);
  });

  it("tells a few at each step, and in the end everyone [P27]", async () => {
    open({ atOnce: 1, waiting: 1_000 });
    const some = Array.from({ length: toldAtOnce * 3 }, (_, i) => counting(`10.0.0.${i}`));
    const toldCount = () => some.filter(({ places }) => places.length > 0).length;
    take("first", from("first"));
    for (const { who } of some) take("next", { who });
    clock.advance(everyMs);
    await end();
    assert.equal(toldCount(), toldAtOnce);
    await end();
    assert.equal(toldCount(), 2 * toldAtOnce);
    clock.advance(everyMs);
    await end();
    assert.equal(toldCount(), 3 * toldAtOnce - 1, "but for the one whose turn it was before");
    await endAll();
  });
});
