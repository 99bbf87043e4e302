import assert from "node:assert/strict";
import type { NetworkInterfaceInfo } from "node:os";
import {
  chooseInterfaces,
  missingInterface,
  presentInterfaces,
} from "@classchat/core/lan/interfaces";
import { lanSettings } from "@classchat/core/lan/settings";

describe("the interfaces", () => {
  const info = (address: string, options: Partial<NetworkInterfaceInfo> = {}) =>
    ({
      address,
      family: address.includes(":") ? "IPv6" : "IPv4",
      mac: "52:54:00:12:34:56",
      internal: false,
      ...options,
    }) as NetworkInterfaceInfo;

  const noMac = "00:00:00:00:00:00";
  const lo = [
    info("127.0.0.1", { mac: noMac, internal: true }),
    info("::1", { mac: noMac, internal: true }),
  ];
  const docker0 = [info("172.17.0.1", { mac: "02:42:ac:11:00:01" })];
  const wg0 = [info("10.8.0.2", { mac: noMac })];
  const eth0 = [info("fe80::1"), info("fd00::5"), info("10.77.0.10")];

  const namesOf = (all: NodeJS.Dict<NetworkInterfaceInfo[]>, only?: string) =>
    chooseInterfaces(all, only).map(({ name }) => name);

  it("leave out loopback, Docker and tunnels while there is a LAN [D8]", () => {
    assert.deepEqual(namesOf({ lo, docker0, wg0, eth0 }), ["eth0"]);
    assert.deepEqual(namesOf({ lo, "br-0a1b2c3d4e5f": docker0, tailscale0: wg0, wlan0: eth0 }), [
      "wlan0",
    ]);
    assert.deepEqual(namesOf({ lo, "vEthernet (WSL)": docker0, "Wi-Fi": eth0 }), ["Wi-Fi"]);
    assert.deepEqual(namesOf({ lo0: lo, utun3: wg0, awdl0: eth0, en0: eth0 }), ["en0"]);
  });

  it("are told apart by what they are for [D14]", () => {
    const all = { lo, docker0, wg0, "vEthernet (LAN)": docker0, bridge100: docker0, eth0 };
    const kinds = (only?: string) =>
      presentInterfaces({ interface: only }, all).map(({ name, kind }) => `${name} ${kind}`);
    assert.deepEqual(kinds(), [
      "lo loopback",
      "docker0 virtual",
      "wg0 tunnel",
      "vEthernet (LAN) bridge",
      "bridge100 bridge",
      "eth0 lan",
    ]);
    assert.ok(kinds("lo").includes("lo lan") && kinds("lo").includes("eth0 virtual"));
  });

  it("are loopback alone where there is no other [D8]", () => {
    assert.deepEqual(chooseInterfaces({ lo })[0]?.addresses, ["127.0.0.1", "::1"]);
    assert.deepEqual(namesOf({}), []);
  });

  it("are the one that was asked for, whatever it is [D9]", () => {
    assert.deepEqual(namesOf({ lo, docker0, eth0 }, "docker0"), ["docker0"]);
    assert.deepEqual(namesOf({ lo, eth0 }, "eth7"), []);
    assert.equal(lanSettings({}, { CLASSCHAT_INTERFACE: "lo" }).interface, "lo");
    assert.equal(
      lanSettings({ interface: "eth1" }, { CLASSCHAT_INTERFACE: "lo" }).interface,
      "eth1",
    );
    assert.equal(lanSettings({}, { CLASSCHAT_MDNS_PORT: "15353" }).mdnsPort, 15_353);
    assert.equal(lanSettings({}, { CLASSCHAT_MDNS_PORT: "x" }).mdnsPort, 5_353);
  });

  it("are named where the one that was asked for is not there [C67]", () => {
    const all = { lo, eth0 };
    assert.deepEqual(missingInterface({ interface: "eth7" }, all), {
      name: "eth7",
      present: ["lo", "eth0"],
    });
    assert.equal(missingInterface({ interface: "lo" }, all), undefined);
  });

  it("give their addresses best first: IPv4, IPv6, then what is good on the link only [D8]", () => {
    assert.deepEqual(chooseInterfaces({ eth0 })[0]?.addresses, [
      "10.77.0.10",
      "fd00::5",
      "fe80::1",
    ]);
  });
});
