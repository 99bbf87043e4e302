import assert from "node:assert/strict";
import { diagnose } from "classchat/doctor/diagnosis/diagnose";
import type { Call, Evidence, MailReason, Outcome } from "classchat/doctor/diagnosis/evidence";
import { rowOf } from "classchat/doctor/diagnosis/finding";
import { besideUs, isWithin } from "classchat/doctor/diagnosis/subnet";
import {
  answer,
  askedAddress,
  askedCallOf,
  callOf,
  card,
  ethernet,
  loopback,
  onlyRouter,
  quietNetwork,
  silence,
} from "../support/evidence.ts";

const tunnel: Evidence["network"]["interfaces"][number] = {
  name: "wg0",
  kind: "tunnel",
  networks: ["10.8.0.2/32"],
  addresses: ["10.8.0.2"],
};

const announced = { ...quietNetwork.multicast, announced: [card.id] };

/** What is wrong. */
function wrong(evidence: Partial<Evidence>): string[] {
  return codes(evidence).filter((code) => rowOf(code).status !== "ok");
}

function codes(evidence: Partial<Evidence>) {
  return diagnose({ ...quietNetwork, ...evidence }).map(({ code }) => code);
}

/** Why an address that was asked for does not answer. */
function whyNot(outcome: Outcome["type"], more: Partial<Evidence> = {}, call: Partial<Call> = {}) {
  const calls = [askedCallOf({ type: outcome } as Outcome, call)];
  return wrong({ asked: askedAddress, calls, ...more });
}

describe("the diagnosis of a network", () => {
  it("finds nothing wrong where a room answers, and names what was looked at [D13]", () => {
    const found = codes({ multicast: announced, calls: [callOf(answer)] });
    assert.deepEqual(found, ["network-ok", "multicast-ok", "room-ok", "disk-ok"]);
  });

  it("says nothing else of the network where there is none [D14]", () => {
    const none = { interfaces: [loopback], missing: undefined };
    const calls = [askedCallOf({ type: "no-way" })];
    assert.deepEqual(wrong({ network: none, multicast: silence }), ["no-network"]);
    assert.deepEqual(wrong({ network: none, asked: askedAddress, calls }), ["no-network"]);
    const own = callOf(answer, { reason: "own", address: "127.0.0.1" });
    assert.deepEqual(codes({ network: none, calls: [own] }), ["no-network", "disk-ok"]);
  });

  it("says that the one interface that may be used is missing, and no more of the network [D14]", () => {
    const missing = { name: "eth7", present: ["lo", "eth0"] };
    const network = { interfaces: [loopback, ethernet], missing };
    assert.deepEqual(wrong({ network, multicast: silence }), ["interface-missing"]);
  });

  it("says that the network gave no address, unless a room answers all the same [D14]", () => {
    const own = {
      ...ethernet,
      networks: ["169.254.7.7/16"],
      addresses: ["169.254.7.7", "fe80::1"],
    };
    const network = { interfaces: [loopback, own], missing: undefined };
    assert.deepEqual(wrong({ network, multicast: silence }), ["self-assigned"]);
    const calls = [callOf(answer, { address: "169.254.9.9" })];
    assert.deepEqual(wrong({ network, multicast: announced, calls }), []);
  });

  it("takes a bridge of this computer for the network where there is no other [D14]", () => {
    const bridge = { ...ethernet, name: "vEthernet (LAN)", kind: "bridge" } as const;
    const network = { interfaces: [loopback, bridge], missing: undefined };
    assert.deepEqual(wrong({ network }), ["no-room"]);
  });

  it("blames a VPN that takes the way to the room, or to the whole network [D15]", () => {
    const network = { interfaces: [loopback, ethernet, tunnel], missing: undefined };
    const routes = [{ to: "10.77.0.10", from: "10.8.0.2" }];
    assert.deepEqual(whyNot("timed-out", { network, routes }), ["vpn"]);
    const beside = [{ to: "10.77.0.12", from: "10.8.0.2" }];
    assert.deepEqual(wrong({ network, routes: beside, multicast: silence }), ["vpn"]);
  });

  it("has nothing against a VPN beside, or one by which the room is reached [D15]", () => {
    const network = { interfaces: [loopback, ethernet, tunnel], missing: undefined };
    const straight = [{ to: "10.77.0.10", from: "10.77.0.11" }];
    assert.deepEqual(whyNot("refused", { network, routes: straight }), ["nothing-listens"]);
    const through = [{ to: "10.77.0.10", from: "10.8.0.2" }];
    const calls = [callOf(answer)];
    assert.deepEqual(wrong({ network, routes: through, multicast: announced, calls }), []);
    const home = { ...tunnel, networks: ["10.9.0.2/24"], addresses: ["10.9.0.2"] };
    const inside = {
      network: { interfaces: [loopback, ethernet, home], missing: undefined },
      routes: [{ to: "10.9.0.1", from: "10.9.0.2" }],
    };
    assert.deepEqual(whyNot("refused", inside, { address: "10.9.0.1" }), ["nothing-listens"]);
  });

  it("sees that multicast is blocked by a room that answers and is not announced [D16]", () => {
    const calls = [askedCallOf(answer)];
    const asked = askedAddress;
    assert.deepEqual(wrong({ asked, calls, multicast: silence }), ["multicast-blocked"]);
    const router = { ...silence, others: ["10.77.0.254"] };
    assert.deepEqual(wrong({ asked, calls, multicast: router }), ["multicast-blocked"]);
    const remembered = [callOf(answer, { reason: "remembered" })];
    assert.deepEqual(wrong({ calls: remembered, multicast: silence }), ["multicast-blocked"]);
  });

  it("blames the host where others are heard and only its room is not announced [D16]", () => {
    const calls = [askedCallOf(answer)];
    assert.deepEqual(wrong({ asked: askedAddress, calls }), ["announcement-missing"]);
  });

  it("sees that this computer keeps multicast from itself [D16]", () => {
    const deaf = { ...silence, isOwnHeard: false, failure: "EACCES" };
    assert.deepEqual(wrong({ multicast: deaf }), ["multicast-silent"]);
    const calls = [callOf(answer, { reason: "remembered" })];
    assert.deepEqual(wrong({ multicast: deaf, calls }), ["multicast-silent"]);
  });

  it("tells a network where nobody is heard from one where just no room is open [D16]", () => {
    assert.deepEqual(wrong({ multicast: silence }), ["nobody-heard"]);
    assert.deepEqual(wrong({}), ["no-room"]);
  });
});

