import assert from "node:assert/strict";
import { once } from "node:events";
import { limits } from "@classchat/core";
import type { Host } from "@classchat/server";
import { Counters } from "@classchat/server/watch/counters";
import { countedRefusals } from "../support/counted-refusals.ts";
import { eventually } from "../support/eventually.ts";
import { FakeClock } from "../support/fake-clock.ts";
import type { RawClient } from "../support/raw-client.ts";
import { frame, isOver, silentWebSocket } from "../support/strangers.ts";
import { roomNamed, say, World } from "../support/world.ts";

const [ping, startsText, goesOn] = [0x89, 0x01, 0x00];

/** What is written below socket.io, and what no client of ours would write. */
const strangePackets: Record<string, (string | Buffer)[]> = {
  "a second request to be let in": ["0{}"],
  "another namespace": ["0/admin,{}"],
  "another namespace behind an attachment": ["51-/admin,[]"],
  "an attachment that is announced": ['51-["message:send",{"_placeholder":true,"num":0}]'],
  "ten attachments": ['510-["message:send",{}]'],
  "an attachment in an answer": ["61-1[]"],
  "a request 5,000 arrays deep": [`21["message:send",${"[".repeat(5_000)}${"]".repeat(5_000)}]`],
  "more packets at once than a class": Array<string>(limits.packetRate.debt * 2).fill('2["x"]'),
  "bytes out of the blue": [Buffer.from("bytes")],
  "a packet above the size": [`2["message:send",{"text":"${"x".repeat(limits.packetBytes)}"}]`],
};

describe("limits on packets", () => {
  let world: World;
  let host: Host;
  let ben: RawClient;
  let counts: Counters;
  beforeEach(async () => {
    world = new World();
    counts = new Counters();
    host = await world.startHost({ counts });
    ben = await world.member(host, "ben");
  });
  afterEach(() => world.end());

  for (const [what, packets] of Object.entries(strangePackets)) {
    it(`end the connection that brings ${what}, and no other [P24] [S15]`, async () => {
      const anu = await world.member(host, "anu");
      for (const packet of packets) anu.socket.io.engine.write(packet as string);
      await eventually(() => assert.equal(anu.socket.connected, false));
      await say(ben, `after ${what}`);
      assert.equal((await world.signIn(host, "anu")).socket.connected, true);
    });
  }

  it("bound how deep a request goes, without ending the connection [S16]", async () => {
    const deep = (levels: number) => `{"id":${"[".repeat(levels)}${"]".repeat(levels)}}`;
    for (const levels of [limits.packetDepth, limits.packetDepthRead / 2]) {
      const asked = ben.requestJson("message:send", deep(levels));
      await assert.rejects(asked, { code: "bad-input" });
    }
    await say(ben, "still here");
  });

  it("do not count what stands in a text: it may have all the brackets it likes [S16]", async () => {
    const text = `"\\"${"[{".repeat(1_900)}`;
    assert.equal((await say(ben, text)).text, text);
  });

  it("end a connection for pings and parts of packets without number as well [S15] [P21]", async () => {
    const floods = [
      Array<Buffer>(10_000).fill(frame(ping, "x")),
      [frame(startsText, "3"), ...Array<Buffer>(100).fill(frame(goesOn))],
    ];
    for (const frames of floods) {
      const stranger = await silentWebSocket(roomNamed(host, "physics").port);
      await once(stranger, "data");
      stranger.write(Buffer.concat(frames));
      await eventually(() => assert.ok(isOver(stranger)));
      await say(ben, "still here");
    }
    assert.equal(countedRefusals(counts, "too-fast"), 1, "ws itself ends what comes in parts");
  });

  it("go on counting behind the host's goodbye, which comes to who asks before being let in [S15]", async () => {
    // The clock stands still, so that nothing ends the connection but what it brings.
    const other = await world.startHost({ clock: new FakeClock() });
    const stranger = await silentWebSocket(roomNamed(other, "physics").port);
    await once(stranger, "data");
    stranger.write(Buffer.concat(Array<Buffer>(2_000).fill(frame(0x81, '42["x"]'))));
    await eventually(() => assert.ok(isOver(stranger)));
  });

  it("hold bytes back as well, and lose none of them [S15] [P21]", async () => {
    const clock = new FakeClock();
    const other = await world.startHost({ clock });
    const guest = await world.guest(other).connected();
    const large = { text: "x".repeat(limits.packetBytes - 1_000) };
    let answered = 0;
    for (let i = 0; i < 80; i++) guest.socket.emit("message:send", large, () => (answered += 1));
    await eventually(() => assert.ok(answered > 10));
    const anu = await world.member(other, "anu");
    for (let i = 0; i < 4; i++) await say(anu, `${i}`);
    assert.ok(answered < 80, "while the clock stands still, a part stays unread");
    await eventually(() => {
      clock.advance(1_000);
      assert.equal(answered, 80);
    });
  });
});
