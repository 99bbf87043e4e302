import assert from "node:assert/strict";
import {
  limits,
  RoomName,
  readServiceText,
  serviceHost,
  serviceText,
  utf8Length,
} from "@classchat/core";
import {
  goodbyesIn,
  instanceName,
  serviceDomain,
  shapeForLink,
} from "@classchat/core/lan/announcement";
import fc from "fast-check";
import { itHolds } from "../support/fuzz.ts";
import { anyText, dirtIn, nearName, textsIn } from "../support/fuzz-texts.ts";

const id = fc.stringMatching(/^[a-z2-7]{12}$/u);
const fingerprint = fc.stringMatching(/^[0-9a-f]{64}$/u);
const odd = fc.oneof(anyText, fc.anything(), fc.uint8Array(), fc.constant(undefined));
const strings = fc.oneof(
  fc.anything(),
  fc.record({
    v: fc.oneof(fc.constant("1"), odd),
    id: fc.oneof(id, odd),
    fp: fc.oneof(fingerprint, odd),
    title: odd,
  }),
  fc.record({ v: fc.nat().map(String), id, fp: fingerprint, title: anyText }),
);

describe("whatever is announced", () => {
  itHolds("is clean, or no room", strings, (text) => {
    const read = readServiceText(text);
    assert.deepEqual(textsIn(read).filter(dirtIn), []);
  });

  const room = fc.record({ protocol: fc.nat({ max: 99 }), id, fingerprint, title: nearName });
  itHolds("of a room of ours is short, and is read as it was meant", room, (room) => {
    const text = serviceText(room);
    const bytes = Object.entries(text).map(([key, value]) => utf8Length(`${key}=${value}`) + 1);
    assert.ok(bytes.every((size) => size <= 256));
    assert.ok(bytes.reduce((sum, size) => sum + size) <= limits.txtBytes);
    const { protocol, id, fingerprint } = room;
    assert.deepEqual(readServiceText(text), { protocol, id, fingerprint, title: text.title });
  });

  const named = fc.record({ name: nearName, attempt: fc.integer({ min: 1, max: 999 }) });
  itHolds("under a name fits into a label of DNS", named, ({ name, attempt }) => {
    const label = instanceName(RoomName.safeParse(name).data ?? name, attempt);
    assert.ok(utf8Length(label) <= 63);
    assert.doesNotMatch(label, /\./u);
  });

  const host = serviceHost("aaaaaaaaaaaa");
  const record = fc.record({
    name: fc.oneof(fc.constantFrom(serviceDomain, host, host.toUpperCase()), anyText),
    type: fc.constantFrom("A" as const, "AAAA" as const, "PTR" as const),
    ttl: fc.constantFrom(0, 120, 28_800, 2 ** 32 - 1),
    data: anyText,
  });
  const records = fc.array(record, { maxLength: 6 });
  const packet = fc.record({ answers: records, additionals: records });
  itHolds("in records is a goodbye, or is put right for its link", packet, (packet) => {
    const all = [...packet.answers, ...packet.additionals];
    for (const domain of goodbyesIn(packet)) assert.ok(all.some(({ data }) => data === domain));
    const shaped = shapeForLink(packet, { host, addresses: ["192.168.0.2"] });
    const told = [...(shaped?.answers ?? []), ...(shaped?.additionals ?? [])];
    for (const record of told) {
      if (record.type === "PTR") assert.ok((record.ttl ?? 0) <= 120, record.name);
    }
  });
});
