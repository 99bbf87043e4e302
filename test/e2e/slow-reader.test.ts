import assert from "node:assert/strict";
import { limits } from "@classchat/core";
import { Counters } from "@classchat/server/watch/counters";
import { countedRefusals } from "../support/counted-refusals.ts";
import { eventually } from "../support/eventually.ts";
import { FakeClock } from "../support/fake-clock.ts";
import type { RawClient } from "../support/raw-client.ts";
import { stopReading } from "../support/strangers.ts";
import { password, say, World } from "../support/world.ts";

const longText = "x".repeat(limits.messageLength);

describe("who does not read", () => {
  let world: World;
  let clock: FakeClock;
  beforeEach(() => {
    world = new World();
    clock = new FakeClock();
  });
  afterEach(() => world.end());

  /** Says so many things, within the rate of a connection's packets. */
  async function talk(mentor: RawClient, messages: number): Promise<void> {
    const atOnce = limits.packetRate.perSecond;
    for (let said = 0; said < messages; said += atOnce) {
      await Promise.all(Array.from({ length: atOnce }, () => say(mentor, longText)));
      clock.advance(1_000);
    }
  }

  it("is hung up on while the others chat, and catches up when they come back [S17] [P25]", async () => {
    const counts = new Counters();
    const host = await world.startHost({ clock, counts });
    const mia = await world.mentor(host, "mia");
    const readers = await Promise.all(
      ["ana", "ben", "cyd"].map((user) => world.member(host, user)),
    );
    await world.register(host, "zoe");
    const zoe = world.guest(host);
    const { token } = await zoe.request("account:signIn", { login: "zoe", password });
    stopReading(zoe);

    const isHere = async () => (await mia.request("room:enter", {})).present.some(isZoe);
    // Until no buffer of the network holds it any more.
    while (await isHere()) await talk(mia, 200);
    assert.equal(countedRefusals(counts, "slow-reader"), 1);
    for (const reader of readers) {
      assert.equal(reader.socket.connected, true);
      await eventually(() => assert.deepEqual(seqsOf(reader), seqsOf(mia)));
    }

    const back = world.guest(host, "physics", { token });
    const { messages } = await back.request("message:after", { after: 0, limit: 3 });
    assert.deepEqual(
      messages.map(({ seq }) => seq),
      [1, 2, 3],
    );
  });

  it("gets one page after the other, and no more than so many may wait [S18] [P26]", async () => {
    const host = await world.startHost({ clock });
    const mia = await world.mentor(host, "mia");
    await talk(mia, 100);
    const zoe = await world.signIn(host, "mia");
    const asked = Array.from({ length: 20 }, () => zoe.request("message:before", { limit: 100 }));
    for (const page of await Promise.all(asked)) assert.equal(page.messages.length, 100);

    const greedy = Array.from({ length: limits.pagesWaiting * 2 }, () =>
      zoe.request("message:before", { limit: 100 }),
    );
    const answers = await Promise.allSettled(greedy);
    const codes = answers.map((answer) =>
      answer.status === "rejected" ? answer.reason.code : "page",
    );
    assert.deepEqual([...new Set(codes)].toSorted(), ["flooding", "page"]);
    assert.equal(zoe.socket.connected, true);
  });
});

function isZoe({ user }: { user: string }): boolean {
  return user === "zoe";
}

function seqsOf(client: RawClient): number[] {
  return client.heard("message:new").flatMap(({ messages }) => messages.map(({ seq }) => seq));
}
