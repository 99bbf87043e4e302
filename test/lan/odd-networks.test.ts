import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
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
    await lan().talk("s2", `10.77.0.10:${room.port}`, "ben");
  });

  it("are found where there is no network but loopback [D8]", async () => {
    await lan().exec("host", ["ip", "link", "del", "eth0"]);
    await lan().host("host", "physics");
    const rooms = await lan().rooms("host", { data: "student-here" });
    assert.deepEqual(placesOf(rooms), ["physics 127.0.0.1"]);
  });
});

const networks = [
  { title: "with IPv6 alone", setUp: ["v6only", "all"], address: /^fd77::10$/u },
  { title: "without routers", setUp: ["linklocal", "all", "4"], address: /^169\.254\.77\.10$/u },
  {
    title: "without IPv4 and routers",
    setUp: ["linklocal", "all", "6"],
    address: /^fe80::.+%eth0/u,
  },
  { title: "with no route and no DNS", setUp: ["no-route", "all"], address: /^10\.77\.0\.10$/u },
];

describeOnLan("rooms on networks that give less", 1, (lan) => {
  for (const { title, setUp, address } of networks) {
    it(`are found, joined and talked in ${title} [D21]`, async () => {
      const [verb = "", ...args] = setUp;
      await lan().do(verb, ...args);
      await lan().host("host", "physics");
      const [room] = await lan().rooms("s1");
      assert.match(room?.address ?? "", address);
      await lan().talk("s1", "physics", "anu");
      const file = lan().data("notes.txt");
      await writeFile(file, "F = ma");
      const sent = await lan().attempt("s1", ["send", "physics", "--file", file, "--as", "anu"]);
      assert.deepEqual([sent.exitCode, sent.stderr], [0, ""]);
    });
  }
});

describeOnLan("rooms on PCs with networks of their own inside", 1, (lan) => {
  // Tunnels and what else programs add; both PCs have the same addresses there, as PCs with Docker do.
  async function addInnerNetworks(pc: string): Promise<void> {
    await lan().do("docker", pc);
    for (const [name, address] of [
      ["tun0", "10.8.0.2/24"],
      ["wg0", "10.9.0.2/24"],
    ] as const) {
      const other = `${name}-end`;
      await lan().exec(pc, ["ip", "link", "add", name, "type", "veth", "peer", "name", other]);
      await lan().exec(pc, ["ip", "link", "set", other, "up"]);
      await lan().exec(pc, ["ip", "addr", "add", address, "dev", name]);
      await lan().exec(pc, ["ip", "link", "set", name, "up"]);
    }
  }

  it("are never told at the addresses of containers and tunnels, and are joined [D8]", async () => {
    await Promise.all(["host", "s1"].map(addInnerNetworks));
    const { room } = await lan().host("host", "physics");
    const watcher = lan().watch("s1");
    await sees(watcher, ["physics 10.77.0.10"]);
    const told = [...room.addresses, ...(watcher.rooms[0]?.addresses ?? [])];
    const foreign = told.filter((address) => !/^(?:10\.77\.0\.10$|fd77::10$|fe80:)/u.test(address));
    assert.deepEqual(foreign, []);
    await lan().talk("s1", "physics", "anu");
  });
});
