import assert from "node:assert/strict";
import { describeOnLan, sees } from "../support/lan.ts";

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
