import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { limits } from "@classchat/core";
import { type Counted, memoryBlobs, type News, type OpenRoom } from "@classchat/server";
import { Counters } from "@classchat/server/watch/counters";
import { hostEvents } from "classchat/plain/host-events";
import { Command } from "../support/command.ts";
import { eventually } from "../support/eventually.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { RawClient } from "../support/raw-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { password, say, World } from "../support/world.ts";

describe("a host that is watched", () => {
  const folder = temporaryFolder();
  const running: Command[] = [];
  let host: Command;

  afterEach(() => {
    for (const command of running.splice(0)) command.process.kill("SIGKILL");
  });

  const events = (name: string) => host.objects.filter(({ event }) => event === name);
  const port = () => Number(events("watching")[0]?.port);

  function start(...args: string[]): Command {
    const all = ["host", "--name", "physics", "--port", "0", "--headless", "--json"];
    host = new Command([...all, ...args], { data: folder("data") });
    running.push(host);
    return host;
  }

  async function open(...args: string[]): Promise<OpenRoom> {
    start(...args);
    await eventually(() => assert.equal(events("mentor-code").length, 1));
    return events("listening")[0] as unknown as OpenRoom;
  }

  interface Question {
    path?: string;
    method?: string;
    host?: string;
  }

  function ask({ path = "/metrics", method = "GET", host = "localhost" }: Question = {}) {
    const options = { host: "127.0.0.1", port: port(), path, method, headers: { host } };
    return new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      const asking = request(options, async (response) => {
        const pieces = await response.toArray();
        resolve({ status: response.statusCode, text: Buffer.concat(pieces).toString() });
      });
      asking.on("error", reject).end();
    });
  }

  async function sample(name: string): Promise<number> {
    const { text } = await ask();
    const line = text.split("\n").find((line) => line.startsWith(`classchat_${name} `));
    return Number(line?.split(" ").at(-1));
  }

  it("answers on this computer alone, and nowhere unless it was told to [R1]", async () => {
    await open("--metrics-port", "0");
    assert.deepEqual(await ask({ path: "/healthz" }), { status: 200, text: "ok\n" });
    for (const address of lanAddresses()) await assert.rejects(reached(address, port()));
    await mkdir(folder("other"));
    const silent = new Command(["host", "--name", "maths", "--port", "0", "--headless", "--json"], {
      data: folder("other"),
    });
    running.push(silent);
    await eventually(() => assert.match(silent.stdout, /mentor-code/u));
    assert.doesNotMatch(silent.stdout, /watching/u);
  });

  it("takes the port from its file of settings, and says so where it cannot have it [R1]", async () => {
    await open("--metrics-port", "0");
    await mkdir(folder("other"));
    await writeFile(folder("other", "config.json"), JSON.stringify({ "metrics-port": port() }));
    const other = new Command(["host", "--name", "maths", "--port", "0", "--headless"], {
      data: folder("other"),
    });
    const { exitCode, stderr } = await other.ended;
    assert.match(stderr, /^classchat: Port \d+ cannot be used for the metrics: .*--metrics-port/u);
    await assert.rejects(readFile(folder("other", "host", "classchat.log")), { code: "ENOENT" });
    assert.equal(exitCode, 1);
  });

  it("answers no page of a browser that made its name mean this computer, and GET alone [R2]", async () => {
    await open("--metrics-port", "0");
    for (const host of ["127.0.0.1", "localhost:9000", `[::1]:${port()}`, "LOCALHOST"]) {
      assert.equal((await ask({ host })).status, 200, host);
    }
    for (const host of [
      "evil.example",
      "localhost.evil.example",
      "127.0.0.1.nip.io",
      "192.168.1.1",
    ]) {
      assert.equal((await ask({ host })).status, 403, host);
    }
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS", "HEAD"]) {
      assert.equal((await ask({ method })).status, 405, method);
    }
    for (const path of ["/", "/metrics/", "/card", "/../host/key.pem"]) {
      assert.equal((await ask({ path })).status, 404, path);
    }
  });

  it("counts what a class does, names rooms and no people, and tells who came and left [R4] [R5] [R6] [R14]", async () => {
    const room = await open("--metrics-port", "0");
    const anu = new RawClient(room);
    await anu.request("account:register", { user: "Anuradha", email: "anu.k", password });
    await assert.rejects(anu.request("account:signIn", { login: "anu.k", password: "wrong one" }));
    await anu.request("account:signIn", { login: "anu.k", password });
    for (const text of ["a first word", "a second word"]) await say(anu, text);
    await new RawClient({ ...room, id: "otherroomxxx" as OpenRoom["id"] })
      .connected()
      .catch(() => {});

    await eventually(() => {
      const joined = { event: "joined", room: "physics", user: "Anuradha", role: "student" };
      assert.deepEqual(events("joined"), [joined]);
    });
    const expected = {
      rooms: 1,
      'members_online{room="physics",role="student"}': 1,
      'seats{room="physics"}': 1,
      'requests_total{request="account:signIn",outcome="ok"}': 1,
      'requests_total{request="account:signIn",outcome="wrong-password"}': 1,
      'requests_total{request="message:send",outcome="ok"}': 2,
      'messages_stored_total{room="physics"}': 2,
      'handshakes_total{outcome="guest"}': 1,
      'handshakes_total{outcome="other-room"}': 1,
      'faults_total{kind="caught"}': 0,
      'refused_connections_total{reason="gate"}': 0,
    };
    for (const [name, value] of Object.entries(expected)) {
      assert.equal(await sample(name), value, name);
    }
    assert.ok((await sample('deliveries_total{notice="message:new"}')) >= 2);
    assert.ok((await sample("disk_free_bytes")) > 0);
    assert.ok((await sample("process_resident_memory_bytes")) > 10e6);
    assert.ok((await sample('write_seconds_count{of="messages"}')) >= 2);
    await eventually(async () => assert.ok((await sample("event_loop_delay_seconds_count")) > 0));

    const { text } = await ask();
    assert.doesNotMatch(text, /anu|first word|second word|correct horse|127\.0\.0\.1/iu);
    assertIsPrometheusText(text);

    anu.socket.disconnect();
    const left = { event: "left", room: "physics", user: "Anuradha" };
    await eventually(() => assert.deepEqual(events("left"), [left]));
  });

  it("tells of resets that wait, of what is decided, and writes down when it opened and closed [R7] [R14]", async () => {
    const room = await open();
    const guest = new RawClient(room);
    await guest.request("account:register", { user: "anu", email: "anu.k", password });
    await guest.request("account:requestReset", { email: "anu.k" });
    const asked = { event: "reset-request", user: "anu" };
    await eventually(() => assert.deepEqual(events("reset-request"), [asked]));
    const [decided] = events("decided");
    const did = "made a mentor code";
    assert.deepEqual(decided, { event: "decided", room: "physics", by: "the host", did });
    guest.close();
    host.process.kill("SIGTERM");
    await host.ended;
    const log = await readFile(folder("data", "host", "classchat.log"), "utf8");
    const notes = log.trimEnd().split("\n");
    assert.deepEqual(
      notes.map((line) => JSON.parse(line).what),
      ["opened", "closed"],
    );
    for (const { event, ...about } of host.objects) {
      const fields: readonly string[] = hostEvents[event as keyof typeof hostEvents];
      assert.deepEqual(Object.keys(about).toSorted(), fields.toSorted(), String(event));
    }
  });
});

