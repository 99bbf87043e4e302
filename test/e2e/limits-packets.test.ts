import assert from "node:assert/strict";
import { once } from "node:events";
import { limits } from "@classchat/core";
import type { Host } from "@classchat/server";
import { eventually } from "../support/eventually.ts";
import { FakeClock } from "../support/fake-clock.ts";
import type { RawClient } from "../support/raw-client.ts";
import { frame, silentWebSocket } from "../support/strangers.ts";
import { roomNamed, say, World } from "../support/world.ts";

const [ping, startsText, goesOn, ends] = [0x89, 0x01, 0x00, 0x80];
const pong = "\x8a\x01x";

/** What is written below socket.io, and what no client of ours would write. */
const strangePackets: Record<string, (string | Buffer)[]> = {
  "a second request to be let in": ["0{}"],
  "another namespace": ["0/admin,{}"],
  "another namespace behind an attachment": ["51-/admin,[]"],
  "an attachment that is announced": ['51-["message:send",{"_placeholder":true,"num":0}]'],
  "ten attachments": ['510-["message:send",{}]'],
  "an attachment in an answer": ["61-1[]"],
  "bytes out of the blue": [Buffer.from("bytes")],
  "a packet above the size": [`2["message:send",{"text":"${"x".repeat(limits.packetBytes)}"}]`],
};

describe("limits on packets", () => {
  let world: World;
  let host: Host;
  let ben: RawClient;
  beforeEach(async () => {
    world = new World();
    host = await world.startHost();
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
    for (const levels of [limits.packetDepth, 1_000, 30_000]) {
      const asked = ben.requestJson("message:send", deep(levels));
      await assert.rejects(asked, { code: "bad-input" });
    }
    await say(ben, "still here");
  });

  it("count what is no packet as well: pings, and the parts of a packet [S15] [P21]", async () => {
    const clock = new FakeClock();
    const other = await world.startHost({ clock });
    const anu = await world.member(other, "anu");
    // A pong in ten thousand parts.
    const parts = [
      frame(startsText, "3"),
      ...Array<Buffer>(10_000).fill(frame(goesOn)),
      frame(ends),
    ];
    const floods = [
      Array<Buffer>(50_000).fill(frame(ping, "x")),
      [...Array<Buffer[]>(60).fill(parts).flat(), frame(ping, "x")],
    ];
    for (const frames of floods) {
      const stranger = await silentWebSocket(roomNamed(other, "physics").port);
      await once(stranger, "data");
      let pongs = 0;
      stranger.on("data", (bytes: Buffer) => {
        pongs += bytes.toString("latin1").split(pong).length - 1;
      });
      const pings = frames.filter(([first]) => first === ping).length;
      stranger.write(Buffer.concat(frames));
      for (let i = 0; i < 4; i++) await say(anu, `${i}`);
      assert.ok(pongs < pings, "while the clock stands still, a part stays unread");
      await eventually(() => {
        clock.advance(1_000);
        assert.equal(pongs, pings);
      });
      stranger.destroy();
    }
  });
});
