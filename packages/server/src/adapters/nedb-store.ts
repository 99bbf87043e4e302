import { chmod } from "node:fs/promises";
import { join } from "node:path";
import type { Store } from "../chat/ports.ts";
import { ensureFolder, folderMode } from "./disk.ts";
import { NedbAccounts } from "./nedb-accounts.ts";
import { NedbChallenges } from "./nedb-challenges.ts";
import { NedbDoubts } from "./nedb-doubts.ts";
import { NedbFiles } from "./nedb-files.ts";
import { NedbMembers } from "./nedb-members.ts";
import { NedbMentorCodes } from "./nedb-mentor-codes.ts";
import { type MessagesOptions, NedbMessages } from "./nedb-messages.ts";
import { NedbRooms } from "./nedb-rooms.ts";
import { NedbSessions } from "./nedb-sessions.ts";
import { NedbStandings } from "./nedb-standings.ts";

export type NedbStoreOptions = Pick<MessagesOptions, "sync" | "watch" | "onDamage" | "segment">;

/**
 * The store of a host: plain files under `folder`, no database server to install. One process at a time
 * may have it open, see `lockDirectory`. Refuses damaged files, but for
 * logs, with a `HostRefusal`.
 */
export async function openNedbStore(
  folder: string,
  options: NedbStoreOptions = {},
): Promise<Store> {
  await ensureFolder(folder);
  await chmod(folder, folderMode);
  const parts = await openParts((name) => join(folder, name), options);
  const close = async () => {
    await Promise.all(Object.values(parts).map((part) => part.close()));
  };
  return { ...parts, close };
}

async function openParts(
  path: (name: string) => string,
  { onDamage, segment, ...options }: NedbStoreOptions,
) {
  const opening = [
    NedbAccounts.open(path("accounts.db"), options),
    NedbSessions.open(path("sessions.db"), options),
    NedbMentorCodes.open(path("mentor-codes.db"), options),
    NedbChallenges.open(path("challenges.db"), options),
    NedbRooms.open(path("rooms.db"), options),
    NedbStandings.open(path("standings.db"), options),
    NedbDoubts.open(path("doubts.db"), options),
    NedbMembers.open(path("members.db"), options),
    NedbFiles.open(path("files.db"), options),
  ] as const;
  const [accounts, sessions, mentorCodes, challenges, rooms, standings, doubts, members, files] =
    await allOrNone(opening);
  const messages = new NedbMessages(path("rooms"), {
    ...{ ...options, onDamage, segment },
    furthestRead: (room) => members.furthest(room),
  });
  return {
    ...{ accounts, sessions, mentorCodes, challenges },
    ...{ rooms, standings, doubts, members, files, messages },
  };
}

interface Closable {
  close(): Promise<void>;
}

/** What the promises give; if one of them fails, what the others opened is closed. */
async function allOrNone<Parts extends readonly Promise<Closable>[]>(opening: readonly [...Parts]) {
  try {
    return await Promise.all(opening);
  } catch (error) {
    const opened = await Promise.allSettled(opening);
    await Promise.all(opened.map((part) => part.status === "fulfilled" && part.value.close()));
    throw error;
  }
}
