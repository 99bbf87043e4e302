import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { errors, type RequestName, requests } from "@classchat/core";
import type { Host } from "@classchat/server";
import { openNedbStore } from "@classchat/server/adapters/nedb-store";
import { eventually } from "../support/eventually.ts";
import { type ForgersRoom, openForgersRoom } from "../support/forgers-room.ts";
import type { RawClient } from "../support/raw-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { say, World } from "../support/world.ts";

const names = Object.keys(requests) as RequestName[];
const requestsOf = (access: string) => names.filter((name) => requests[name].access === access);

/** Stands for an array in an array in an array …, which `JSON.stringify` could not write. */
const deepArray = "sixty arrays deep";
const deepJson = "[".repeat(60) + "]".repeat(60);

/** What a curious student might send in place of what is asked for. */
const hostileValues: unknown[] = [
  null,
  undefined,
  true,
  -1,
  Number.MAX_VALUE,
  "",
  "\u2028\u2029\u0085",
  "nul\u0000",
  "\ud800",
  "__proto__",
  "constructor",
  "toString",
  "x".repeat(20_000),
  { $gt: "" },
  { $ne: null },
  JSON.parse('{"__proto__":{"role":"mentor"}}'),
  { constructor: { prototype: { role: "mentor" } } },
  deepArray,
  Array(1_000).fill("x"),
];

/** What the client library would never put on the wire. */
const brokenPackets = [
  "9",
  "2{",
  "2[]",
  "2[null]",
  "2[{}]",
  '2["error",{}]',
  '2["disconnect"]',
  '2["connection",{}]',
  "2/other,[1]",
  "4{}",
  '51-["x",{"_placeholder":true,"num":9}]',
  `2${"1".repeat(400)}["message:send"]`,
  "",
];

describe("requests", () => {
  const folder = temporaryFolder();
  let world: World;
  let host: Host;
  beforeEach(async () => {
    world = new World();
    host = await world.startHost();
  });
  afterEach(() => world.end());

  for (const name of [...requestsOf("member"), ...requestsOf("mentor")]) {
    it(`refuse ${name} to guests [P3]`, async () => {
      const guest = world.guest(host);
      await assert.rejects(guest.request(name, validInput(name)), { code: "not-signed-in" });
    });
  }

  for (const name of names) {
    it(`survive anything in every field of ${name} [P2]`, async () => {
      const mia = await world.mentor(host, "mia");
      const before = await say(mia, "before");

      for (const input of hostileInputs(name)) await expectAnswer(mia, name, input);

      if (name === "account:signOut") return;
      const after = await say(mia, "after");
      const { messages } = await mia.request("message:after", { after: before.seq - 1 });
      assert.deepEqual(messages.at(0), before);
      assert.deepEqual(messages.at(-1), after);
      messages.forEach(({ seq }, i) => {
        assert.equal(seq, before.seq + i);
      });
    });
  }

  it("leave a history that is whole after a restart, whatever they carried [P2] [H2]", async () => {
    const first = await world.startHost({ store: await openNedbStore(folder()) });
    await world.register(first, "anu");
    // A connection for each, within the rate of its packets.
    for (const name of names) {
      const client = await world.signIn(first, "anu");
      for (const input of hostileInputs(name)) await expectAnswer(client, name, input);
      client.close();
    }
    const anu = await world.signIn(first, "anu");
    const last = await say(anu, "the last word");
    const before = await anu.request("message:after", { after: 0 });
    await first.close();

    const second = await world.startHost({ store: await openNedbStore(folder()) });
    const back = await world.signIn(second, "anu");
    const after = await back.request("message:after", { after: 0 });
    assert.deepEqual(after, before);
    assert.deepEqual(after.messages.at(-1), last);
  });

  it("are carried out when no answer is asked for, and unknown ones are ignored [P10]", async () => {
    const [anu, ben] = [await world.member(host, "anu"), await world.member(host, "ben")];
    anu.socket.emit("no:such", {});
    anu.socket.emit("__proto__", {});
    anu.socket.emit("message:send");
    anu.socket.emit("message:send", null, "no function");
    anu.socket.emit("message:send", { id: randomUUID(), text: "heard" });
    await eventually(() => assert.deepEqual(ben.texts(), ["heard"]));
  });

  it("leave the others in peace when they break the rules of socket.io itself [P2]", async () => {
    const ben = await world.member(host, "ben");
    for (const [i, packet] of brokenPackets.entries()) {
      const anu = await world.member(host, `anu${i}`);
      anu.socket.io.engine.write(packet);
      anu.close();
      await say(ben, `after ${packet}`);
    }
    assert.equal(ben.socket.connected, true);
  });

  it("say which field is to blame, and why where there is a reason to tell [P2]", async () => {
    const guest = world.guest(host);
    const input = { user: "anu", email: "anu@school.edu", password: "correct horse" };
    await assert.rejects(guest.request("account:register", input), {
      code: "email-at",
      field: "email",
    });
  });
});

