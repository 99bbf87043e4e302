import assert from "node:assert/strict";
import { describeOnLan, hasCommand, placesOf, sees } from "../support/lan.ts";
import { skipBecause } from "../support/skips.ts";

describeOnLan("rooms on a LAN", 3, (lan) => {
  it("are found by those who come later, with address, port and key [D1] [D5]", async () => {
    const { room } = await lan().host("host", "physics");
    const [found] = await lan().rooms("s1");
    assert.equal(found?.name, "physics");
    assert.equal(found?.address, "10.77.0.10");
    assert.equal(found?.id, room.id);
    assert.equal(found?.port, room.port);
    assert.equal(found?.fingerprint, room.fingerprint);
    assert.deepEqual(room.addresses, ["10.77.0.10", "fd77::10", ...room.addresses.slice(2)]);
  });

  it("are found by those who look already [D5]", async () => {
    const watchers = [lan().watch("s1"), lan().watch("s2")];
    await lan().host("host", "physics");
    for (const watcher of watchers) await sees(watcher, ["physics 10.77.0.10"]);
  });

  it("are found on the host's own PC too, at the address that others use [D8]", async () => {
    await lan().host("host", "physics");
    const rooms = await lan().rooms("host", { data: "student-here" });
    assert.deepEqual(placesOf(rooms), ["physics 10.77.0.10"]);
  });

  it("of several hosts are all found, also under one name [D10]", async () => {
    await Promise.all([
      lan().host("host", "physics"),
      lan().host("s1", "physics"),
      lan().host("s2", "maths"),
      lan().host("s2", "art", { data: "second-host-on-s2" }),
    ]);
    await sees(lan().watch("s3"), [
      "art 10.77.0.12",
      "maths 10.77.0.12",
      "physics 10.77.0.10",
      "physics 10.77.0.11",
    ]);
  });

  it("show the first within moments (measured, not asserted)", async function () {
    await lan().host("host", "physics");
    // A host that has just started still asks for most of a second whether its name is free.
    await sees(lan().watch("s2"), ["physics 10.77.0.10"]);
    const started = performance.now();
    await sees(lan().watch("s1"), ["physics 10.77.0.10"]);
    const ms = Math.round(performance.now() - started);
    if (this.test) this.test.title += `: ${ms} ms with the program's start`;
  });

  it("are resolved by avahi, with port and TXT [D1] [D2]", async function () {
    if (!hasCommand("avahi-browse", "--version") || !hasCommand("avahi-daemon", "--version")) {
      skipBecause(this, "needs avahi: apt install avahi-daemon avahi-utils dbus");
    }
    const { room } = await lan().host("host", "physics");
    await lan().do("avahi", "s1", "start");
    const bus = (await lan().do("avahi-bus", "s1")).trim();
    const printed = await lan().exec("s1", ["avahi-browse", "-rtp", "_classchat._tcp"], {
      DBUS_SYSTEM_BUS_ADDRESS: bus,
    });
    const resolved = printed.split("\n").find((line) => /^=;eth0;IPv4;physics;/u.test(line)) ?? "";
    assert.match(
      resolved,
      new RegExp(`;cc-${room.id}\\.local;10\\.77\\.0\\.10;${room.port};`, "u"),
    );
    for (const text of ['"v=1"', `"id=${room.id}"`, `"fp=${room.fingerprint}"`]) {
      assert.ok(resolved.includes(text), text);
    }
  });
});
