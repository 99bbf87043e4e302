import assert from "node:assert/strict";
import { instanceName } from "@classchat/core/lan/announcement";
import { PacketGate } from "@classchat/core/lan/packet-gate";
import { RoomPlaces } from "@classchat/core/lan/room-places";

describe("what a flood on the network may cost", () => {
  const from = (last: number) => ({ address: `10.77.0.${last}` });

  function packet({ records = 1, bytes = 300, isAnswer = true } = {}): Buffer {
    const packet = Buffer.alloc(bytes);
    packet.writeUInt8(isAnswer ? 0x84 : 0, 2);
    packet.writeUInt16BE(records, 6);
    return packet;
  }

  /** How many of so many packets are read that come at once. */
  function admitted(gate: PacketGate, count: number, sender: (n: number) => number): number {
    const packets = Array.from({ length: count }, (_, n) =>
      gate.admits(packet(), from(sender(n)), 1_000),
    );
    return packets.filter(Boolean).length;
  }

  it("is no packet that is too long, too short or has too many records [D26]", () => {
    const gate = new PacketGate();
    const isRead = (options: Parameters<typeof packet>[0]) =>
      gate.admits(packet(options), from(1), 0);
    assert.ok(isRead({ records: 128 }));
    assert.ok(!isRead({ records: 129 }));
    assert.ok(!isRead({ bytes: 9_001 }));
    assert.ok(!gate.admits(Buffer.from([0x84]), from(1), 0));
  });

  it("is bounded for each sender, and by that for the others too [D26]", () => {
    const gate = new PacketGate();
    assert.equal(
      admitted(gate, 1_000, () => 1),
      100,
    );
    assert.ok(gate.admits(packet(), from(2), 1_000));
    assert.ok(gate.admits(packet(), from(1), 1_020));
    assert.ok(!gate.admits(packet(), from(1), 1_020));
  });

  it("is bounded for all senders together, and answers are heard among questions [D26]", () => {
    const gate = new PacketGate();
    assert.equal(
      admitted(gate, 2_000, (n) => n % 200),
      400,
    );
    assert.ok(gate.admits(packet({ isAnswer: false }), from(201), 1_000));
  });

  it("is not the place of a room that somebody else speaks of too [D24]", () => {
    const places = new RoomPlaces();
    places.hear({ sender: "10.77.0.10", port: 4_242, addresses: ["10.77.0.10", "fd77::10"] });
    for (let n = 0; n < 100; n++) {
      const lies = [`10.77.0.${n + 20}`, `10.77.1.${n + 20}`];
      places.hear({ sender: "10.77.0.11", port: n + 1, addresses: lies });
    }
    assert.deepEqual(places.toDial(), [
      { address: "10.77.0.119", port: 100 },
      { address: "10.77.0.10", port: 4_242 },
      { address: "10.77.1.119", port: 100 },
      { address: "fd77::10", port: 4_242 },
    ]);
  });

  it("is not the last name of a room, which has its id and fits a packet [D25]", () => {
    assert.equal(instanceName("physics", "abcdefghij23"), "physics (abcdefghij23)");
    assert.ok(Buffer.byteLength(instanceName("ж".repeat(29), "abcdefghij23")) <= 63);
  });
});
