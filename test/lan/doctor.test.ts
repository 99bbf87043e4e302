import assert from "node:assert/strict";
import { join } from "node:path";
import { KnownHosts } from "classchat/client/known-hosts";
import type { WordedFinding } from "classchat/doctor/wording";
import { describeOnLan, type Lan } from "../support/lan.ts";

const place = "10.77.0.10:4242";
const hour = 3_600_000;

/** What `classchat doctor` prints on that PC, without what it found to be right. */
async function wrongOn(lan: Lan, pc: string, ...args: string[]): Promise<WordedFinding[]> {
  const findings = await findingsOn(lan, pc, ...args);
  return findings.filter(({ status }) => status !== "ok");
}

async function findingsOn(lan: Lan, pc: string, ...args: string[]): Promise<WordedFinding[]> {
  const printed = await lan.classchat(pc, ["doctor", ...args, "--json"]).catch(printedDespite);
  return printed
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as WordedFinding);
}

/** Whoever finds a cause ends with 1. */
function printedDespite(error: { code?: unknown; stdout?: unknown }): string {
  assert.equal(error.code, 1);
  return String(error.stdout);
}

function codesOf(findings: readonly WordedFinding[]): string[] {
  return findings.map(({ code }) => code);
}

describeOnLan("classchat doctor", 2, (lan) => {
  /** Something like a room, at the usual port of the host. */
  async function serveCard(protocol = 1, aheadMs = 0): Promise<void> {
    const args = ["4242", String(protocol), String(aheadMs)];
    await lan()
      .program("host", "serve-card", ...args)
      .line<{ listening?: boolean }>(({ listening }) => listening === true);
  }

  async function wrong(pc: string, ...args: string[]): Promise<string[]> {
    return codesOf(await wrongOn(lan(), pc, ...args));
  }

  it("finds nothing wrong where nothing is, on the host's own PC too [D13]", async () => {
    await lan().host("host", "physics", { port: 4242 });
    const codes = ["network-ok", "multicast-ok", "room-ok", "disk-ok"];
    assert.deepEqual(codesOf(await findingsOn(lan(), "s1")), codes);
    assert.deepEqual(codesOf(await findingsOn(lan(), "s1", "10.77.0.10")), codes);
    const own = await findingsOn(lan(), "host");
    assert.deepEqual(codesOf(own), codes.with(2, "own-room-ok"));
    assert.deepEqual(Object.keys(own[2]?.commands ?? {}), ["ufw", "firewalld"]);
  });

  it("says that there is no network, and nothing else of it [D14]", async () => {
    await lan().do("cut", "s1");
    assert.deepEqual(await wrong("s1", place), ["no-network"]);
  });

  it("names the VPN that is in the way [D15]", async () => {
    await lan().host("host", "physics", { port: 4242 });
    await lan().do("vpn", "s1", "on");
    const [vpn] = await wrongOn(lan(), "s1", place);
    assert.match(`${vpn?.code}: ${vpn?.cause}`, /^vpn: .*wg0/u);
    await lan().do("vpn", "s1", "off");
    assert.deepEqual(await wrong("s1", place), []);
  });

  it("says that multicast is blocked where the room answers by its address [D16]", async () => {
    await lan().host("host", "physics", { port: 4242 });
    await lan().do("multicast", "all", "off");
    const [blocked] = await wrongOn(lan(), "s1", place);
    assert.equal(blocked?.code, "multicast-blocked");
    assert.match(blocked?.remedy ?? "", /classchat join 10\.77\.0\.10:4242$/u);
    assert.deepEqual(await wrong("s1"), ["nobody-heard"]);
  });

  it("says that the host's firewall drops what comes, with the commands [D17]", async () => {
    await lan().host("host", "physics", { port: 4242 });
    await lan().do("firewall", "host", "on");
    const [firewall, ...more] = await wrongOn(lan(), "s1");
    assert.deepEqual([firewall?.code, more], ["firewall", []]);
    assert.equal(firewall?.commands?.ufw, "sudo ufw allow 4242/tcp");
    assert.deepEqual(await wrong("s1", place), ["firewall"]);
    await lan().do("firewall", "host", "off");
    assert.deepEqual(await wrong("s1", place), []);
  });

  it("says that the network keeps its computers apart [D17]", async () => {
    await lan().host("host", "physics", { port: 4242 });
    await lan().do("isolate", "on");
    assert.deepEqual(await wrong("s1", place), ["isolation"]);
    await lan().do("isolate", "off");
    assert.deepEqual(await wrong("s2", place), []);
  });

  it("says that nothing listens there, that nobody is there, or on another network [D17]", async () => {
    assert.deepEqual(await wrong("s1", place), ["nothing-listens"]);
    assert.deepEqual(await wrong("s1", "10.77.0.99:4242"), ["host-absent"]);
    assert.deepEqual(await wrong("s1", "10.99.0.10:4242"), ["other-network"]);
  });

  it("says which of the two is the older version [D18]", async () => {
    await serveCard(2);
    const [version] = (await wrongOn(lan(), "s1", place)).filter(
      ({ check }) => check === "version",
    );
    assert.match(`${version?.code}: ${version?.cause}`, /^version-newer: .*9\.9\.9/u);
  });

  it("says that the host's key is another one, and that its clock is far off [D18]", async () => {
    await serveCard(1, 3 * hour);
    const [clock] = (await wrongOn(lan(), "s1", place)).filter(({ check }) => check === "clock");
    assert.match(clock?.cause ?? "", /is 3 hours behind that of physics/u);
    await remember("s1", { id: "physicsroom2", fingerprint: "b".repeat(64) });
    const found = await wrong("s1", "physics");
    assert.ok(found.includes("key-changed") && !found.includes("clock-off"), found.join());
  });

  async function remember(pc: string, { id, fingerprint }: { id: string; fingerprint: string }) {
    const hosts = new KnownHosts(join(lan().data(pc), "client"), assert.fail);
    const where = { addresses: ["10.77.0.10"], port: 4242 };
    await hosts.remember({ id, fingerprint, name: "physics", title: "", ...where });
  }
});
