import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { eventually } from "../support/eventually.ts";
import { describeOnLan, type PrintedRoom } from "../support/lan.ts";

describeOnLan("rooms on a LAN that loses packets", 1, (lan) => {
  it("are found, and never dropped, where three packets in ten are lost [D6]", async () => {
    await lan().host("host", "physics");
    await lan().do("loss", "host", "30");
    const watcher = lan().watch("s1");
    // By whichever of its addresses got through first.
    await eventually(() => assert.equal(watcher.rooms[0]?.name, "physics"), 15_000);
    const before = watcher.lines.length;
    // A claim about what does not happen has no event to wait for.
    await delay(20_000);
    const gaps = (watcher.lines.slice(before) as PrintedRoom[][]).filter(
      (rooms) => rooms.length === 0,
    );
    assert.deepEqual(gaps, []);
    assert.equal(watcher.rooms[0]?.name, "physics");
  });
});
