import { join } from "node:path";
import { setDefaultHighWaterMark } from "node:stream";
import { startAdvertiser } from "@classchat/core/lan";
import { openHostKey } from "@classchat/server";
import { FolderBlobs } from "@classchat/server/adapters/folder-blobs";
import { HasherApart } from "@classchat/server/adapters/hasher-apart";
import { openNedbStore } from "@classchat/server/adapters/nedb-store";
import { systemClock } from "@classchat/server/adapters/system-clock";
import { HostSettings } from "@classchat/server/config";
import { Host } from "@classchat/server/host";
import { countingSecrets, noCommonPasswords, plainHasher, strictLogger } from "../support/fakes.ts";
import { nowhereBlobs } from "../support/nowhere-blobs.ts";

// A host with one room on real files, with these settings (JSON), without scrypt but where it is told so. Says where the room is, and serves
// until stdin ends. The bytes of files go nowhere where it is told so. It is announced where there is a network of its
// own for that, and nowhere else.
// As the command does.
setDefaultHighWaterMark(false, 64 * 1024);

const [folder = "", settings = "{}", blobs = "", hasher = ""] = process.argv.slice(2);
const host = await Host.open(
  ["physics"],
  {
    store: await openNedbStore(folder),
    identity: await openHostKey(folder),
    hasher: hasher === "scrypt" ? new HasherApart() : plainHasher,
    commonPasswords: noCommonPasswords,
    secrets: countingSecrets(),
    clock: systemClock,
    blobs: blobs === "nowhere" ? nowhereBlobs() : new FolderBlobs(join(folder, "rooms")),
    audit: { record() {} },
    logger: strictLogger,
    ...(process.env.CLASSCHAT_MDNS_PORT ? { advertise: startAdvertiser } : {}),
  },
  { port: 0, "per-address": 2_000, ...HostSettings.parse(JSON.parse(settings)) },
);
const [room] = host.rooms;
const { fingerprint } = host;
const mentorCode = await host.issueMentorCode();
process.stdout.write(
  `${JSON.stringify({ id: room?.id, port: room?.port, fingerprint, mentorCode })}\n`,
);
process.stdin.resume().on("end", () => process.exit());
