import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { eventually } from "../support/eventually.ts";
import { hasCommand, Lan, type LanProgram, type PrintedRoom, whyNoLan } from "../support/lan.ts";

const reason = whyNoLan();
const describeOnLan = reason === undefined ? describe : describe.skip;

describeOnLan(`rooms on a LAN${reason === undefined ? "" : ` (skipped: ${reason})`}`, () => {
  let lan: Lan;

  beforeEach(async () => {
    lan = await Lan.up(3);
  });

  afterEach(() => lan.down());

  const placesOf = (rooms: PrintedRoom[]) => rooms.map(({ name, address }) => `${name} ${address}`);
  const sees = (watcher: LanProgram, places: string[], patienceMs = 5_000) =>
    eventually(() => assert.deepEqual(placesOf(watcher.rooms), places), patienceMs);

  it("are found by those who come later, with address, port and key [D1] [D5]", async () => {
    const { room } = await lan.host("host", "physics");
    const [found] = await lan.rooms("s1");
    assert.equal(found?.name, "physics");
    assert.equal(found?.address, "10.77.0.10");
    assert.equal(found?.id, room.id);
    assert.equal(found?.port, room.port);
    assert.equal(found?.fingerprint, room.fingerprint);
    assert.deepEqual(room.addresses, ["10.77.0.10", "fd77::10", ...room.addresses.slice(2)]);
  });

  it("are found by those who look already [D5]", async () => {
    const watchers = [lan.watch("s1"), lan.watch("s2")];
    await lan.host("host", "physics");
    for (const watcher of watchers) await sees(watcher, ["physics 10.77.0.10"]);
  });

  it("are found on the host's own PC too, at the address that others use [D8]", async () => {
    await lan.host("host", "physics");
    const rooms = await lan.rooms("host", { data: "student-here" });
    assert.deepEqual(placesOf(rooms), ["physics 10.77.0.10"]);
  });

  it("of several hosts are all found, also under one name [D10]", async () => {
    await Promise.all([
      lan.host("host", "physics"),
      lan.host("s1", "physics"),
      lan.host("s2", "maths"),
      lan.host("s2", "art", "second-host-on-s2"),
    ]);
    const rooms = await lan.rooms("s3", { waitMs: 3_000 });
    assert.deepEqual(placesOf(rooms).toSorted(), [
      "art 10.77.0.12",
      "maths 10.77.0.12",
      "physics 10.77.0.10",
      "physics 10.77.0.11",
    ]);
  });

  it("are followed to a new address [D7]", async () => {
    const { room } = await lan.host("host", "physics");
    const watcher = lan.watch("s1");
    await sees(watcher, ["physics 10.77.0.10"]);
    await lan.do("readdr", "host", "10.77.0.99");
    await sees(watcher, ["physics 10.77.0.99"], 10_000);
    assert.equal(watcher.rooms[0]?.id, room.id);
  });

  it("are found by an interface that appears later [D5]", async () => {
    await lan.host("host", "physics");
    await lan.do("cut", "s1");
    const watcher = lan.watch("s1");
    await lan.do("second-interface", "host");
    await lan.do("second-interface", "s1");
    await sees(watcher, ["physics 10.78.0.10"], 10_000);
  });

  it("leave within three seconds when their host is killed [D6]", async () => {
    const host = await lan.host("host", "physics");
    const watcher = lan.watch("s1");
    await sees(watcher, ["physics 10.77.0.10"]);
    await host.end("SIGKILL");
    await sees(watcher, [], 3_000);
  });

  it("leave within six seconds when the cable is cut, and are back when it is plugged in [D6]", async () => {
    await lan.host("host", "physics");
    const watcher = lan.watch("s1");
    await sees(watcher, ["physics 10.77.0.10"]);
    await lan.do("cut", "host");
    await sees(watcher, [], 6_000);
    await lan.do("heal", "host");
    await sees(watcher, ["physics 10.77.0.10"], 20_000);
  });

  it("leave at once when they are closed [D7]", async () => {
    const host = await lan.host("host", "physics");
    const watcher = lan.watch("s1");
    await sees(watcher, ["physics 10.77.0.10"]);
    const end = host.end("SIGTERM");
    await sees(watcher, [], 1_500);
    assert.equal(await end, 0);
  });

  it("are reached without multicast, once they were known and by address [D11]", async () => {
    const { room } = await lan.host("host", "physics");
    const account = ["--user", "anu", "--email", "anu"];
    const password = { CLASSCHAT_PASSWORD: "correct horse 7" };
    await lan.classchat("s1", ["register", "physics", ...account], password);
    await lan.do("multicast", "all", "off");
    assert.deepEqual(placesOf(await lan.rooms("s1")), ["physics 10.77.0.10"]);
    assert.deepEqual(placesOf(await lan.rooms("s2")), []);
    const other = ["--user", "ben", "--email", "ben"];
    const address = `10.77.0.10:${room.port}`;
    await lan.classchat("s2", ["register", address, ...other], password);
    const sent = await lan.classchat("s2", ["send", address, "hi", "--as", "ben"], password);
    assert.match(sent, /^\d+\n$/u);
  });

  it("are found, and never dropped, where three packets in ten are lost [D6]", async () => {
    await lan.host("host", "physics");
    await lan.do("loss", "host", "30");
    const watcher = lan.watch("s1");
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

  it("are found where there is no network but loopback [D8]", async () => {
    await lan.exec("host", ["ip", "link", "del", "eth0"]);
    await lan.host("host", "physics");
    const rooms = await lan.rooms("host", { data: "student-here" });
    assert.deepEqual(placesOf(rooms), ["physics 127.0.0.1"]);
  });

  it("show the first within moments (measured, not asserted)", async function () {
    await lan.host("host", "physics");
    const started = performance.now();
    const watcher = lan.watch("s1");
    await sees(watcher, ["physics 10.77.0.10"]);
    const ms = Math.round(performance.now() - started);
    if (this.test) this.test.title += `: ${ms} ms with the program's start`;
  });

  it("are resolved by avahi, with port and TXT [D1] [D2]", async function () {
    if (!hasCommand("avahi-browse", "--version") || !hasCommand("avahi-daemon", "--version")) {
      // apt install avahi-daemon avahi-utils
      this.skip();
    }
    const { room } = await lan.host("host", "physics");
    await lan.do("avahi", "s1", "start");
    const bus = (await lan.do("avahi-bus", "s1")).trim();
    const printed = await lan.exec("s1", ["avahi-browse", "-rtp", "_classchat._tcp"], {
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
