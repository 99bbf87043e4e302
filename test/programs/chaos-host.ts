import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { openHostKey } from "@classchat/server";
import { lockDirectory } from "@classchat/server/adapters/directory-lock";
import { syncContent } from "@classchat/server/adapters/disk";
import { FolderBlobs } from "@classchat/server/adapters/folder-blobs";
import { openNedbStore } from "@classchat/server/adapters/nedb-store";
import { systemClock } from "@classchat/server/adapters/system-clock";
import { systemSecrets } from "@classchat/server/adapters/system-secrets";
import { Host } from "@classchat/server/host";
import type { HostLine } from "../support/chaos/lines.ts";
import { noCommonPasswords, plainHasher } from "../support/fakes.ts";

// A host on real files, without scrypt, whose disk takes so long for each sync, whose clock is so far off, and whose logs
// have segments of so many messages. Each number on stdin sets the clock anew. Nothing is announced: clients shall come
// through their proxies alone.
const [folder = "", port = "0", syncMs = "0", offBy = "0", segment = ""] = process.argv.slice(2);
let offByMs = Number(offBy);
createInterface(process.stdin).on("line", (line) => {
  offByMs = Number(line);
});
process.stdin.on("end", () => process.exit());

function say(line: HostLine): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

await lockDirectory(folder);
const host = await Host.open(
  ["physics"],
  {
    store: await openNedbStore(join(folder, "host"), {
      sync: async (file) => {
        await delay(Number(syncMs));
        await syncContent(file);
      },
      segment: {
        messages: Number(segment),
        bytes: 1_000_000_000,
        reloadBytes: Number(segment) * 20,
      },
    }),
    identity: await openHostKey(join(folder, "host")),
    hasher: plainHasher,
    commonPasswords: noCommonPasswords,
    secrets: systemSecrets,
    clock: { ...systemClock, now: () => systemClock.now() + offByMs },
    blobs: new FolderBlobs(join(folder, "host", "rooms")),
    audit: { record() {} },
    logger: { error: (message, cause) => say({ on: "fault", message: `${message}: ${cause}` }) },
  },
  { port: Number(port), "per-address": 2_000 },
);
const [room] = host.rooms;
if (!room) throw new Error("no room");
const { fingerprint } = host;
const mentorCode = (await host.hasMentor()) ? "" : await host.issueMentorCode();
say({ on: "listening", id: room.id, port: room.port, fingerprint, mentorCode });
