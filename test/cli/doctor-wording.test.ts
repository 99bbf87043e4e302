import assert from "node:assert/strict";
import { type Code, type Finding, findingTable } from "classchat/doctor/diagnosis/finding";
import { readLinuxRoutes, readNeighbours, readNetstat } from "classchat/doctor/probes/neighbours";
import { linesOf, worded } from "classchat/doctor/wording";
import { english } from "classchat/words/english/english";
import { hindi } from "classchat/words/hindi/hindi";

const esc = "\u001b[2J";

/** All that any code may tell. */
const about = {
  ...{ room: `physics${esc}`, place: "10.77.0.10:4242", port: 4242, name: "wg0", present: ["lo"] },
  ...{ places: ["10.77.0.11"], address: "169.254.1.1", failure: "EROFS", found: ["maths"] },
  ...{ networks: ["10.77.0.11/24"], version: "9.9", aheadMs: 9e6, folder: "/data", freeBytes: 5e6 },
  ...{ server: "mail.school.edu:587", answer: `no\n${esc}`, reason: "half of it" },
};

const codes = Object.keys(findingTable) as Code[];
const findingOf = (code: Code) => ({ code, about }) as unknown as Finding;

describe("the words of a finding", () => {
  it("are one cause and one remedy on a line, and only what is right has no remedy [D13]", () => {
    for (const code of codes) {
      const { cause, remedy, status } = worded(findingOf(code));
      assert.ok(cause.length > 0 && !/[\p{Cc}]|\.$/u.test(cause + remedy), code);
      if (status !== "ok") assert.ok(remedy.length > 0, code);
      assert.match(linesOf(worded(findingOf(code)))[0] ?? "", /^(?:ok|warning|problem): /u);
    }
  });

  it("are there in each language [D13]", () => {
    type Texts = Record<Code, (told: typeof about) => { cause: string; remedy: string }>;
    const [ours, theirs] = [english.doctor.findings as Texts, hindi.doctor.findings as Texts];
    for (const code of codes) {
      assert.equal(ours[code](about).remedy === "", theirs[code](about).remedy === "", code);
      assert.match(theirs[code](about).cause, /[\u0900-\u097f]/u, code);
    }
  });

  it("bring the commands for each system where the host is another computer [D17]", () => {
    const { commands } = worded(findingOf("firewall"), "linux");
    assert.deepEqual(Object.keys(commands ?? {}), ["windows", "macos", "ufw", "firewalld"]);
    assert.match(commands?.windows ?? "", /^netsh advfirewall .* protocol=TCP localport=4242$/u);
    assert.match(commands?.macos ?? "", /socketfilterfw/u);
    assert.equal(commands?.ufw, "sudo ufw allow 4242/tcp");
    assert.match(commands?.firewalld ?? "", /^sudo firewall-cmd .*--add-port=4242\/tcp/u);
    assert.equal(linesOf(worded(findingOf("firewall"))).length, 5);
  });

  it("bring those of this computer alone where it is its own firewall [D17]", () => {
    const systems = (platform: NodeJS.Platform) =>
      Object.keys(worded(findingOf("own-room-ok"), platform).commands ?? {});
    assert.deepEqual(systems("win32"), ["windows"]);
    assert.deepEqual(systems("darwin"), ["macos"]);
    assert.deepEqual(systems("linux"), ["ufw", "firewalld"]);
    const mdns = worded(findingOf("multicast-silent"), "linux").commands;
    assert.equal(mdns?.ufw, "sudo ufw allow 5353/udp");
  });
});

describe("what systems tell of their neighbours", () => {
  it("is read on Linux, without those that did not answer [D17]", () => {
    const table = `IP address       HW type     Flags       HW address            Mask     Device
10.77.0.254      0x1         0x2         02:42:0a:4d:00:fe     *        eth0
10.77.0.10       0x1         0x0         00:00:00:00:00:00     *        eth0
10.77.0.12       0x1         0x0         02:42:0a:4d:00:0c     *        eth0
`;
    assert.deepEqual(readNeighbours(table), ["10.77.0.254"]);
  });

  it("is read on macOS and Windows, without groups and broadcast [D17]", () => {
    const mac = `? (192.168.1.1) at 0:1c:b3:9:85:15 on en0 ifscope [ethernet]
? (192.168.1.20) at (incomplete) on en0 ifscope [ethernet]
? (192.168.1.255) at ff:ff:ff:ff:ff:ff on en0 ifscope [ethernet]
`;
    assert.deepEqual(readNeighbours(mac), ["192.168.1.1"]);
    const windows = `Interface: 192.168.1.30 --- 0x7\r
  Internet Address      Physical Address      Type\r
  192.168.1.1           a4-91-b1-00-00-fe     dynamic\r
  192.168.1.255         ff-ff-ff-ff-ff-ff     static\r
  224.0.0.251           01-00-5e-00-00-fb     static\r
`;
    assert.deepEqual(readNeighbours(windows), ["192.168.1.1"]);
  });

  it("names the routers [D17]", () => {
    const linux = `Iface\tDestination\tGateway \tFlags\neth0\t00000000\tFE004D0A\t0003\neth0\t00004D0A\t00000000\t0001\n`;
    assert.deepEqual(readLinuxRoutes(linux), ["10.77.0.254"]);
    const mac =
      "Destination        Gateway            Flags\ndefault            192.168.1.1        UGScg\n";
    assert.deepEqual(readNetstat(mac), ["192.168.1.1"]);
    const windows =
      "          0.0.0.0          0.0.0.0      192.168.1.1     192.168.1.30     35\r\n";
    assert.deepEqual(readNetstat(windows), ["192.168.1.1"]);
  });
});
