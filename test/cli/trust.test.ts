import assert from "node:assert/strict";
import { chmod, readdir, stat, writeFile } from "node:fs/promises";
import { withFileLock } from "classchat/client/file-lock";
import { hostsOfName, hostsOfReference, KnownHosts } from "classchat/client/known-hosts";
import { type FoundRoom, type Lan, realLan } from "classchat/client/lan";
import { parseRoomReference } from "classchat/client/room-reference";
import { borrowsKnownName, findRooms } from "classchat/client/rooms";
import { type Candidate, type KnownHost, trustOf } from "classchat/client/trust";
import { temporaryFolder } from "../support/temporary-folder.ts";

const [ours, theirs] = ["a".repeat(64), "b".repeat(64)];
const [physics, maths] = ["physics22222", "maths2222222"];

const known: KnownHost = {
  fingerprint: ours,
  verified: false,
  rooms: [
    {
      ...{ id: physics, name: "physics", title: "", port: 4242, lastSeenAt: 0 },
      addresses: ["10.0.0.1"],
    },
  ],
};

function answers(more: Partial<Candidate> = {}): Candidate {
  const name = "physics";
  return { id: physics, fingerprint: ours, name, address: "10.0.0.1", port: 4242, ...more };
}

function trust(candidate: Candidate, others: Candidate[] = []): string {
  return trustOf(candidate, [known], [candidate, ...others]);
}

describe("trust", () => {
  it("knows a remembered room under its key, wherever it is [C1]", () => {
    assert.equal(trust(answers()), "known");
    assert.equal(trust(answers({ address: "10.0.0.9", port: 4245 })), "known");
  });

  it("sees a changed key under a remembered room's id [C2]", () => {
    assert.equal(trust(answers({ fingerprint: theirs, address: "10.0.0.9" })), "changed");
  });

  it("knows another room of a known host [C1]", () => {
    assert.equal(trust(answers({ id: maths, port: 4243 })), "known");
  });

  it("sees a changed key at the address of a remembered room that is nowhere else [C3]", () => {
    const stranger = answers({ id: maths, fingerprint: theirs });
    assert.equal(trust(stranger), "changed");
    assert.equal(trust(stranger, [answers({ address: "10.0.0.9" })]), "new");
  });

  it("takes a room of another name for new, whoever had its address before [C3]", () => {
    assert.equal(trust(answers({ id: maths, fingerprint: theirs, name: "maths" })), "new");
  });

  it("takes all others for new [C4]", () => {
    const stranger = answers({ id: maths, fingerprint: theirs, address: "10.0.0.7" });
    assert.equal(trust(stranger), "new");
    assert.equal(trust({ ...stranger, address: "10.0.0.1", port: 4243 }), "new");
  });
});

describe("finding a room", () => {
  const room = (more: Partial<FoundRoom>): FoundRoom => ({
    ...{ id: physics, name: "physics", title: "", host: "", address: "10.0.0.1", port: 4242 },
    ...{ addresses: [], fingerprint: ours, mentor: null, online: 0, version: "", protocol: 1 },
    ...more,
  });
  const impostor = room({ id: maths, fingerprint: theirs, address: "10.0.0.7" });

  function lanWith(rooms: FoundRoom[]): Lan {
    const finder = { rooms: () => rooms, onChange: () => () => {}, query() {}, close() {} };
    return { ...realLan, find: () => finder };
  }

  async function find(text: string, rooms: FoundRoom[], hosts = [known]): Promise<FoundRoom[]> {
    const reference = parseRoomReference(text, realLan.isCode);
    const times = { patienceMs: 20, graceMs: 10 };
    return findRooms(reference, { lan: lanWith(rooms), hosts, ...times });
  }

  it("goes by name, whatever its case, and prefers the known one [C5]", async () => {
    const found = await find("Physics", [impostor, room({})]);
    assert.deepEqual(
      found.map(({ fingerprint }) => fingerprint),
      [ours],
    );
  });

  it("gives all of one name where none is known", async () => {
    assert.equal((await find("physics", [impostor, room({})], [])).length, 2);
  });

  it("goes by the beginning of an id", async () => {
    assert.equal((await find("math", [impostor]))[0]?.id, maths);
    await assert.rejects(find("mat", [impostor]), { code: "not-found" });
  });

  it("goes by the room code, which fits one key only", async () => {
    const code = await realLan.code(theirs);
    const found = await find(code, [room({}), impostor]);
    assert.deepEqual(
      found.map(({ id }) => id),
      [maths],
    );
  });

  it("gives all rooms that a code fits, for the rooms of a host share it [C5]", async () => {
    const second = room({ id: maths, name: "maths", port: 4243 });
    const found = await find(await realLan.code(ours), [room({}), second]);
    assert.deepEqual(
      found.map(({ id }) => id),
      [physics, maths],
    );
  });

  it("gives all known rooms of one name, for none of them is meant more [C5]", async () => {
    const rooms = known.rooms.map((room) => ({ ...room, id: maths }));
    const namesake: KnownHost = { ...known, fingerprint: theirs, rooms };
    assert.equal((await find("physics", [room({}), impostor], [known, namesake])).length, 2);
  });

  it("sees a room that comes up while the code is checked for others", async () => {
    const rooms = [room({})];
    let tell = () => {};
    const onChange = (listener: () => void) => {
      tell = listener;
      return () => {};
    };
    const lan: Lan = {
      ...realLan,
      find: () => ({ ...lanWith(rooms).find([]), onChange }),
      async codeFits(_, fingerprint) {
        rooms[1] = impostor;
        tell();
        return fingerprint === theirs;
      },
    };
    const patient = { lan, hosts: [], patienceMs: 60_000, graceMs: 10 };
    const found = await findRooms({ kind: "code", words: "" }, patient);
    assert.equal(found[0]?.id, maths);
  });

  it("says that nothing answers", async () => {
    await assert.rejects(find("chemistry", [room({})]), { code: "not-found" });
  });

  it("suspects a stranger under a known name, unless it is named by what it cannot borrow [C6]", async () => {
    const [found] = await find("physics", [impostor]);
    assert.ok(found);
    const listed = { ...found, trust: "new" as const };
    const suspected = (text: string) =>
      borrowsKnownName(listed, parseRoomReference(text, realLan.isCode), [known]);
    assert.equal(suspected("physics"), true);
    assert.equal(suspected(maths), false);
    assert.equal(suspected("10.0.0.7"), false);
  });
});

