import assert from "node:assert/strict";
import { limits } from "@classchat/core";
import type { Host } from "@classchat/server";
import { eventually } from "../support/eventually.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { GatedHasher } from "../support/gated-hasher.ts";
import type { RawClient } from "../support/raw-client.ts";
import { password, say, World } from "../support/world.ts";

describe("a class that signs in at once", () => {
  const inLine = 200;
  const { everyMs, atOnce: toldAtOnce } = limits.places;
  let world: World;
  let clock: FakeClock;
  let hasher: GatedHasher;
  let host: Host;

  beforeEach(async () => {
    world = new World();
    [clock, hasher] = [new FakeClock(), new GatedHasher()];
    host = await world.startHost({ hasher, clock });
  });
  afterEach(async () => {
    hasher.open();
    await world.end();
  });

  /** So many who registered and are not signed in yet. */
  function pupils(count: number): Promise<RawClient[]> {
    const names = Array.from({ length: count }, (_, i) => `pupil-${i}`);
    return Promise.all(
      names.map(async (user) => {
        const client = world.guest(host);
        await client.request("account:register", { user, email: user, password });
        return client;
      }),
    );
  }

  const signIn = (client: RawClient, index: number) =>
    client.request("account:signIn", { login: `pupil-${index}`, password });
  const placesOf = (client: RawClient) =>
    client.heard("account:waiting").map(({ before }) => before);
  const waiting = (count: number) =>
    eventually(() => assert.equal(host.passwordsWaiting, count, "in line"));

  it("comes in one after the other, nobody is refused, and the chat goes on [A19] [P27]", async function () {
    this.slow(20_000).timeout(60_000);
    const [mia, ben] = [await world.mentor(host, "mia"), await world.member(host, "ben")];
    const clients = await pupils(inLine);
    hasher.close();
    const outcomes = Promise.all(clients.map(signIn));
    await waiting(inLine - limits.passwordHashesAtOnce);

    await say(ben, "is anybody there?");
    await eventually(() => assert.deepEqual(mia.texts(), ["is anybody there?"]));

    clock.advance(everyMs);
    hasher.letOne();
    await eventually(() => assert.equal(clients.flatMap(placesOf).length, toldAtOnce));
    const places = clients.flatMap(placesOf);
    assert.equal(new Set(places).size, toldAtOnce, "each has a place of its own");
    assert.ok(places.every((before) => before >= 2 && before < inLine));
    for (let i = 0; i < inLine / 2; i++) {
      hasher.letOne();
      await waiting(inLine - limits.passwordHashesAtOnce - i - 2);
    }
    assert.ok(
      clients.every((client) => placesOf(client).length <= 1),
      "once a second at most",
    );

    hasher.open();
    assert.equal((await outcomes).length, inLine);
    assert.equal(hasher.most, limits.passwordHashesAtOnce);
    for (const other of [mia, ben]) assert.deepEqual(placesOf(other), []);
  });

  it("is passed over where somebody hangs up, and nothing is hashed for them [A21]", async () => {
    const clients = await pupils(5);
    hasher.close();
    const outcomes = Promise.allSettled(clients.map(signIn));
    await waiting(3);
    clients.at(-1)?.close();
    await waiting(2);
    hasher.open();
    await outcomes;
    assert.equal(hasher.verified, 4);
  });

  it("keeps its seats while it waits, though it asks nothing meanwhile", async () => {
    const settings = { names: ["physics"], "per-address": 6 };
    host = await world.startHost({ hasher, clock }, settings);
    const clients = await pupils(6);
    const [first, ...others] = clients;
    if (first) await signIn(first, 0);
    hasher.close();
    const outcomes = Promise.allSettled(others.map((client, i) => signIn(client, i + 1)));
    await waiting(3);
    clock.advance(limits.guest.idleMs);
    hasher.letOne();
    const told = () => others.filter((client) => placesOf(client).length > 0);
    await eventually(() => assert.equal(told().length, 2));
    await world.guest(host).connected();
    hasher.open();
    await outcomes;
    assert.ok(told().every(({ socket }) => socket.connected));
  });

  it("comes back with its tokens without a line, for they are not hashed [A22]", async () => {
    const clients = await pupils(10);
    const tokens = await Promise.all(clients.map(signIn));
    const { verified, hashed } = hasher;
    hasher.close();
    for (const { token } of tokens) {
      const back = await world.guest(host, "physics", { token }).connected();
      await back.request("room:enter", {});
    }
    assert.deepEqual([hasher.verified, hasher.hashed], [verified, hashed]);
  });
});
