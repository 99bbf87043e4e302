import assert from "node:assert/strict";
import { type NoticeName, notices, type RequestName, requests } from "@classchat/core";
import fc from "fast-check";
import { Command } from "../support/command.ts";
import { fuzzSeed } from "../support/fuzz.ts";
import { nearlyOf } from "../support/fuzz-values.ts";
import { HostileHost } from "../support/hostile-host.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { password } from "../support/world.ts";

const samples = 30;
/** Each costs the start of a program. */
const answersEach = 3;

/** A command for each answer that it waits for. A message is sent until it is stored, so no answer to it ends one. */
const commands: Partial<Record<RequestName, string[]>> = {
  "account:register": ["register", "--user", "ana", "--email", "ana"],
  "account:signIn": ["login", "--user", "ana"],
  "account:requestReset": ["reset", "--email", "ana"],
  "account:reset": ["reset", "--email", "ana", "--reset-code", "123456"],
  "room:enter": ["send", "hello", "--as", "ana"],
  "message:before": ["history", "--as", "ana"],
  "file:list": ["files", "--as", "ana"],
  "file:fetch": ["get", "1", "--as", "ana"],
  "message:after": ["export", "--format", "json", "--as", "ana"],
};

const attachment = { id: "a".repeat(26), name: "notes.txt", size: 1, sha256: "0".repeat(64) };
const firstJoin = /^classchat: this computer joins physics for the first time: [^\n]+\n/u;

/** What JSON can carry of values that are nearly of that form, and are not. */
function malformed(schema: Parameters<typeof nearlyOf>[0], count: number): string[] {
  const values = nearlyOf(schema).filter((value) => writable(value) !== undefined);
  const wrong = values.filter(
    (value) => !schema.safeParse(JSON.parse(writable(value) ?? "")).success,
  );
  return fc.sample(wrong, { numRuns: count, seed: fuzzSeed }).map((value) => writable(value) ?? "");
}

function writable(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

describe(`what a hostile host says in forms that were not agreed, with seed ${fuzzSeed}`, () => {
  const folder = temporaryFolder();
  let host: HostileHost;
  let ana: Command;
  beforeEach(async () => {
    host = new HostileHost(folder("host"));
    await host.listen();
    const message = { ...host.honest.keep("notes"), file: attachment };
    host.honest.answers["file:list"] = () => ({ messages: [message] });
  });
  afterEach(async () => {
    ana.process.kill();
    host.close();
    await ana.ended;
  });

  const start = (command = "", ...rest: string[]) =>
    new Command([command, `127.0.0.1:${host.port}`, ...rest], {
      data: folder("ana"),
      env: { CLASSCHAT_PASSWORD: password },
    });

  const hears = (marker: string) => host.isHeardBy(ana, marker);

  it("as news of any kind ends no client [S37]", async () => {
    ana = start("join", "--as", "ana", "--json");
    await hears("an honest beginning");
    for (const name of Object.keys(notices) as NoticeName[]) {
      for (const payload of malformed(notices[name].payload, samples)) {
        host.write(`42[${JSON.stringify(name)},${payload}]`);
      }
      await hears(`after ${name}`);
    }
  });

  for (const [name, command] of Object.entries(commands) as [RequestName, string[]][]) {
    it(`as an answer to ${name} ends a command with one line [S37]`, async () => {
      for (const value of malformed(requests[name].output, answersEach)) {
        let isAsked = false;
        host.plans.push({
          answers: (asked, ackId) => {
            if (asked !== name) return undefined;
            isAsked = true;
            return [`43${ackId}[{"ok":true,"value":${value}}]`];
          },
        });
        ana = start(...command);
        const { exitCode, stderr } = await ana.finish();
        assert.equal(exitCode, 1, `${value}: ${stderr}`);
        assert.match(stderr.replace(firstJoin, ""), /^classchat: [^\n]+\n$/u, value);
        assert.ok(isAsked, stderr);
      }
    });
  }
});
