import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { Command } from "../support/command.ts";
import { HostileHost, packetFrame } from "../support/hostile-host.ts";
import { hostileTexts } from "../support/hostile-texts.ts";
import { residentMiB } from "../support/memory.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { hostFrame } from "../support/websocket-frames.ts";
import { password } from "../support/world.ts";

const mostMiB = 150;
const pouredMs = 500;
const role = "student";
const long = "x".repeat(150);
const notice = (name: string, payload: unknown) =>
  packetFrame(`42${JSON.stringify([name, payload])}`);
const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, i) => make(i));
const doubt = (text: string) => ({
  ...{ id: randomUUID(), student: text, from: text, role, at: 0, text },
});
const message = (seq: number, text: string) => ({
  ...{ seq, id: randomUUID(), from: text.slice(0, 200), role, at: 0, text },
});

/** What can be told for ever. */
const floods: Record<string, () => Buffer> = {
  "people who come": () =>
    notice("presence:changed", {
      joined: many(5_000, () => ({ user: randomUUID(), role })),
      left: [],
    }),
  "messages behind a gap": () =>
    notice("message:new", { messages: many(1_000, (i) => message(1_000_000 + i, long)) }),
  "messages that were deleted": () =>
    Buffer.concat(many(10_000, () => notice("message:deleted", { seq: someSeq(), by: "kim" }))),
  doubts: () => Buffer.concat(many(1_000, () => notice("doubt:said", { line: doubt(long) }))),
  "roles that change": () =>
    Buffer.concat(
      many(5_000, (i) => {
        const changed = { user: "ana", role: i % 2 ? "mentor" : "student" };
        return notice("member:roleChanged", { member: changed });
      }),
    ),
  "pings of both kinds": () =>
    Buffer.concat(many(20_000, (i) => (i % 2 ? hostFrame(0x89, "x") : packetFrame("2")))),
  "a packet in parts without number": () =>
    Buffer.concat([hostFrame(0x01, "4"), ...many(50_000, () => hostFrame(0x00, "2"))]),
  "a frame of many gigabytes": () =>
    Buffer.concat([Buffer.from([0x81, 127, 0, 0, 0, 9, 0, 0, 0, 0])]),
};

describe("the news of a hostile host", () => {
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

  const start = (command: string, ...flags: string[]) =>
    new Command([command, `127.0.0.1:${host.port}`, ...flags], {
      data: folder("ana"),
      env: { CLASSCHAT_PASSWORD: password },
    });

  const hears = (marker: string) => host.isHeardBy(ana, marker);

  it("does not fill a client's memory [S38]", async function () {
    if (process.platform === "win32") this.skip();
    ana = start("join", "--as", "ana", "--json");
    await hears("an honest beginning");
    const before = await residentMiB(ana.process.pid);
    for (const [what, flood] of Object.entries(floods)) {
      await host.pour(flood(), pouredMs);
      // What it printed would fill this process.
      ana.stdout = "";
      host.honest.restore([]);
      host.drop();
      await hears(`after ${what}`);
      const grew = (await residentMiB(ana.process.pid)) - before;
      assert.ok(grew < mostMiB, `${what}: grew by ${grew} MiB`);
    }
  });

  for (const mode of ["--plain", "--json"]) {
    it(`brings no sign that a terminal acts on to who reads with ${mode} [S39]`, async () => {
      ana = start("join", "--as", "ana", mode);
      await hears("an honest beginning");
      for (const [what, text] of Object.entries(hostileTexts)) {
        tellAll(text);
        await hears(`after ${what}`);
      }
      assert.doesNotMatch(ana.stdout + ana.stderr, actedOn);
    });
  }

  function tellAll(text: string): void {
    const name = text.slice(0, 190);
    host.honest.say(name);
    host.notice("message:new", { messages: [host.honest.keep(text)] });
    host.notice("presence:changed", { joined: [{ user: name, role }], left: [text] });
    host.notice("typing:changed", { users: [name] });
    host.notice("room:stateChanged", {
      ...{ quiet: { by: name, endsInMs: null }, announcement: { text, by: name, at: 0 } },
    });
    host.notice("member:muted", { muted: { by: name, endsInMs: null } });
    host.notice("member:roleChanged", { member: { user: name, role } });
    host.notice("message:deleted", { seq: 1_000_000, by: name });
    host.notice("room:cleared", { upTo: 0, count: 1, by: name, upToAt: 0 });
    host.notice("doubt:said", { line: doubt(name) });
    host.notice("desk:changed", { muted: [], banned: [name], resetRequests: [], disk: "low" });
  }

  const cards: Record<string, (response: ServerResponse) => unknown> = {
    "of 100 MB": (response) => pour(response, "x".repeat(1024 * 1024), 100),
    "that never ends": (response) => pour(response, '{"app":"classchat","name":"', 1),
    "that is no card": (response) => response.end("[".repeat(4_000)),
    "with heads of 1 MB": (response) =>
      response.writeHead(200, { "x-large": "x".repeat(1024 * 1024) }).end(),
    "that redirects": (response) =>
      response.writeHead(302, { location: `https://127.0.0.1:${host.port}/other` }).end(),
  };

  for (const [what, card] of Object.entries(cards)) {
    it(`ends in one line about a card ${what} [S40]`, async () => {
      host.answerCard = card;
      ana = start("history", "--as", "ana");
      const { exitCode, stderr } = await ana.finish();
      assert.equal(exitCode, 1, stderr);
      assert.match(stderr, /^classchat: [^\n]+\n$/u);
    });
  }
});

/** Escapes, controls but line ends and tabs, and what turns text around; isolates are the program's own. */
const actedOn =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u061c\u202a-\u202e]/u;

function someSeq(): number {
  return Math.floor(Math.random() * 1e15);
}

async function pour(response: ServerResponse, text: string, times: number): Promise<void> {
  response.on("error", () => {});
  for (let i = 0; i < times && !response.destroyed; i++) response.write(text);
}