describe("the diagnosis of a room that does not answer", () => {
  it("says that nothing listens where the computer says so [D17]", () => {
    assert.deepEqual(whyNot("refused"), ["nothing-listens"]);
    assert.deepEqual(whyNot("refused", {}, { address: "10.77.0.11" }), ["own-room-closed"]);
    const own = callOf({ type: "refused" }, { reason: "own", address: "127.0.0.1" });
    assert.deepEqual(wrong({ asked: { text: "physics", kind: "name" }, calls: [own] }), [
      "own-room-closed",
    ]);
  });

  it("blames a firewall where the computer is there and nothing comes back [D17]", () => {
    const present = [...quietNetwork.neighbours.present, "10.77.0.10"];
    const neighbours = { ...quietNetwork.neighbours, present };
    assert.deepEqual(whyNot("timed-out", { neighbours }), ["firewall"]);
    // firewalld says that there is no way.
    assert.deepEqual(whyNot("no-way", { neighbours }), ["firewall"]);
    const calls = [callOf({ type: "timed-out" })];
    assert.deepEqual(wrong({ calls, neighbours, multicast: announced }), ["firewall"]);
  });

  it("sees client isolation where only the router answers, or a room is heard and not there [D17]", () => {
    assert.deepEqual(whyNot("no-way", onlyRouter), ["isolation"]);
    assert.deepEqual(whyNot("timed-out", onlyRouter), ["isolation"]);
    const calls = [callOf({ type: "no-way" })];
    assert.deepEqual(wrong({ calls, multicast: announced }), ["isolation"]);
  });

  it("says that the computer is absent where others are there [D17]", () => {
    assert.deepEqual(whyNot("no-way"), ["host-absent"]);
    const nobody = { ...quietNetwork.neighbours, present: [] };
    assert.deepEqual(whyNot("no-way", { neighbours: nobody }), ["host-absent"]);
  });

  it("goes by what connecting says where the system tells no neighbours [D17]", () => {
    const neighbours = { isKnown: false, present: [], gateways: [] };
    assert.deepEqual(whyNot("timed-out", { neighbours }), ["firewall"]);
    assert.deepEqual(whyNot("no-way", { neighbours }), ["host-absent"]);
    assert.deepEqual(whyNot("timed-out", {}, { address: "fd77::10" }), ["firewall"]);
  });

  it("says that the address is on another network, or answers as something else [D17]", () => {
    assert.deepEqual(whyNot("timed-out", {}, { address: "192.168.5.5" }), ["other-network"]);
    assert.deepEqual(whyNot("no-way", {}, { address: "192.168.5.5" }), ["other-network"]);
    assert.deepEqual(whyNot("refused", {}, { address: "192.168.5.5" }), ["nothing-listens"]);
    assert.deepEqual(whyNot("not-a-room"), ["not-a-room"]);
    assert.deepEqual(whyNot("silent"), ["host-silent"]);
    assert.deepEqual(whyNot("forbidden"), ["own-firewall"]);
  });

  it("goes by the port that says most where none was given [D17]", () => {
    const calls = [
      askedCallOf({ type: "timed-out" }),
      askedCallOf({ type: "refused" }, { port: 4243 }),
    ];
    assert.deepEqual(wrong({ asked: askedAddress, calls }), ["nothing-listens"]);
    const one = [...calls, askedCallOf(answer, { port: 4244 })];
    assert.deepEqual(wrong({ asked: askedAddress, calls: one, multicast: announced }), []);
  });

  it("names a room that nobody knows, and misses no room of last week where another is open [D17]", () => {
    const asked = { text: "maths", kind: "name" } as const;
    const physics = callOf(answer, { isMeant: false });
    const [found] = diagnose({
      ...quietNetwork,
      multicast: announced,
      asked,
      calls: [physics],
    }).filter(({ code }) => code === "not-found");
    assert.deepEqual(found?.about, { room: "maths", found: ["physics"] });
    assert.deepEqual(wrong({ asked, multicast: silence }), ["nobody-heard"]);
    const old = callOf({ type: "no-way" }, { subject: "old", reason: "remembered" });
    assert.deepEqual(wrong({ multicast: announced, calls: [callOf(answer), old] }), []);
    const older = callOf({ type: "no-way" }, { subject: "older", reason: "remembered" });
    assert.deepEqual(wrong({ calls: [old, older] }), ["host-absent"]);
  });
});