describe("a room reference", () => {
  const read = (text: string) => parseRoomReference(text, realLan.isCode);

  it("is an address with or without a port", () => {
    const address = (address: string, port?: number) => ({ kind: "address", address, port });
    assert.deepEqual(read("192.168.1.20"), address("192.168.1.20"));
    assert.deepEqual(read("192.168.1.20:4242"), address("192.168.1.20", 4242));
    assert.deepEqual(read("fe80::1"), address("fe80::1"));
    assert.deepEqual(read("[fe80::1]:4242"), address("fe80::1", 4242));
    assert.deepEqual(read("[fe80::1]"), address("fe80::1"));
  });

  it("is the four words of a room code", async () => {
    const code = await realLan.code(ours);
    assert.deepEqual(read(code), { kind: "code", words: code });
  });

  it("is a name otherwise", () => {
    for (const text of ["physics", "12a", "1.2.3", "1.2.3.4:99999", "year 9", "maple-otter"]) {
      assert.deepEqual(read(text), { kind: "name", text });
    }
  });
});

describe("known hosts", () => {
  const folder = temporaryFolder();
  const open = (onDamaged: (keptAs: string) => void = assert.fail) =>
    new KnownHosts(folder("client"), onDamaged, () => 7);
  const [room] = known.rooms;
  assert.ok(room);
  const seen = { ...room, fingerprint: ours };

  it("are remembered for the next run, readable by their owner alone", async () => {
    await open().remember(seen);
    assert.deepEqual(await open().list(), [{ ...known, rooms: [{ ...room, lastSeenAt: 7 }] }]);
    if (process.platform === "win32") return;
    assert.equal((await stat(folder("client"))).mode & 0o777, 0o700);
    assert.equal((await stat(folder("client", "known-hosts.json"))).mode & 0o777, 0o600);
  });

  it("stay verified once their code was typed", async () => {
    await open().remember(seen);
    assert.equal(await open().isVerified(ours), false);
    await open().verify(ours);
    await open().remember({ ...seen, addresses: ["10.0.0.9"] });
    assert.equal(await open().isVerified(ours), true);
  });

  it("lose nothing when several write at once [C9]", async () => {
    const ids = Array.from({ length: 20 }, (_, n) => `room${String.fromCharCode(97 + n)}2222222`);
    await Promise.all(ids.map((id) => open().remember({ ...seen, id })));
    const [host] = await open().list();
    assert.deepEqual(host?.rooms.map(({ id }) => id).sort(), ids);
  });

  it("go on without a damaged file, which is kept [C9]", async () => {
    await open().remember(seen);
    await writeFile(folder("client", "known-hosts.json"), '{"hosts":[{"fing');
    const keptAs: string[] = [];
    assert.deepEqual(await open((path) => keptAs.push(path)).list(), []);
    assert.equal(keptAs.length, 1);
    const left = await readdir(folder("client"));
    assert.deepEqual(
      left.map((name) => name.endsWith(".damaged")),
      [true],
    );
  });

  it("are written under a lock, which is taken over from a process that was killed", async () => {
    const file = folder("client", "known-hosts.json");
    await open().remember(seen);
    await writeFile(`${file}.lock`, "left behind");
    const verified = open().verify(ours);
    await withFileLock(file, async () => {}, { patienceMs: 50 });
    await verified;
    assert.equal(await open().isVerified(ours), true);
  });

  it("are forgotten by name, id or address, and only they", async () => {
    const fits = async () => false;
    for (const text of ["physics", "phys", "10.0.0.1", "10.0.0.1:4242"]) {
      const reference = parseRoomReference(text, realLan.isCode);
      assert.deepEqual(await hostsOfReference(reference, [known], fits), [known], text);
    }
    for (const text of ["maths", "10.0.0.1:1", "10.0.0.2"]) {
      const reference = parseRoomReference(text, realLan.isCode);
      assert.deepEqual(await hostsOfReference(reference, [known], fits), [], text);
    }
    assert.deepEqual(hostsOfName("PHYSICS", [known]), [known]);
    await open().remember(seen);
    await open().remember({ ...seen, fingerprint: theirs, id: maths });
    await open().forget(ours);
    assert.deepEqual(
      (await open().list()).map(({ fingerprint }) => fingerprint),
      [theirs],
    );
  });

  it("say so when they cannot be kept", async function () {
    if (process.getuid?.() === 0 || process.platform === "win32") this.skip();
    await open().remember(seen);
    await chmod(folder("client"), 0o500);
    await assert.rejects(open().verify(ours), { code: "EACCES" });
    await chmod(folder("client"), 0o700);
  });
});
