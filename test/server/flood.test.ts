import assert from "node:assert/strict";
import { limits, type Role } from "@classchat/core";
import { FloodControl, type Speaker } from "@classchat/server/chat/flood";
import { FakeClock } from "../support/fake-clock.ts";

const { burst, perSecond, warnBelow, waiting } = limits.messageRate;
const { held, windowMs, muteMs } = limits.flood;

describe("flood control", () => {
  let clock: FakeClock;
  let stopped: string[];
  let warned: string[];
  let said: string[];
  let refused: [string, number | undefined][];
  let flood: FloodControl;
  let asked = 0;

  beforeEach(() => {
    clock = new FakeClock();
    [stopped, warned, said, refused] = [[], [], [], []];
    flood = new FloodControl({
      clock,
      onFlood: async ({ user }) => void stopped.push(user),
    });
  });

  function speaker(user: string, role: Role = "student"): Speaker {
    const seat = { account: `account-${user}`, user, role, firstSeq: 0 };
    return { seat, tell: () => warned.push(user) };
  }

  async function settle(): Promise<void> {
    for (let i = 0; i < 10; i++) await Promise.resolve();
  }

  /** Asks for that many turns at once, and lets those go that may. */
  async function say(who: Speaker, count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      const text = `${who.seat.user} ${++asked}`;
      flood.turn(who).then(
        () => said.push(text),
        ({ code, retryAfterMs }) => refused.push([code, retryAfterMs]),
      );
    }
    await settle();
  }

  async function pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 100) {
      clock.advance(100);
      await settle();
    }
  }

  it("lets a burst through and holds what comes beyond it, in its order [P20]", async () => {
    const anu = speaker("anu");
    await say(anu, burst);
    await say(anu, 2);
    await say(anu, 1);
    assert.equal(said.length, burst);
    await pass(1_000 / perSecond);
    assert.equal(said.length, burst + 1);
    await pass(2_000 / perSecond);
    const numbers = said.map((text) => Number(text.split(" ")[1]));
    assert.deepEqual(
      numbers,
      numbers.toSorted((a, b) => a - b),
    );
    assert.deepEqual([said.length, refused], [burst + 3, []]);
  });

  it("warns once, before it holds anything, and again only after a rest [P20]", async () => {
    const anu = speaker("anu");
    await say(anu, burst - warnBelow);
    assert.deepEqual(warned, []);
    await say(anu, 1);
    assert.deepEqual(warned, ["anu"]);
    await say(anu, 3);
    assert.deepEqual(warned, ["anu"]);
    await pass(60_000);
    await say(anu, burst);
    assert.deepEqual(warned, ["anu", "anu"]);
  });

  it("holds few, and says to the others when to come back [P20]", async () => {
    await say(speaker("anu"), burst + waiting + 1);
    assert.deepEqual(refused, [["flooding", (waiting / perSecond) * 1_000]]);
    await pass((waiting / perSecond) * 1_000);
    assert.equal(said.length, burst + waiting);
    assert.ok((waiting / perSecond) * 1_000 < limits.requestTimeoutMs, "no client gives up before");
  });

  it("has whoever goes on all the same muted, once, and refuses what waits [P20]", async () => {
    const anu = speaker("anu");
    await say(anu, burst + held + 1);
    assert.deepEqual(stopped, ["anu"]);
    assert.equal(said.length, burst);
    assert.deepEqual(refused.at(-1), ["flooding", muteMs]);
    assert.equal(refused.length, held + 1);
  });

  it("never mutes whoever waits for each answer, however much there is to say [P20]", async () => {
    const anu = speaker("anu");
    for (let i = 0; i < 200; i++) {
      await say(anu, 1);
      await pass(1_000 / perSecond);
    }
    assert.deepEqual([said.length, stopped, refused], [200, [], []]);
  });

  it("forgets what was held longer ago than a minute [P20]", async () => {
    const anu = speaker("anu");
    await say(anu, burst + waiting);
    await pass(windowMs + 1_000);
    await say(anu, burst + waiting);
    await pass(windowMs + 1_000);
    await say(anu, burst + waiting);
    assert.deepEqual([stopped, refused], [[], []]);
  });

  it("counts an account's connections together, and drops what one that ended waits for [P20]", async () => {
    const [here, there] = [speaker("anu"), speaker("anu")];
    await say(here, burst);
    await say(here, 2);
    await say(there, 1);
    flood.drop(here);
    await settle();
    assert.equal(refused.length, 2);
    await pass(1_000 / perSecond);
    assert.equal(said.length, burst + 1);
  });

  it("lets mentors do as they like, and a class that answers at once [P20]", async () => {
    await say(speaker("mia", "mentor"), 500);
    for (let i = 0; i < 300; i++) await say(speaker(`student-${i}`), 2);
    assert.deepEqual([said.length, refused, warned], [1_100, [], []]);
  });
});
