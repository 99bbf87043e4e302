import { randomBytes, randomInt } from "node:crypto";
import { createSocket } from "node:dgram";
import { serviceHost } from "@classchat/core";
import { lanSettings } from "@classchat/core/lan/settings";
import multicastDns from "multicast-dns";

// Floods the network with mDNS of one kind about a room, so many packets a second, until it or its stdin is ended. The
// environment says which network, as for every program; one interface alone is that of loopback.
const [kind = "", name = "", id = "", fingerprint = "", perSecond = "400"] = process.argv.slice(2);
const type = "_classchat._tcp.local";
const domainOf = (instance: string) => `${instance}.${type}`;
const somewhere = () => `10.77.0.${randomInt(20, 250)}`;

type Records = Extract<Parameters<ReturnType<typeof multicastDns>["respond"]>[0], unknown[]>;

interface Claim {
  instance: string;
  id: string;
  fingerprint: string;
  address: string;
  port: number;
}

/** What a room says of itself. */
function claim({ instance, id, fingerprint, address, port }: Claim): Records {
  const domain = domainOf(instance);
  const target = serviceHost(id);
  return [
    { name: type, type: "PTR", ttl: 120, data: domain },
    { name: domain, type: "SRV", ttl: 120, data: { port, target } },
    {
      name: domain,
      type: "TXT",
      ttl: 120,
      data: ["v=1", `id=${id}`, `fp=${fingerprint}`],
    } as const,
    { name: target, type: "A", ttl: 120, data: address },
  ];
}

const inventedId = () =>
  [...randomBytes(12)].map((byte) => "abcdefghijklmnop234567"[byte % 22]).join("");
const invented = () => ({
  ...{ instance: `${name}-${randomInt(1_000_000)}`, id: inventedId(), port: randomInt(1, 65_535) },
  ...{ fingerprint: randomBytes(32).toString("hex"), address: somewhere() },
});
const numbered = () => `${name} (${randomInt(2, 60)})`;

const packets: Record<string, () => Records> = {
  rooms: () => claim(invented()),
  falsehoods: () =>
    claim({ instance: name, id, fingerprint, address: somewhere(), port: randomInt(1, 65_535) }),
  goodbyes: () => [{ name: type, type: "PTR", ttl: 0, data: domainOf(name) }],
  // The name belongs to the room whose host name comes first.
  rivals: () =>
    [name, numbered(), numbered(), numbered()].flatMap((instance) =>
      claim({ ...invented(), instance, id: "aaaaaaaaaaaa" }),
    ),
};

const header = (counts: [number, number, number, number], flags = 0x8400) => {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt16BE(flags, 2);
  for (const [index, count] of counts.entries()) bytes.writeUInt16BE(count, 4 + 2 * index);
  return bytes;
};
const label = (text: string | Buffer) =>
  Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]);
const typeName = Buffer.concat([...type.split(".").map(label), Buffer.alloc(1)]);
const pointer = (offset: number) => Buffer.from([0xc0 | (offset >> 8), offset & 0xff]);
const record = (recordType: number, data: Buffer, owner = pointer(12)) => {
  const fixed = Buffer.alloc(10);
  fixed.writeUInt16BE(recordType, 0);
  fixed.writeUInt16BE(1, 2);
  fixed.writeUInt32BE(120, 4);
  fixed.writeUInt16BE(data.length, 8);
  return Buffer.concat([owner, fixed, data]);
};
const [ptr, txt, srv] = [12, 16, 33];
const evil = "\u001b[2J\u001b]0;x\u0007\nphysics\r\u202e";

const garbage: Buffer[] = [
  Buffer.alloc(0),
  Buffer.from([0x84]),
  header([0xffff, 0xffff, 0xffff, 0xffff]),
  header([1, 0, 0, 0], 0),
  // Names that point to themselves, to each other, and behind the end.
  Buffer.concat([header([0, 1, 0, 0]), pointer(12)]),
  Buffer.concat([header([0, 1, 0, 0]), pointer(14), pointer(12), Buffer.alloc(10)]),
  Buffer.concat([header([1, 0, 0, 0], 0), pointer(0x3fff)]),
  Buffer.concat([header([0, 1, 0, 0]), Buffer.from([63]), Buffer.from("short")]),
  // Thousands of records in one packet: each is compared with every other by who does not count them first.
  Buffer.concat([
    header([0, 4_000, 0, 0]),
    record(ptr, Buffer.concat([label("a"), pointer(12)]), typeName),
    ...Array.from({ length: 3_999 }, () => record(ptr, Buffer.concat([label("a"), pointer(12)]))),
  ]),
  Buffer.concat([
    header([3_000, 0, 0, 0], 0),
    ...Array.from({ length: 3_000 }, () => Buffer.concat([typeName, Buffer.from([0, ptr, 0, 1])])),
  ]).subarray(0, 60_000),
  // Names and strings that terminals act on, and strings far longer than any room's.
  Buffer.concat([
    header([0, 3, 0, 0]),
    record(ptr, Buffer.concat([label(evil), pointer(12)]), typeName),
    record(srv, Buffer.concat([Buffer.from([0, 0, 0, 0, 0, 9]), label(evil), Buffer.alloc(1)])),
    record(txt, Buffer.concat(Array.from({ length: 30 }, () => label(Buffer.alloc(255, evil))))),
  ]),
];

const { mdnsPort: port, interface: loopback } = lanSettings({});
const mdns = multicastDns(loopback ? { port, interface: "127.0.0.1", bind: "0.0.0.0" } : { port });
const raw = createSocket("udp4").bind(() => {
  if (loopback) raw.setMulticastInterface("127.0.0.1");
});
const send: () => void =
  kind === "garbage"
    ? () => raw.send(Math.random() < 0.5 ? noise() : some(garbage), port, "224.0.0.251")
    : () => mdns.respond(some(kind.split(",").map((one) => packets[one] ?? (() => [])))());

function some<Thing>(things: readonly Thing[]): Thing {
  return things[randomInt(things.length)] as Thing;
}

/** An honest header and anything behind it. */
function noise(): Buffer {
  const counts = [randomInt(3), randomInt(9), randomInt(3), randomInt(9)] as const;
  return Buffer.concat([header([...counts], some([0, 0x8400])), randomBytes(randomInt(600))]);
}

raw.on("error", () => {});
const everyMs = 10;
setInterval(() => {
  for (let n = 0; n < (Number(perSecond) * everyMs) / 1_000; n++) send();
}, everyMs);
process.stdin.resume().on("end", () => process.exit());
process.stdout.write('{"flooding":true}\n');