describe("what a host counts", () => {
  it("says why connections were refused or ended, and who was too fast [R6]", async () => {
    const world = new World();
    const counters = new Counters();
    const host = await world.startHost({ counts: counters }, { "per-address": 2 });
    const counted = (name: keyof Counted, label: string) =>
      counters.list(name).find(({ labels: [first] }) => first === label)?.count ?? 0;
    const guest = await world.guest(host).connected();
    const anu = await world.member(host, "anu");
    await assert.rejects(world.guest(host).connected(), { message: "room-full" });
    assert.equal(counted("refused", "no-seat"), 1);
    assert.equal(counted("handshakes", "room-full"), 1);

    guest.socket.io.engine.write("0{}");
    await eventually(() => assert.equal(guest.socket.connected, false));
    assert.equal(counted("refused", "bad-packet"), 1);

    const { burst } = limits.messageRate;
    const saying = Array.from({ length: burst + 2 }, (_, index) => say(anu, `word ${index}`));
    await eventually(() => assert.ok(counted("flood", "held") > 0));
    await Promise.allSettled(saying);
    assert.equal(counted("messages", "physics"), burst + 2);
    await world.end();
  });
});

describe("the disk of a host", () => {
  it("is told once for all rooms when it runs full, and when there is room again [R14]", async () => {
    const world = new World();
    const clock = new FakeClock();
    const news: News[] = [];
    let free = 1;
    const blobs = Object.assign(memoryBlobs(), { freeBytes: async () => free });
    const host = await world.startHost(
      { blobs, clock, onNews: (told) => news.push(told) },
      { names: ["physics", "maths"] },
    );
    await world.register(host, "anu");
    const seats = [await world.signIn(host, "anu"), await world.signIn(host, "anu", "maths")];
    for (const seat of seats) await assert.rejects(say(seat, "hi"), { code: "disk-full" });
    free = 1e12;
    clock.advance(2_000);
    for (const seat of seats) await say(seat, "hi");
    const told = news.filter(({ type }) => type === "disk");
    assert.deepEqual(told, [
      { type: "disk", state: "full" },
      { type: "disk", state: "enough" },
    ]);
    await world.end();
  });
});