describe("requests for mentors", () => {
  // One room for all of them: what nobody may do leaves it as it is.
  let room: ForgersRoom | undefined;
  after(() => room?.world.end());
  const folder = temporaryFolder();
  beforeEach(async () => {
    room ??= await openForgersRoom(folder);
    // The audit log counts forgeries by the minute.
    room.clock.advance(60_000);
    room.audit.lines.length = 0;
  });

  for (const name of requestsOf("mentor")) {
    it(`refuse ${name} to all others, who change nothing and are put on record [P4] [P18] [O15]`, async () => {
      assert.ok(room);
      const { forgers, audit, witness } = room;
      const before = await witness();
      for (const { client, code } of forgers) {
        for (const input of forgedInputs(name)) {
          await assert.rejects(client.request(name, input), { code });
        }
      }
      assert.deepEqual(await witness(), before);
      const lines = forgers.flatMap(({ as }) =>
        [...forgedInputs(name)].map(() => `physics: ${as} tried it: not a mentor (${name})`),
      );
      const told = audit.lines.map((line) =>
        line.replace(/tried to .+ and was refused/u, "tried it"),
      );
      assert.deepEqual(told, lines);
    });
  }
});

async function expectAnswer(client: RawClient, name: RequestName, input: unknown): Promise<void> {
  try {
    const json = JSON.stringify(input ?? null).replaceAll(JSON.stringify(deepArray), deepJson);
    await client.requestJson(name, json);
  } catch (error) {
    const { code } = error as { code?: string };
    assert.ok(code && code in errors && code !== "internal", `${name}: ${String(error)}`);
  }
}

/** The input once as each hostile value, then with each field replaced by each of them. */
function* hostileInputs(name: RequestName): Generator<unknown> {
  // Signing out would end the client that tries the rest.
  if (name === "account:signOut") return;
  const valid = validInput(name) as Record<string, unknown>;
  for (const hostile of hostileValues) {
    yield hostile;
    for (const field of fieldsOf(name)) yield { ...valid, [field]: hostile };
  }
}

/** About somebody who is here, about somebody who is banned, with all that a forger might claim to be. */
function* forgedInputs(name: RequestName): Generator<unknown> {
  const valid = validInput(name) as object;
  const claims = { role: "mentor", isMentor: true, access: "mentor", seat: { role: "mentor" } };
  const ofAll = "upTo" in valid ? { upTo: 1 } : {};
  for (const user of "user" in valid ? ["ben", "eve"] : [undefined]) {
    const forged = { ...valid, ...ofAll, ...(user === undefined ? {} : { user }) };
    yield forged;
    const json = JSON.stringify({ ...forged, ...claims });
    yield JSON.parse(`${json.slice(0, -1)},"__proto__":${JSON.stringify(claims)}}`);
  }
}

function fieldsOf(name: RequestName): string[] {
  const { input } = requests[name];
  return "shape" in input ? Object.keys(input.shape) : [];
}

function validInput(name: RequestName): unknown {
  const inputs: Record<RequestName, unknown> = {
    "account:register": { user: "zoe", email: "zoe", password: "correct horse" },
    "account:signIn": { login: "nobody", password: "x" },
    "account:signOut": {},
    "account:issueMentorCode": {},
    "room:enter": {},
    "message:send": { id: randomUUID(), text: "hello" },
    "message:after": { after: 0 },
    "message:before": {},
    "message:markRead": { seq: 1 },
    "message:delete": { seq: 1 },
    "file:offer": { id: randomUUID(), name: "a.txt", size: 1 },
    "file:fetch": { file: "a".repeat(26) },
    "file:cancel": { file: "a".repeat(26) },
    "file:list": {},
    "account:requestReset": { email: "e.zoe" },
    "account:reset": { email: "e.zoe", resetCode: "123456", password: "correct horse" },
    "account:issueResetCode": { user: "zoe" },
    "account:unlock": { user: "zoe" },
    "room:typing": {},
    "room:setQuiet": { quiet: true, forMs: 60_000 },
    "room:announce": { text: "hello" },
    "room:measureClear": {},
    "room:clear": { upTo: 0 },
    "member:mute": { user: "zoe", forMs: 60_000 },
    "member:unmute": { user: "zoe" },
    "member:kick": { user: "zoe" },
    "member:ban": { user: "zoe" },
    "member:unban": { user: "zoe" },
    "member:promote": { user: "zoe" },
    "member:demote": { user: "zoe" },
    "doubt:ask": { id: randomUUID(), text: "why?" },
    "doubt:answer": { id: randomUUID(), user: "zoe", text: "so" },
  };
  return inputs[name];
}
