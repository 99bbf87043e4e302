import assert from "node:assert/strict";
import { describeOnLan, placesOf, sees } from "../support/lan.ts";

describeOnLan("rooms on networks of other kinds", 2, (lan) => {
  it("are found by an interface that appears later [D5]", async () => {
    await lan().host("host", "physics");
    await lan().do("cut", "s1");
    const watcher = lan().watch("s1");
    await lan().do("second-interface", "host");
    await lan().do("second-interface", "s1");
    await sees(watcher, ["physics 10.78.0.10"], 10_000);
    await lan().talk("s1", "physics", "anu");
  });

  it("are reached without multicast, once they were known and by address [D11]", async () => {
    const { room } = await lan().host("host", "physics");
    await lan().register("s1", "physics", "anu");
    await lan().do("multicast", "all", "off");
    const [known, unknown] = await Promise.all([lan().rooms("s1"), lan().rooms("s2")]);
    assert.deepEqual(placesOf(known), ["physics 10.77.0.10"]);
    assert.deepEqual(placesOf(unknown), []);
    const anu = await lan().enter("s1", "physics", "anu");
    await lan().talk("s2", `10.77.0.10:${room.port}`, "ben");
    await anu.line<{ type: string; from?: string }>(
      ({ type, from }) => type === "message" && from === "ben",
    );
  });

  it("are found where there is no network but loopback [D8]", async () => {
    await lan().exec("host", ["ip", "link", "del", "eth0"]);
    await lan().host("host", "physics");
    const rooms = await lan().rooms("host", { data: "student-here" });
    assert.deepEqual(placesOf(rooms), ["physics 127.0.0.1"]);
  });
});
