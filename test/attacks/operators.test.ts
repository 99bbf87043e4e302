import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import {
  protocolVersion,
  type RequestName,
  requests,
  type TransferRequestName,
  transferPath,
  transferRequests,
} from "@classchat/core";
import type { Host } from "@classchat/server";
import { openNedbStore } from "@classchat/server/adapters/nedb-store";
import { io } from "socket.io-client";
import { ask, FileLines, offerOf } from "../support/file-lines.ts";
import { everyByte } from "../support/forgers-room.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { password, roomNamed, say, World } from "../support/world.ts";

/** In place of a text or a number: what a store would take for a question, and what a program for its own parts. */
const operators = [
  '{"$gt":""}',
  '{"$ne":null}',
  '{"$exists":true}',
  '{"$nin":[]}',
  '{"$regex":".*"}',
  '{"$where":"true"}',
  '{"$or":[{"user":"ben"}]}',
  '{"$set":{"role":"mentor"}}',
  '[{"$gt":""}]',
  '["ben"]',
  '[["ben"]]',
  '{"__proto__":{"role":"mentor"}}',
  '{"constructor":{"prototype":{"role":"mentor"}}}',
  '{"toString":"ben","valueOf":"ben","length":3}',
];

const honest: Partial<Record<RequestName, object>> = {
  "account:register": { user: "eve", email: "eve", password },
  "account:signIn": { login: "ben", password },
  "account:reset": { email: "e.ben", resetCode: "123456", password },
  "message:send": { id: randomUUID(), text: "hello" },
  "file:offer": { id: randomUUID(), name: "a.txt", size: 1 },
  "doubt:ask": { id: randomUUID(), text: "why?" },
  "doubt:answer": { id: randomUUID(), user: "ben", text: "so" },
  "member:mute": { user: "ben", forMs: 60_000 },
  "room:setQuiet": { quiet: true, forMs: 60_000 },
};

const piece = Buffer.from("a piece");
const honestTransfers: Record<TransferRequestName, object> = {
  "upload:chunk": { offset: 0, bytes: piece },
  "upload:finish": { sha256: "0".repeat(64) },
  "download:start": { offset: 0 },
};

describe("operators and the keys of prototypes", () => {
  const folder = temporaryFolder();
  const lines = new FileLines();
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  afterEach(async () => {
    lines.close();
    await world.end();
  });

  const open = async () => world.startHost({ store: await openNedbStore(folder()) });

  it("match nothing and change nothing, in any field of any request, whoever asks [S29]", async () => {
    const host = await open();
    await say(await world.member(host, "ben"), "a message");
    await world.register(host, "mia", await host.issueMentorCode());
    const clients = await Promise.all(Array.from({ length: 8 }, () => world.signIn(host, "mia")));
    const before = await everyByte(folder());

    // In turn, within the rate of the packets of each.
    for (const [i, [name, input]] of [...allForged()].entries()) {
      const asked = clients[i % clients.length]?.requestJson(name, input);
      await assert.rejects(asked ?? Promise.resolve(), isRefusal, `${name} ${input}`);
    }
    for (const client of clients) client.close();
    assert.deepEqual(await everyByte(folder()), before);
    await expectSameAfterRestart(host);
  });

  async function expectSameAfterRestart(host: Host): Promise<void> {
    const mia = await world.signIn(host, "mia");
    const seen = async (client: typeof mia) => [
      (await client.request("room:enter", {})).me,
      await client.request("message:after", { after: 0 }),
    ];
    const before = await seen(mia);
    await host.close();
    assert.deepEqual(await seen(await world.signIn(await open(), "mia")), before);
    assert.equal(({} as { role?: string }).role, undefined);
  }

  it("end the transfer of a file in whose fields they stand [S29]", async () => {
    const host = await world.startHost();
    const mia = await world.mentor(host, "mia");
    const { file } = await lines.handIn(host, mia, piece);
    for (const [name, field, operator] of allForgedTransfers()) {
      const { ticket } = await (transferRequests[name].ticket === "upload"
        ? mia.request("file:offer", offerOf(piece))
        : mia.request("file:fetch", { file: file?.id }));
      const line = await lines.lineTo(host, ticket);
      const input = { ...honestTransfers[name], [field]: JSON.parse(operator) };
      const what = `${name} ${field} ${operator}`;
      await assert.rejects(ask(line, name, input), { code: "bad-input" }, what);
    }
    assert.deepEqual(await lines.fetch(host, mia, file?.id ?? ""), piece);
  });

  it("let nobody in, at no door [S29]", async () => {
    const host = await open();
    await world.member(host, "ben");
    const { id, port } = roomNamed(host, "physics");
    for (const operator of operators) {
      const forged: unknown = JSON.parse(operator);
      const chat = { protocol: protocolVersion, room: id, token: forged };
      await assert.rejects(world.guest(host, "physics", chat).connected(), /bad-input/u);
      await assert.rejects(transfer(port, { protocol: protocolVersion, room: id, ticket: forged }));
    }
  });
});

function* allForged(): Generator<[RequestName, string]> {
  for (const name of Object.keys(requests) as RequestName[]) {
    for (const input of forged(name)) yield [name, input];
  }
}

/** An honest request with each of its fields replaced by each of them. */
function* forged(name: RequestName): Generator<string> {
  for (const field of fieldsOf(name)) {
    const others = Object.entries(honest[name] ?? {}).filter(([other]) => other !== field);
    const written = others.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
    for (const operator of operators) {
      yield `{${[...written, `${JSON.stringify(field)}:${operator}`].join(",")}}`;
    }
  }
}

function* allForgedTransfers(): Generator<[TransferRequestName, field: string, operator: string]> {
  for (const name of Object.keys(transferRequests) as TransferRequestName[]) {
    for (const field of Object.keys(transferRequests[name].input.shape)) {
      for (const operator of operators) yield [name, field, operator];
    }
  }
}

function fieldsOf(name: RequestName): string[] {
  const { input } = requests[name];
  return "shape" in input ? Object.keys(input.shape) : [];
}

function isRefusal(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code !== undefined && code !== "internal";
}

function transfer(port: number, auth: Record<string, unknown>): Promise<void> {
  const line = io(`https://127.0.0.1:${port}`, {
    ...{ path: transferPath, auth, transports: ["websocket"], rejectUnauthorized: false },
    ...{ reconnection: false, forceNew: true },
  });
  return new Promise<void>((resolve, reject) => {
    line.once("connect", resolve);
    line.once("connect_error", reject);
  }).finally(() => line.disconnect());
}
