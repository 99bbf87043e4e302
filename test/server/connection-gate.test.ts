import assert from "node:assert/strict";
import { addressBlock } from "@classchat/server/gateway/address-block";
import { ConnectionGate } from "@classchat/server/gateway/connection-gate";
import { connectionLimits } from "@classchat/server/gateway/connection-limits";
import { FakeClock } from "../support/fake-clock.ts";

const most = connectionLimits({ members: 50, perAddress: 10 });

describe("the gate before TLS", () => {
  let clock: FakeClock;
  let gate: ConnectionGate;
  beforeEach(() => {
    clock = new FakeClock();
    gate = new ConnectionGate(most, clock);
  });

  /** How many of so many get in. */
  function arrive(block: string, count: number): number {
    return Array.from({ length: count }, () => gate.enter(block)).filter(Boolean).length;
  }

  function leave(block: string, count: number): void {
    for (let i = 0; i < count; i++) gate.leave(block);
  }

  it("lets so many in from one address, and the others from theirs [S11]", () => {
    let open = 0;
    for (let seconds = 0; seconds < 60; seconds++) {
      open += arrive("10.0.0.1", 100);
      clock.advance(1_000);
    }
    assert.equal(open, most.sockets.address);
    assert.equal(arrive("10.0.0.2", 5), 5);
    leave("10.0.0.1", 1);
    clock.advance(1_000);
    assert.equal(arrive("10.0.0.1", 10), 1);
  });

  it("takes new ones no faster than agreed, however soon they leave [S11]", () => {
    const arrived = arrive("10.0.0.1", 1_000);
    leave("10.0.0.1", arrived);
    assert.equal(arrive("10.0.0.1", 1_000), 0);
    clock.advance(1_000);
    assert.equal(arrive("10.0.0.1", 1_000), most.arrivals.address.perSecond);
  });

  it("takes no more in all than agreed, but whoever sits at the host [S11]", () => {
    const addresses = Array.from({ length: 200 }, (_, i) => `10.0.1.${i}`);
    let all = 0;
    for (const address of addresses) {
      all += arrive(address, 5);
      clock.advance(1_000);
    }
    assert.equal(all, most.sockets.all);
    assert.equal(arrive("10.0.2.1", 1), 0);
    assert.equal(arrive("127.0.0.1", 1), 1);
  });

  it("counts an IPv6 network as one address, unless the host is in it [S11]", () => {
    const here = "2001:db8:1:2::1";
    assert.equal(addressBlock("2001:db8:9:9:1:2:3:4", here), "2001:db8:9:9/64");
    assert.equal(addressBlock("2001:db8:9:9::7", here), "2001:db8:9:9/64");
    assert.equal(addressBlock("2001:db8:1:2::7", here), "2001:db8:1:2::7");
    assert.equal(addressBlock("fe80::7", "fe80::1"), "fe80::7");
    assert.equal(addressBlock("2001:db8::7", "fe80::1"), "2001:db8:0:0/64");
    assert.equal(addressBlock("::ffff:10.0.0.7", "::ffff:10.0.0.1"), "10.0.0.7");
    assert.equal(addressBlock("::1", "::1"), "::1");
  });
});
