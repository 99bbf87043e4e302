import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { Command } from "../support/command.ts";
import { HostileHost } from "../support/hostile-host.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { password } from "../support/world.ts";

const size = 10_000;
const attachment = { id: "a".repeat(26), name: "notes.txt", size, sha256: "0".repeat(64) };

const piece = (offset: number, bytes: number): (string | Buffer)[] => [
  `451-["download:chunk",{"offset":${offset},"bytes":{"_placeholder":true,"num":0}}]`,
  Buffer.alloc(bytes),
];
const asksAnswer = (packets: (string | Buffer)[], id: number) =>
  packets.map((packet) =>
    typeof packet === "string" ? packet.replace(/^451-/u, `451-${id}`) : packet,
  );

/** What may come in place of the bytes of a file. */
const downloads: Record<string, (string | Buffer)[]> = {
  "that ends before it begins, and wants no answer": ['42["download:end"]'],
  "of other bytes than were announced": [
    ...asksAnswer(piece(0, size), 1),
    '421["download:end",{}]',
  ],
  "of pieces that are not the next": asksAnswer(piece(5_000, 5_000), 1),
  "of more bytes than were announced": asksAnswer(piece(0, size + 1), 1),
  "of pieces that want no answer": piece(0, size),
  "of pieces without an offset": ['421["download:chunk",{}]'],
  "of a thousand pieces ahead": Array.from({ length: 1_000 }, (_, i) =>
    asksAnswer(piece(i, 1), i),
  ).flat(),
};

describe("a download from a hostile host", () => {
  const folder = temporaryFolder();
  let host: HostileHost;
  beforeEach(async () => {
    host = new HostileHost(folder("host"));
    await host.listen();
    const message = { ...host.honest.keep("notes"), file: attachment };
    host.honest.answers["file:list"] = () => ({ messages: [message] });
    host.honest.answers["message:before"] = () => ({
      ...{ epoch: host.honest.epoch, head: 1, messages: [message] },
    });
    host.honest.answers["file:fetch"] = () => ({ attachment, ticket: "t".repeat(43) });
  });
  afterEach(() => host.close());

  for (const [what, packets] of Object.entries(downloads)) {
    it(`${what} ends in one line, and leaves no such file [S41]`, async () => {
      const started = (ackId: string) => `43${ackId}[{"ok":true,"value":{}}]`;
      host.transfer = { answers: (_, ackId) => [started(ackId), ...packets] };
      const get = new Command(
        ["get", `127.0.0.1:${host.port}`, "1", "--to", folder("to"), "--as", "ana"],
        { data: folder("ana"), env: { CLASSCHAT_PASSWORD: password } },
      );
      const { exitCode, stderr } = await get.finish();
      assert.equal(exitCode, 1, stderr);
      assert.doesNotMatch(stderr, /^\s+at /mu);
      assert.deepEqual(
        (await readdir(folder("to")).catch(() => [])).filter((name) => !name.endsWith(".part")),
        [],
      );
    });
  }
});
