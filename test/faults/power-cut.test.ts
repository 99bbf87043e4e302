import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { Class } from "../support/chaos/class.ts";
import { violations } from "../support/chaos/violations.ts";
import { Dice } from "../support/dice.ts";
import { PowerDisk, whyNoPowerDisk } from "../support/power-disk.ts";
import { skipIf } from "../support/skips.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const { POWER_CUTS = "4", POWER_SEED = "1" } = process.env;
const cuts = Number(POWER_CUTS);

describe("a class whose host loses its power", function () {
  this.timeout(60_000 + cuts * 20_000);
  const folder = temporaryFolder();
  let disk: PowerDisk | undefined;
  let room: Class | undefined;
  afterEach(async () => {
    await room?.end();
    await disk?.close();
  });

  it(`loses nothing that was acknowledged in ${cuts} cuts [H31] [H41]`, async function () {
    skipIf(this, await whyNoPowerDisk("test:faults"));
    const dice = new Dice(Number(POWER_SEED));
    await mkdir(folder("disk"));
    const made = await PowerDisk.make(folder("disk"));
    disk = made;
    const hostFolder = `${made.path}/host`;
    room = new Class({ folder: folder(), hostFolder, clients: 6, perProcess: 6, segment: 20 });
    await room.gather();
    room.talk();
    for (let cut = 1; cut <= cuts; cut++) {
      await delay(dice.between(200, 1_500));
      await room.cutPower(() => made.cut());
    }
    room.hush();
    const unsettled = await room.settled();
    const history = await room.history();
    const wrong = violations(room.chronicles, history);
    process.stdout.write(`      ${cuts} cuts, ${history.length} messages\n`);
    assert.deepEqual([...unsettled, ...wrong.slice(0, 20)], []);
    assert.ok(history.length > cuts * 10, `only ${history.length} messages`);
  });
});
