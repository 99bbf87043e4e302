import assert from "node:assert/strict";
import { type RoomAdvertiser, roomCode, startAdvertiser } from "@classchat/core/lan";
import { Command, mdnsEnvironment, type Outcome } from "../support/command.ts";
import { eventually } from "../support/eventually.ts";
import { FakeHost } from "../support/fake-host.ts";
import { ownMdns } from "../support/mdns.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const ids = ["aaaaaaaaaaaa", "bbbbbbbbbbbb"] as const;

describe("ROOM on a network with mDNS", () => {
  const folder = temporaryFolder();
  const network = ownMdns();
  const hosts: FakeHost[] = [];
  const advertisers: RoomAdvertiser[] = [];
  afterEach(async () => {
    await Promise.all(advertisers.splice(0).map((advertiser) => advertiser.stop()));
    await Promise.all(hosts.splice(0).map((host) => host.stop()));
  });

  async function open(id: string, port = 0): Promise<FakeHost> {
    const host = new FakeHost(folder(id), id);
    await host.listen(port);
    hosts.push(host);
    advertisers.push(await announce(host));
    return host;
  }

  function announce({ id, port, fingerprint }: FakeHost): Promise<RoomAdvertiser> {
    const room = { id, name: "physics", title: "", port, fingerprint };
    return startAdvertiser({ ...room, probeMs: 20, ...network });
  }

  function start(...args: string[]): Command {
    const env = { CLASSCHAT_PASSWORD: "correct horse", ...mdnsEnvironment(network) };
    return new Command(args, { data: folder("client"), env });
  }

  function send(room: string, ...flags: string[]): Promise<Outcome> {
    return start("send", room, "hi", "--as", "ana", ...flags).finish();
  }

  it("says which interfaces there are where the one to use is not, and goes on [C67]", async () => {
    const env = { CLASSCHAT_INTERFACE: "nowhere0" };
    const rooms = new Command(["rooms", "--wait", "1"], { data: folder("client"), env });
    const { exitCode, stdout, stderr } = await rooms.finish();
    assert.deepEqual([exitCode, stdout], [0, ""]);
    assert.match(
      stderr,
      /^classchat: this computer has no network interface nowhere0 now \(it has .*\n$/u,
    );
  });

  it("is asked for more where two have one name, and is the known one afterwards [C5]", async () => {
    const [first, second] = await Promise.all([open(ids[0]), open(ids[1])]);
    const doubtful = await send("physics");
    assert.equal(doubtful.exitCode, 2);
    for (const { port, fingerprint } of [first, second]) {
      assert.ok(doubtful.stderr.includes(`:${port}, ${await roomCode(fingerprint)}`));
    }
    assert.equal((await send("bbbb")).stdout, "1\n");
    assert.equal((await send("Physics")).stdout, "2\n");
    assert.equal((await send(await roomCode(first.fingerprint))).stdout, "1\n");
  });

  it("is refused by name where only a stranger bears it [C6]", async () => {
    const known = await open(ids[0]);
    assert.equal((await send("physics")).stdout, "1\n");
    await advertisers.pop()?.stop();
    await known.stop();
    const stranger = await open(ids[1]);
    const refusal = await send("physics");
    assert.match(
      refusal.stderr,
      /key is not the one known .* give its address, its id or --code\n$/u,
    );
    assert.deepEqual([refusal.exitCode, stranger.handshakes], [1, []]);
    const code = await roomCode(stranger.fingerprint);
    assert.equal((await send("physics", "--code", code)).stdout, "1\n");
  });

  it("is followed when its host comes back elsewhere [C15]", async () => {
    const host = await open(ids[0]);
    const join = start("join", "physics", "--as", "ana", "--json");
    await eventually(() => assert.match(join.stdout, /"state"/u));
    await advertisers.pop()?.stop();
    await host.stop();
    host.keep("while away");
    await host.listen();
    advertisers.push(await announce(host));
    await eventually(() => assert.match(join.stdout, /while away/u));
    assert.equal((await join.finish()).exitCode, 0);
  });
});
