import assert from "node:assert/strict";
import { eventually } from "../support/eventually.ts";
import { describeOnLan, sees } from "../support/lan.ts";

describeOnLan("rooms that leave a LAN or move on it", 1, (lan) => {
  it("are followed to a new address [D7]", async () => {
    const { room } = await lan().host("host", "physics");
    const watcher = lan().watch("s1");
    await sees(watcher, ["physics 10.77.0.10"]);
    await lan().do("readdr", "host", "10.77.0.99");
    await sees(watcher, ["physics 10.77.0.99"], 10_000);
    assert.equal(watcher.rooms[0]?.id, room.id);
  });

  it("leave within three seconds when their host is killed [D6]", async () => {
    const host = await lan().host("host", "physics");
    const watcher = lan().watch("s1");
    await sees(watcher, ["physics 10.77.0.10"]);
    await host.end("SIGKILL");
    await sees(watcher, [], 3_000);
  });

  it("leave within six seconds when the cable is cut, and are back when it is plugged in [D6]", async () => {
    await lan().host("host", "physics");
    const watcher = lan().watch("s1");
    await sees(watcher, ["physics 10.77.0.10"]);
    await lan().do("cut", "host");
    await sees(watcher, [], 6_000);
    await lan().do("heal", "host");
    // At whichever of its addresses is back first.
    await eventually(() => assert.equal(watcher.rooms[0]?.name, "physics"), 20_000);
  });

  it("leave at once when they are closed [D7]", async () => {
    const host = await lan().host("host", "physics");
    const watcher = lan().watch("s1");
    await sees(watcher, ["physics 10.77.0.10"]);
    const end = host.end("SIGTERM");
    await sees(watcher, [], 1_500);
    assert.equal(await end, 0);
  });
});
