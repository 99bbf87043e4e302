import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ErrorCode } from "@classchat/core";
import { openNedbStore } from "@classchat/server/adapters/nedb-store";
import { systemSecrets } from "@classchat/server/adapters/system-secrets";
import { FakeClock } from "./fake-clock.ts";
import { recordingAudit } from "./fakes.ts";
import type { RawClient } from "./raw-client.ts";
import { say, World } from "./world.ts";

interface Forger {
  client: RawClient;
  /** The audit log's name for them. */
  as: string;
  /** What they are refused with. */
  code: ErrorCode;
}

export interface ForgersRoom {
  world: World;
  clock: FakeClock;
  audit: ReturnType<typeof recordingAudit>;
  forgers: Forger[];
  /** All that would show that something changed: what a mentor sees, and every byte on the disk. */
  witness(): Promise<unknown>;
}

/**
 * A room in which every request of mentors would change something, and those who may make none of them: a
 * student, somebody who was a mentor on this very connection, and a guest.
 */
export async function openForgersRoom(folder: () => string): Promise<ForgersRoom> {
  const [world, clock, audit, path] = [new World(), new FakeClock(), recordingAudit(), folder()];
  const store = await openNedbStore(path);
  const host = await world.startHost({ store, clock, audit, secrets: systemSecrets });
  const mia = await world.mentor(host, "mia");
  const max = await world.mentor(host, "max");
  const anu = await world.member(host, "anu");
  const ben = await world.member(host, "ben");
  await world.register(host, "eve");
  const guest = await world.guest(host).connected();

  await say(ben, "a message");
  await mia.request("member:mute", { user: "ben" });
  await mia.request("member:ban", { user: "eve" });
  await mia.request("room:announce", { text: "page 9" });
  await mia.request("account:issueMentorCode", {});
  await mia.request("member:demote", { user: "max" });

  const refused = { code: "not-allowed" } as const;
  return {
    ...{ world, clock, audit },
    forgers: [
      { client: anu, as: "anu", ...refused },
      { client: max, as: "max", ...refused },
      { client: guest, as: "a guest at 127.0.0.1", code: "not-signed-in" },
    ],
    witness: async () => [
      await mia.request("room:enter", {}),
      await mia.request("message:before", {}),
      await everyByte(path),
    ],
  };
}

/** All files below the folder, with what is in them. */
export async function everyByte(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).toSorted();
  return Promise.all(paths.map(async (path) => `${path}\n${await readFile(path, "utf8")}`));
}