describe("the page about running a room", () => {
  it("has each event of a host, with its fields, and no others [R13]", async () => {
    const page = await readFile(new URL("../../../docs/running.md", import.meta.url), "utf8");
    const [, table = ""] = page.split("| Event | Fields |");
    const rows = table.split("\n\n")[0]?.matchAll(/^\| `([\w-]+)` \| ([^|]*) \|/gmu) ?? [];
    const told = Object.fromEntries(
      [...rows].map(([, event = "", fields = ""]) => [
        event,
        [...fields.matchAll(/`(\w+)`/gu)].map(([, field]) => field),
      ]),
    );
    assert.deepEqual(told, hostEvents);
  });
});

function lanAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const outer = all.filter(({ family, internal }) => family === "IPv4" && !internal);
  // Where there is no network, another address of the computer itself is as far away.
  return ["127.0.0.2", ...outer.map(({ address }) => address)];
}

function reached(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: 2_000 }, () => {
      socket.destroy();
      resolve();
    });
    socket.on("error", reject);
    socket.on("timeout", () => socket.destroy(new Error("no answer")));
  });
}

/** The grammar of the text format, each name with its help and type before it, counters with their ending. */
function assertIsPrometheusText(text: string): void {
  const types = new Map<string, string>();
  for (const line of text.trimEnd().split("\n")) {
    const [, name = "", type = ""] = /^# TYPE (classchat_[a-z_]+) (\w+)$/u.exec(line) ?? [];
    if (name) types.set(name, type);
    if (line.startsWith("#")) continue;
    assert.match(
      line,
      /^classchat_[a-z_]+(?:\{\w+="[^"]*"(?:,\w+="[^"]*")*\})? (?:\d|\+Inf)[\d.e+-]*$/u,
    );
    const sample = /^\w+/u.exec(line)?.[0] ?? "";
    assert.ok(types.has(sample) || types.has(sample.replace(/_(?:bucket|sum|count)$/u, "")), line);
  }
  for (const [name, type] of types) assert.equal(name.endsWith("_total"), type === "counter", name);
}
