import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { limits } from "@classchat/core";
import type { Host } from "@classchat/server";
import type { Refusal } from "@classchat/server/chat/ports";
import { connectionLimits } from "@classchat/server/gateway/connection-limits";
import { Counters } from "@classchat/server/watch/counters";
import { countedRefusals } from "../support/counted-refusals.ts";
import { eventually } from "../support/eventually.ts";
import { FakeClock } from "../support/fake-clock.ts";
import {
  asking,
  getText,
  hear,
  isOver,
  silentTcp,
  silentTls,
  silentWebSocket,
} from "../support/strangers.ts";
import { password, roomNamed, say, World } from "../support/world.ts";

const roomFull = { message: "room-full" };

describe("limits on connections", () => {
  let world: World;
  let strangers: Socket[];
  let counts: Counters;
  beforeEach(() => {
    world = new World();
    counts = new Counters();
    strangers = [];
  });
  afterEach(async () => {
    for (const stranger of strangers) stranger.destroy();
    await world.end();
  });

  async function keep<S extends Socket>(opening: Promise<S>): Promise<S> {
    const socket = await opening;
    strangers.push(socket);
    return socket;
  }

  const counted = (why: Refusal) => countedRefusals(counts, why);
  const portOf = (host: Host) => roomNamed(host, "physics").port;

  it("reset what comes far above them before TLS, and no one else [S11]", async () => {
    const clock = new FakeClock();
    const settings = { "per-address": 5, "max-members": 5 };
    const host = await world.startHost({ clock, counts }, settings);
    const ben = await world.member(host, "ben");
    const { sockets } = connectionLimits({ perAddress: 5, members: 5 });
    const flood = Array.from({ length: 50 }, () => keep(silentTcp(portOf(host))).catch(() => {}));
    await Promise.all(flood);
    const isReset = () => strangers.filter(isOver).length;
    await eventually(() => assert.ok(isReset() >= 50 - sockets.address, `${isReset()} were reset`));
    assert.ok(counted("gate") >= 50 - sockets.address, "and counted");
    const { seq } = await say(ben, "still here");
    assert.equal(seq, 1);
  });

  it("are told in the handshake; a guest who asks nothing gives way, and nobody else [S12] [P23]", async () => {
    const clock = new FakeClock();
    const host = await world.startHost({ clock, counts }, { "per-address": 3 });
    const ben = await world.member(host, "ben");
    const first = await world.guest(host).connected();
    const second = await world.guest(host).connected();
    await assert.rejects(world.guest(host).connected(), roomFull);

    clock.advance(limits.guest.idleMs);
    await assert.rejects(first.request("room:enter", {}), { code: "not-signed-in" });
    const third = await world.guest(host).connected();
    await eventually(() => assert.equal(second.socket.connected, false));
    await assert.rejects(world.guest(host).connected(), roomFull);
    for (const { socket } of [ben, first, third]) assert.equal(socket.connected, true);
    assert.deepEqual([counted("no-seat"), counted("idle-guest")], [2, 1]);
  });

  it("let the first of too many connections of one account give way [S12]", async () => {
    const host = await world.startHost({ counts });
    await world.register(host, "anu");
    const first = world.guest(host);
    const { token } = await first.request("account:signIn", { login: "anu", password });
    const others = [];
    for (let i = 0; i < limits.connectionsPerAccount; i++) {
      others.push(await world.guest(host, "physics", { token }).connected());
    }
    await eventually(() => assert.equal(first.socket.connected, false));
    for (const { socket } of others) assert.equal(socket.connected, true);
    assert.equal(counted("oldest"), 1);
  });

  it("keep so many students in a room, whoever else wants in; mentors come in beside them [S19] [P23]", async () => {
    const host = await world.startHost({}, { "max-members": 2 });
    const [anu, ben] = [await world.member(host, "anu"), await world.member(host, "ben")];
    await assert.rejects(world.member(host, "cyd"), { code: "room-full" });
    const mia = await world.mentor(host, "mia");
    assert.equal((await mia.request("room:enter", {})).present.length, 3);
    await world.signIn(host, "ben");

    anu.close();
    await eventually(async () => {
      const { present } = await mia.request("room:enter", {});
      assert.equal(present.length, 2);
    });
    const cyd = await world.signIn(host, "cyd");
    await assert.rejects(world.signIn(host, "anu"), { code: "room-full" });
    for (const { socket } of [ben, cyd]) assert.equal(socket.connected, true);
  });

  it("hang up on a guest who asks nothing for ten minutes [S13]", async () => {
    const clock = new FakeClock();
    const host = await world.startHost({ clock, counts });
    const ben = await world.member(host, "ben");
    const [idle, typing] = [
      await world.guest(host).connected(),
      await world.guest(host).connected(),
    ];
    clock.advance(limits.guest.longestMs / 2);
    await assert.rejects(typing.request("room:enter", {}), { code: "not-signed-in" });
    clock.advance(limits.guest.longestMs / 2);
    await eventually(() => assert.equal(idle.socket.connected, false));
    for (const { socket } of [ben, typing]) assert.equal(socket.connected, true);
    assert.equal(counted("idle-guest"), 1);
  });

  it("let no connection wait for its next step: TLS, a request, being let in [S13]", async function () {
    this.slow(20_000);
    const host = await world.startHost();
    const ben = await world.member(host, "ben");
    const port = portOf(host);
    await keep(silentTcp(port));
    await keep(silentTls(port));
    await keep(asking(port, "GET /card HTTP/1.1\r\nhost: x\r\nx-slow: "));
    await keep(silentWebSocket(port));
    for (let i = 0; strangers.some((stranger) => !isOver(stranger)); i++) {
      await say(ben, `${i}`);
      await eventually(() => assert.ok(strangers.filter(isOver).length > 0), 15_000);
      strangers = strangers.filter((stranger) => !isOver(stranger));
    }
  });

  it("answer nothing but the card, and that not for ever [S14]", async () => {
    const host = await world.startHost();
    const ben = await world.member(host, "ben");
    const port = portOf(host);
    const answers = async (path: string, expected: RegExp) => {
      const heard = hear(await keep(asking(port, getText(path))));
      await eventually(() => assert.match(heard(), expected));
    };
    await answers("/", /^HTTP\/1.1 404/u);
    await answers("/__proto__", /^HTTP\/1.1 404/u);
    await answers("/socket.io/?EIO=4&transport=polling", /^HTTP\/1.1 400/u);
    const lost = await keep(silentWebSocket(port, "/other"));
    await eventually(() => assert.ok(isOver(lost)));

    const atOnce = await keep(asking(port, getText("/card").repeat(500)));
    await eventually(() => assert.ok(isOver(atOnce)));
    const again = await keep(asking(port, getText("/card").repeat(50)));
    const heard = hear(again);
    await eventually(() => assert.ok(isOver(again)));
    assert.ok(heard().split("HTTP/1.1 200").length <= limits.cardRate.burst + 1);
    await say(ben, "still here");
  });

  it("take a thousand members where the mentor says so [S19]", () => {
    const { seats, sockets } = connectionLimits({ members: 1_000, perAddress: 1_000 });
    assert.ok(seats.all >= 2_000 && sockets.all >= 2 * seats.all);
  });
});
