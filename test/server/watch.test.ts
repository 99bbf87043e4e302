import assert from "node:assert/strict";
import { ChatError, type RoomId } from "@classchat/core";
import type { News } from "@classchat/server";
import { syncContent } from "@classchat/server/adapters/disk";
import { openNedbStore } from "@classchat/server/adapters/nedb-store";
import { Counters } from "@classchat/server/watch/counters";
import { DiskWatch } from "@classchat/server/watch/disk-watch";
import { Faults } from "@classchat/server/watch/faults";
import { healthTrouble } from "@classchat/server/watch/health";
import { Histogram } from "@classchat/server/watch/histogram";
import { LoopWatch } from "@classchat/server/watch/loop-watch";
import { histogramSamples, prometheusText } from "@classchat/server/watch/prometheus-text";
import { openWatchServer } from "@classchat/server/watch/watch-server";
import { eventually } from "../support/eventually.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const well = { trouble: undefined };
const freeBytes = 1e9;
const room = { room: "physics", isListening: true };

describe("the health of a host", () => {
  const folder = temporaryFolder();
  let disk: DiskWatch;
  const clock = new FakeClock();
  beforeEach(() => {
    disk = new DiskWatch(clock);
  });

  it("is told at /healthz, with one line of what is wrong [R3]", async () => {
    let trouble: string | undefined;
    const server = await openWatchServer(0, {
      families: async () => [],
      trouble: async () => trouble,
    });
    const ask = async () => {
      const answer = await fetch(`http://127.0.0.1:${server.port}/healthz`);
      return [answer.status, await answer.text()];
    };
    assert.deepEqual(await ask(), [200, "ok\n"]);
    trouble = healthTrouble({
      freeBytes,
      rooms: [room, { room: "maths", isListening: false }],
      disk: well,
      loop: well,
    });
    assert.deepEqual(await ask(), [503, "not listening: maths\n"]);
    trouble = healthTrouble({ freeBytes: 1_000, rooms: [room], disk: well, loop: well });
    assert.deepEqual(await ask(), [503, "the disk is full\n"]);
    await server.close();
  });

  it("is bad while the last write to the disk failed, and good after the next one [R3]", async () => {
    let isBroken = false;
    const store = await openNedbStore(folder(), {
      sync: async (file) => {
        if (isBroken) throw Object.assign(new Error("no room"), { code: "ENOSPC" });
        await syncContent(file);
      },
      watch: (of, write) => disk.watch(of, write),
    });
    const health = () => healthTrouble({ freeBytes, rooms: [room], disk, loop: well });
    const open = (name: string) => store.rooms.open(name, `room${name.repeat(8)}` as RoomId);
    await open("a");
    assert.equal(health(), undefined);
    isBroken = true;
    await assert.rejects(open("b"), { code: "disk-full" });
    assert.equal(health(), "the last write to rooms failed");
    isBroken = false;
    await open("c");
    assert.equal(health(), undefined);
    assert.equal(disk.durations.get("rooms")?.count, 3);
    await store.close();
  });

  it("is bad while a write does not end, and not for what was refused [R3]", async () => {
    const never = new Promise<void>(() => {});
    void disk.watch("messages", never);
    assert.equal(disk.trouble, undefined);
    clock.advance(10_001);
    assert.match(disk.trouble ?? "", /takes longer than 10 s/u);
    const other = new DiskWatch(clock);
    const refusal = Promise.reject(new ChatError("name-taken"));
    await assert.rejects(other.watch("accounts", refusal));
    assert.equal(other.trouble, undefined);
  });
});

describe("the event loop of a host", () => {
  it("is in bad health when it stood still, and well again afterwards [R3]", async () => {
    const loop = new LoopWatch();
    await eventually(() => assert.ok(loop.delays.count > 0));
    assert.equal(loop.trouble, undefined);
    const end = performance.now() + 1_300;
    while (performance.now() < end);
    await eventually(() => assert.match(loop.trouble ?? "", /stood still for 1\d{3} ms/u));
    await eventually(() => assert.equal(loop.trouble, undefined));
    assert.ok(loop.delays.sum > 1);
    loop.close();
  });
});

describe("metrics", () => {
  it("are written as Prometheus reads them, whatever a label holds [R4]", () => {
    const histogram = new Histogram();
    for (const seconds of [0.001, 0.3, 20]) histogram.observe(seconds);
    const text = prometheusText([
      {
        name: "rooms",
        type: "gauge",
        help: "Rooms\nthat \\ are",
        samples: [{ labels: { room: 'a "b"\\\n' }, value: 2 }],
      },
      { name: "s", type: "histogram", help: "S.", samples: histogramSamples(histogram) },
    ]);
    const lines = text.split("\n");
    assert.deepEqual(lines.slice(0, 3), [
      "# HELP classchat_rooms Rooms\\nthat \\\\ are",
      "# TYPE classchat_rooms gauge",
      'classchat_rooms{room="a \\"b\\"\\\\\\n"} 2',
    ]);
    for (const line of [
      'classchat_s_bucket{le="0.001"} 1',
      'classchat_s_bucket{le="0.25"} 1',
      'classchat_s_bucket{le="0.5"} 2',
      'classchat_s_bucket{le="10"} 2',
      'classchat_s_bucket{le="+Inf"} 3',
      "classchat_s_count 3",
    ]) {
      assert.ok(lines.includes(line), line);
    }
    assert.equal(lines.at(-1), "");
  });

  it("count what happened by what it was [R6]", () => {
    const counters = new Counters();
    counters.add("requests", ["message:send", "ok"]);
    counters.add("requests", ["message:send", "ok"]);
    counters.add("requests", ["message:send", "muted"]);
    counters.add("fileBytes", ["in"], 1_000);
    assert.deepEqual(counters.list("requests"), [
      { labels: ["message:send", "ok"], count: 2 },
      { labels: ["message:send", "muted"], count: 1 },
    ]);
    assert.deepEqual(counters.list("fileBytes"), [{ labels: ["in"], count: 1_000 }]);
  });
});

describe("an error that nobody expected", () => {
  it("is told at once, and with others at most once a second [R12]", () => {
    const clock = new FakeClock();
    const counts = new Counters();
    const told: News[] = [];
    const logged: unknown[] = [];
    const faults = new Faults({
      clock,
      counts,
      log: { add: (entry) => logged.push(entry) },
      logger: { error: () => {} },
      onNews: (news) => told.push(news),
    });
    for (let i = 0; i < 250; i++) faults.note("exception", "Nobody caught it", new Error("odd"));
    faults.error("message:send failed", new Error("odd"));
    assert.deepEqual(told, [{ type: "error", kind: "exception", count: 1 }]);
    clock.advance(1_000);
    assert.deepEqual(told.slice(1), [{ type: "error", kind: "exception", count: 251 }]);
    clock.advance(10_000);
    assert.equal(told.length, 2);
    assert.deepEqual(counts.list("faults"), [
      { labels: ["exception"], count: 250 },
      { labels: ["caught"], count: 1 },
    ]);
    assert.equal(logged.length, 100);
    clock.advance(60_000);
    faults.error("message:send failed", new Error("odd"));
    assert.equal(logged.length, 101);
  });
});