describe("the diagnosis of a room that answers", () => {
  const judged = (outcome: Outcome) => wrong({ multicast: announced, calls: [callOf(outcome)] });

  it("says which of the two is the older version [D18]", () => {
    const version = (protocol: number | undefined) =>
      judged({ type: "other-protocol", protocol, version: protocol && "9.9.9" } as Outcome);
    assert.deepEqual(version(0), ["version-older"]);
    assert.deepEqual(version(99), ["version-newer"]);
    assert.deepEqual(version(undefined), ["version-other"]);
  });

  it("says that the key changed, and nothing good of such a room [D18]", () => {
    const found = codes({
      multicast: announced,
      calls: [callOf({ ...answer, isKeyChanged: true } as Outcome)],
    });
    assert.deepEqual(found, ["network-ok", "multicast-ok", "key-changed", "disk-ok"]);
  });

  it("says that the clock is far off, not that it is a little [D18]", () => {
    const ahead = (aheadMs: number) => judged({ ...answer, aheadMs } as Outcome);
    assert.deepEqual(ahead(3_600_000), ["clock-off"]);
    assert.deepEqual(ahead(-3_600_000), ["clock-off"]);
    assert.deepEqual(ahead(30_000), []);
  });
});

describe("the diagnosis of this computer", () => {
  it("tells a full disk, one that is nearly full, and one that may not be written to [D19]", () => {
    const state = (state: Evidence["disk"]["state"]) =>
      wrong({ disk: { ...quietNetwork.disk, state } }).filter((code) => code !== "no-room");
    assert.deepEqual(state("full"), ["disk-full"]);
    assert.deepEqual(state("low"), ["disk-low"]);
    assert.deepEqual(state("unwritable"), ["disk-unwritable"]);
  });

  it("tells what keeps mail from going out, but not its server where no network is [D19]", () => {
    const about = { server: "mail.school.edu:587", answer: "no" };
    const trouble = (reason: MailReason) => ({ state: "trouble", reason, ...about }) as const;
    const none = { interfaces: [loopback], missing: undefined };
    for (const reason of ["unreachable", "silent", "certificate", "sign-in"] as const) {
      assert.ok(wrong({ mail: trouble(reason) }).some((code) => code === `mail-${reason}`));
    }
    assert.deepEqual(wrong({ network: none, mail: trouble("unreachable") }), ["no-network"]);
    assert.deepEqual(wrong({ mail: { state: "unusable", reason: "no" } }), [
      "no-room",
      "mail-settings",
    ]);
    assert.ok(codes({ mail: { state: "ok", server: about.server } }).includes("mail-ok"));
  });

  it("tells several causes at once [D13]", () => {
    const calls = [callOf({ ...answer, aheadMs: 9e9 } as Outcome, { reason: "remembered" })];
    const disk = { ...quietNetwork.disk, state: "full" } as const;
    assert.deepEqual(wrong({ calls, disk, multicast: silence }), [
      "multicast-blocked",
      "clock-off",
      "disk-full",
    ]);
  });
});

describe("the networks of IPv4", () => {
  it("hold the addresses that begin alike", () => {
    assert.ok(isWithin("10.77.0.200", "10.77.0.11/24"));
    assert.ok(!isWithin("10.77.1.200", "10.77.0.11/24"));
    assert.ok(isWithin("10.77.1.200", "10.77.0.11/23"));
    assert.ok(!isWithin("fd77::1", "10.77.0.11/24"));
    assert.ok(!isWithin("10.77.0.11", "fd77::1/64"));
  });

  it("have an address beside each, which is neither their first nor their last", () => {
    assert.equal(besideUs("10.77.0.11/24"), "10.77.0.9");
    assert.equal(besideUs("10.77.0.1/24"), "10.77.0.2");
    assert.equal(besideUs("192.168.255.254/16"), "192.168.255.253");
    assert.equal(besideUs("10.8.0.2/32"), undefined);
    for (let last = 1; last < 255; last++) {
      const beside = besideUs(`10.0.0.${last}/24`) ?? "";
      assert.ok(isWithin(beside, "10.0.0.0/24") && !/\.(?:0|255)$/u.test(beside), beside);
      assert.notEqual(beside, `10.0.0.${last}`);
    }
  });
});
