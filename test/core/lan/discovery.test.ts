import assert from "node:assert/strict";
import { protocolVersion, serviceHost, serviceText } from "@classchat/core";
import {
  type AdvertiserEvent,
  type AdvertiserOptions,
  Finder,
  type FinderOptions,
  type RoomAdvertiser,
  startAdvertiser,
} from "@classchat/core/lan";
import { MdnsSockets } from "@classchat/core/lan/mdns-sockets";
import { Bonjour } from "bonjour-service";
import multicastDns from "multicast-dns";
import {
  type CardServer,
  type CardServerOptions,
  makeKey,
  startCardServer,
} from "../../support/card-server.ts";
import { eventually } from "../../support/eventually.ts";
import { ownMdns } from "../../support/mdns.ts";

describe("discovery on one PC", () => {
  const closers: (() => unknown)[] = [];
  let mdns: { interface: string; mdnsPort: number };

  beforeEach(() => {
    mdns = ownMdns();
  });

  afterEach(async () => {
    await Promise.all(closers.splice(0).map((close) => close()));
  });

  function find(options: FinderOptions = {}): Finder {
    const finder = new Finder({ ...mdns, ...options });
    closers.push(() => finder.close());
    return finder;
  }

  async function serve(options: CardServerOptions = {}): Promise<CardServer> {
    const server = await startCardServer(options);
    closers.push(() => server.kill());
    return server;
  }

  async function advertise(
    server: CardServer,
    options: Partial<AdvertiserOptions> = {},
  ): Promise<RoomAdvertiser> {
    const { card, port, fingerprint } = server;
    const { id, name, title } = card;
    const advertiser = await startAdvertiser({
      id,
      name,
      title,
      port,
      fingerprint,
      probeMs: 20,
      ...mdns,
      ...options,
    });
    closers.push(() => advertiser.stop());
    return advertiser;
  }

  const namesIn = (finder: Finder) => finder.rooms().map(({ name }) => name);
  const seesNothing = (finder: Finder) =>
    eventually(() => assert.deepEqual(finder.rooms(), []), 3_000);
  const sees = (finder: Finder, ...names: string[]) =>
    eventually(() => assert.deepEqual(namesIn(finder), names));

  it("finds a room with all that its card says [D1] [D3]", async () => {
    const server = await serve({ card: { title: "Waves and light" } });
    await advertise(server);
    const finder = find();
    await sees(finder, "physics");
    assert.deepEqual(finder.rooms(), [
      {
        id: "physicsroom2",
        name: "physics",
        title: "Waves and light",
        host: "cc-physicsroom2.local",
        address: "127.0.0.1",
        port: server.port,
        addresses: finder.rooms()[0]?.addresses,
        fingerprint: server.fingerprint,
        mentor: "Ms Rao",
        online: 1,
        version: "0.1.0",
        protocol: protocolVersion,
      },
    ]);
  });

  it("finds a room that opens later, for everyone who looks [D5]", async () => {
    const finders = [find(), find()];
    await advertise(await serve());
    for (const finder of finders) await sees(finder, "physics");
  });

  it("tells what changes in a room [D6]", async () => {
    const server = await serve();
    await advertise(server);
    const finder = find({ checkEveryMs: 20 });
    await sees(finder, "physics");
    const told: (number | undefined)[] = [];
    finder.onChange(() => told.push(finder.rooms()[0]?.online));
    server.card = { ...server.card, online: 7 };
    await eventually(() => assert.ok(told.includes(7)));
  });

  it("drops a room that is killed [D6]", async () => {
    const server = await serve();
    await advertise(server);
    const finder = find();
    await sees(finder, "physics");
    await server.kill();
    await seesNothing(finder);
  });

  it("drops a closed room at its goodbye [D7]", async () => {
    const server = await serve();
    const advertiser = await advertise(server);
    const finder = find();
    await sees(finder, "physics");
    const stopped = performance.now();
    await Promise.all([advertiser.stop(), server.kill()]);
    await seesNothing(finder);
    assert.ok(performance.now() - stopped < 1_000);
  });

  it("keeps a room for which somebody else says goodbye [D7]", async () => {
    const server = await serve();
    await advertise(server);
    const finder = find();
    await sees(finder, "physics");
    const heard = new Promise<void>((resolve) => {
      const listener = listen();
      listener.on("response", ({ answers = [] }) => {
        if (answers.some((record) => record.type === "PTR" && (record.ttl ?? 0) > 0)) resolve();
      });
      listener.respond([
        {
          name: "_classchat._tcp.local",
          type: "PTR",
          ttl: 0,
          data: "physics._classchat._tcp.local",
        },
      ]);
    });
    await heard;
    assert.deepEqual(namesIn(finder), ["physics"]);
  });

  it("finds both of two rooms with one name; one is called (2) on the network [D10]", async () => {
    const first = await advertise(await serve());
    const second = await advertise(await serve({ card: { id: "physicsroom3", mentor: "Mr Abe" } }));
    assert.equal(first.name, "physics");
    assert.equal(second.name, "physics (2)");
    const finder = find();
    await sees(finder, "physics", "physics");
    assert.deepEqual(
      finder.rooms().map(({ mentor }) => mentor),
      ["Mr Abe", "Ms Rao"],
    );
  });

  it("settles a name between two rooms that come up at once, without losing either [D10]", async () => {
    const events: AdvertiserEvent[] = [];
    const onEvent = (event: AdvertiserEvent) => events.push(event);
    const finder = find();
    const rooms = await Promise.all([
      advertise(await serve(), { onEvent }),
      advertise(await serve({ card: { id: "physicsroom3" } }), { onEvent }),
    ]);
    await eventually(() => {
      assert.deepEqual(rooms.map(({ name }) => name).toSorted(), ["physics", "physics (2)"]);
    });
    await sees(finder, "physics", "physics");
  });

  it("takes the key from the handshake, never from what is announced [D4]", async () => {
    const server = await serve();
    await advertise(server, { fingerprint: makeKey().fingerprint });
    const finder = find();
    await sees(finder, "physics");
    assert.equal(finder.rooms()[0]?.fingerprint, server.fingerprint);
  });

  it("lists a room and its impostor apart, each with its own key [D4]", async () => {
    const [room, impostor] = [await serve(), await serve()];
    await advertise(room);
    await advertise(impostor, { name: "physics-too" });
    const finder = find();
    await sees(finder, "physics", "physics");
    assert.deepEqual(
      finder
        .rooms()
        .map(({ fingerprint }) => fingerprint)
        .toSorted(),
      [room.fingerprint, impostor.fingerprint].toSorted(),
    );
  });

  it("does not list what is announced under another room's id [D3]", async () => {
    const server = await serve();
    await advertise(server, { id: "anotherroom2" });
    await advertise(await serve({ card: { id: "chemistryab2", name: "chemistry" } }), {
      name: "chemistry",
    });
    const finder = find();
    await sees(finder, "chemistry");
  });

  it("finds a remembered room where multicast is dead [D11]", async () => {
    const server = await serve();
    const { id } = server.card;
    const finder = find({
      interface: "nosuchinterface",
      remembered: [{ id, addresses: ["127.0.0.1"], port: server.port }],
    });
    await sees(finder, "physics");
    assert.equal(finder.rooms()[0]?.fingerprint, server.fingerprint);
    await server.kill();
    await seesNothing(finder);
  });

  it("does not take another room on a remembered address [D11]", async () => {
    const server = await serve();
    const remembered = [{ id: "anotherroom2", addresses: ["127.0.0.1"], port: server.port }];
    const finder = find({ interface: "nosuchinterface", remembered });
    await eventually(() => assert.ok(server.connections > 0));
    assert.deepEqual(finder.rooms(), []);
  });

  it("never fails a room for want of a network [D12]", async () => {
    const advertiser = await advertise(await serve(), { interface: "nosuchinterface" });
    assert.equal(advertiser.name, "physics");
    assert.deepEqual(advertiser.addresses(), []);
  });

  it("cuts names and titles to what a packet may hold [D2]", async () => {
    const name = "ж".repeat(40);
    const title = "語".repeat(300);
    const server = await serve({ card: { name, title: title.slice(0, 80) } });
    const advertiser = await advertise(server, { name, title });
    assert.ok(Buffer.byteLength(advertiser.name) <= 63);
    await sees(find(), name);
  });

  it("outlives packets of any kind, and still finds rooms [D12]", async () => {
    const finder = find();
    const sender = listen();
    const domain = "evil._classchat._tcp.local";
    const ptr = { name: "_classchat._tcp.local", type: "PTR", ttl: 120, data: domain } as const;
    const srv = (data: { port: number; target: string }) =>
      ({ name: domain, type: "SRV", ttl: 120, data }) as const;
    const txt = (...data: string[]) => ({ name: domain, type: "TXT", ttl: 120, data }) as const;
    const fp = "0".repeat(64);
    for (const answers of [
      [ptr],
      [ptr, srv({ port: 1, target: "x" })],
      [ptr, srv({ port: 0, target: serviceHost("physicsroom2") }), txt("v=1")],
      [ptr, txt("__proto__=1", "=", "v", "id=\u001b[2J")],
      [
        ptr,
        srv({ port: 9, target: serviceHost("physicsroom2") }),
        txt("v=1", "id=physicsroom2", `fp=${fp}`),
      ],
      [
        { ...ptr, data: "" },
        { ...srv({ port: 1, target: "" }), name: "" },
      ],
    ]) {
      sender.respond(answers);
    }
    await advertise(await serve());
    await sees(finder, "physics");
  });

  it("looks to other browsers like any service: port, host, strings, addresses [D1] [D2]", async () => {
    const server = await serve();
    await advertise(server);
    const sockets = new MdnsSockets(mdns);
    const bonjour = new Bonjour(sockets.forLibrary() as object);
    closers.push(() => {
      bonjour.destroy();
      sockets.close();
    });
    const seen: { name: string; host: string; port: number; txt?: unknown }[] = [];
    const browser = bonjour.find({ type: "classchat" }, (service) => seen.push(service));
    await eventually(() => {
      if (seen.length === 0) browser.update();
      assert.equal(seen.length, 1);
    });
    const { id, title } = server.card;
    assert.equal(seen[0]?.name, "physics");
    assert.equal(seen[0]?.host, `cc-${id}.local`);
    assert.equal(seen[0]?.port, server.port);
    assert.deepEqual(
      { ...(seen[0]?.txt as object) },
      serviceText({ protocol: protocolVersion, id, fingerprint: server.fingerprint, title }),
    );
  });

  function listen(): ReturnType<typeof multicastDns> {
    const sockets = new MdnsSockets(mdns);
    const listener = multicastDns(sockets.forLibrary());
    closers.push(() => {
      listener.destroy();
      sockets.close();
    });
    return listener;
  }
});
