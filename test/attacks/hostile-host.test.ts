import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { Command } from "../support/command.ts";
import { eventually } from "../support/eventually.ts";
import { FakeHost } from "../support/fake-host.ts";
import { HostileHost, type Hostility } from "../support/hostile-host.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { password } from "../support/world.ts";

const open = { sid: "s", upgrades: [], pingInterval: 10_000, pingTimeout: 8_000 };
const opened = (change: object) => [`0${JSON.stringify({ ...open, ...change })}`];
const deep = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
const answer = (packets: (ackId: string) => (string | Buffer)[]): Hostility => ({
  answers: (name, ackId) => (name === "room:enter" ? packets(ackId) : undefined),
});
const entered = (change: string) =>
  answer((ackId) => [`43${ackId}[{"ok":true,"value":${change}}]`]);

const honestRoom = new FakeHost("").answerOf("room:enter")({} as never) as object;

const message = { seq: 1, id: randomUUID(), from: "kim", role: "mentor", at: 0, text: "x" };

/** What a host may say where it would let somebody in. */
const greetings: Record<string, Hostility> = {
  "a handshake that is no JSON": { opens: ["0{"] },
  "a handshake without anything": { opens: ["0null"] },
  "an empty handshake": { opens: ["0{}"] },
  "a handshake with other kinds of values": { opens: opened({ sid: 7, upgrades: 7 }) },
  "pings that are never due": { opens: opened({ pingInterval: 1e300, pingTimeout: 1e300 }) },
  "two handshakes": { opens: [...opened({}), ...opened({ pingInterval: -1 })] },
  "bytes for a handshake": { opens: [Buffer.from("0{}")] },
  "a refusal without words": { letsIn: ["44"] },
  "a refusal in an unknown form": { letsIn: ['44{"message":{"a":[1]}}'] },
  "a welcome without words": { letsIn: ["40"] },
  "a welcome, twice": { letsIn: ['40{"sid":"s"}', '40{"sid":"s"}'] },
  "news before the welcome": {
    letsIn: [...Array<string>(2_000).fill('42["message:new",{}]'), '40{"sid":"s"}'],
  },
  "no reply in the reply": answer((ackId) => [`43${ackId}`]),
  "a reply that is null": answer((ackId) => [`43${ackId}[null]`]),
  "a reply of nothing": answer((ackId) => [`43${ackId}[]`]),
  "a reply with an attachment": answer((ackId) => [
    `461-${ackId}[{"_placeholder":true,"num":0}]`,
    Buffer.alloc(1_000),
  ]),
  "a reply that is 100,000 lists deep": entered(deep(100_000)),
  "a room without anything": entered("{}"),
  "a room of many people": entered(
    JSON.stringify({ ...honestRoom, present: Array(50_000).fill({ user: "x", role: "student" }) }),
  ),
  "a refusal with an unknown reason": answer((ackId) => [
    `43${ackId}[{"ok":false,"code":"__proto__","field":"constructor","retryAfterMs":1e308}]`,
  ]),
};

/** Numbers that one could count up to for ever. */
const endless: Record<string, Record<string, unknown>> = {
  "room:cleared": { upTo: Number.MAX_SAFE_INTEGER, count: 1, by: "kim", upToAt: 0 },
  "message:deleted": { seq: Number.MAX_SAFE_INTEGER, by: "kim" },
  "message:new": { messages: [{ ...message, seq: Number.MAX_SAFE_INTEGER }] },
};

/** What a host may say to those who are in. */
const packets: Record<string, (string | Buffer)[]> = {
  "a refusal without words": ["44"],
  "an answer without anything to a question of later": ["430", "431", "432", "433", "434", "435"],
  "a goodbye": ["41"],
  "no event": ["42", "42[]", "42[null]", "42[{}]", "42{}", "42["],
  "events of the library itself": ['42["connect"]', '42["disconnect"]', '42["error",{}]'],
  "an event that asks for an answer": ['4277["message:new"]', '4278["session:ended",1]'],
  "other namespaces": ["40/x,{}", '42/x,["message:new",{}]'],
  "an attachment that is never sent": ['451-["x",{"_placeholder":true,"num":0}]'],
  "attachments without number": ['4599999999-["x",{"_placeholder":true,"num":0}]'],
  "bytes out of the blue": [Buffer.alloc(10_000)],
  "unknown packets": ["9", "4", "5", "6", "", "49", "4x"],
  "a list 100,000 lists deep": [`42["message:new",${deep(100_000)}]`],
  "a packet of 5 MB": [`42["message:new",{"messages":"${"x".repeat(5_000_000)}"}]`],
};

describe("a hostile host", () => {
  const folder = temporaryFolder();
  let host: HostileHost;
  let ana: Command;
  beforeEach(async () => {
    host = new HostileHost(folder("host"));
    await host.listen();
  });
  afterEach(async () => {
    ana.process.kill();
    host.close();
    await ana.ended;
  });

  const join = (...flags: string[]) =>
    new Command(["join", `127.0.0.1:${host.port}`, "--as", "ana", ...flags], {
      data: folder("ana"),
      env: { CLASSCHAT_PASSWORD: password },
    });

  /** Whatever was said before: what is said now is heard. */
  const hears = (marker: string) => host.isHeardBy(ana, marker);

  it("cannot end a client, however it greets it [S37]", async () => {
    ana = join("--json");
    await hears("an honest beginning");
    for (const [what, plan] of Object.entries(greetings)) {
      host.plans.push(plan);
      host.drop();
      await eventually(() => assert.equal(host.plans.length, 0, what));
      await hears(`after ${what}`);
    }
  });

  it("cannot end a client with packets of any kind [S37]", async () => {
    ana = join("--json");
    await hears("an honest beginning");
    for (const [what, written] of Object.entries(packets)) {
      for (const packet of written) host.write(packet);
      await hears(`after ${what}`);
    }
  });

  it("cannot keep a client counting [S37]", async () => {
    ana = join("--json");
    await hears("an honest beginning");
    for (const field of ["clearedSeq", "head", "readableAbove"]) {
      const room = { ...honestRoom, [field]: Number.MAX_SAFE_INTEGER };
      host.plans.push(entered(JSON.stringify(room)));
      host.drop();
      await eventually(() => assert.deepEqual([host.plans.length, host.connected], [0, 1]));
      await hearsAnew(`after ${field}`);
    }
    for (const [name, payload] of Object.entries(endless)) {
      host.notice(name, payload);
      await hearsAnew(`after ${name}`);
    }
  });

  /** The same where the host has said things after which it can tell nothing more: its log begins anew. */
  async function hearsAnew(marker: string): Promise<void> {
    host.honest.restore([]);
    host.drop();
    await hears(marker);
  }
});
