import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { limits } from "@classchat/core";
import { Class } from "../support/chaos/class.ts";
import { storm } from "../support/chaos/storm.ts";
import { violations } from "../support/chaos/violations.ts";
import { Dice } from "../support/dice.ts";
import { eventually } from "../support/eventually.ts";
import { lived } from "../support/lived.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const {
  CHAOS_SEED = "1,2,3",
  CHAOS_SECONDS = "10",
  CHAOS_CLIENTS = "12",
  CHAOS_KILLS = "3",
} = process.env;
const seconds = Number(CHAOS_SECONDS);
const perProcess = 4;
/** How often it is looked at whether a return is complete by itself. */
const returns = 5;
const completeWithinMs = 2_000;
/** With every other seed a segment of the log is soon full. */
const segmentOf = (seed: number) => (seed % 2 === 1 ? 20 : limits.segment.messages);

describe("a class in a storm of faults", function () {
  this.timeout(seconds * 4_000 + 120_000);
  const folder = temporaryFolder();
  let room: Class;
  afterEach(() => room.end());

  /** Connections break while all talk, and then nobody says anything more. */
  async function returnInSilence(dice: Dice): Promise<string[]> {
    room.talk();
    await delay(dice.between(100, 300));
    for (const proxy of dice.someOf(room.proxies, 0.7)) proxy.reset();
    await delay(dice.between(100, 700));
    room.hush();
    const unsettled = await room.settled();
    if (unsettled.length > 0) return unsettled;
    await lived(completeWithinMs, () => behind().length === 0);
    return behind();
  }

  function behind(): string[] {
    const { head, all } = room.chronicles;
    return all
      .filter(({ lastSeq }) => lastSeq < head)
      .map(({ user, lastSeq }) => `${user} is back and saw ${lastSeq} of ${head}`);
  }

  for (const seed of CHAOS_SEED.split(",").map(Number)) {
    it(`loses, doubles and disorders nothing, and returns complete: seed ${seed} [H30] [H41] [C60] [C61]`, async () => {
      const dice = new Dice(seed);
      const clients = Number(CHAOS_CLIENTS);
      room = new Class({ folder: folder(), clients, perProcess, segment: segmentOf(seed) });
      await room.gather();
      room.talk();
      const struck = await storm(room, dice, seconds);
      room.hush();
      const wrong = await room.settled();
      await eventually(() => assert.deepEqual(behind(), [])).catch(() => wrong.push(...behind()));

      for (let round = 1; round <= returns; round++) wrong.push(...(await returnInSilence(dice)));
      await room.restartHost(0, 0);
      wrong.push(...(await room.settled()));
      const history = await room.history();
      wrong.push(...room.host.faults, ...violations(room.chronicles, history));
      const { kills } = room.host;
      const done = `${struck.length} faults, ${kills} kills, ${history.length} messages`;
      // At once, as a run of many seeds is long.
      process.stdout.write(
        `      ${[`seed ${seed}: ${done}`, ...wrong.slice(0, 20)].join("\n        ")}\n`,
      );
      assert.deepEqual(wrong.slice(0, 20), [], `seed ${seed}: ${struck.join(", ")}`);
      assert.ok(kills >= Number(CHAOS_KILLS), `${kills} kills`);
      assert.ok(history.length > seconds * 10, `only ${history.length} messages`);
    });
  }
});
