import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { RoomId } from "@classchat/core";
import { failureWords } from "../../client/failure-words.ts";
import { words } from "../../words/words.ts";
import type { Mail } from "../diagnosis/evidence.ts";

// The server is large, and a student's computer has no host: it is loaded only where a host has left something.

export interface OwnRoom {
  id: RoomId;
  name: string;
  port: number;
}

const mailMs = 5_000;

/** The rooms that the host of this data directory had when it last ran. */
export async function ownRooms(data: string): Promise<readonly OwnRoom[]> {
  if (!(await exists(join(data, "host", "rooms.db")))) return [];
  const { keptRooms } = await import("@classchat/server");
  return keptRooms(data);
}

/** Whether mail would go out; nothing where the settings in the data directory ask for none. */
export async function probeOwnMail(data: string): Promise<Mail | undefined> {
  if (!(await mentionsMail(join(data, "config.json")))) return undefined;
  const { probeMail } = await import("@classchat/server");
  try {
    const probed = await probeMail(data, mailMs);
    if (!probed) return undefined;
    const { server, trouble } = probed;
    return trouble ? { state: "trouble", ...trouble } : { state: "ok", server };
  } catch (error) {
    return { state: "unusable", reason: await reasonOf(error) };
  }
}

async function reasonOf(error: unknown): Promise<string> {
  const { HostRefusal } = await import("@classchat/server");
  const reason =
    error instanceof HostRefusal
      ? error.wordedIn(words.host.refusals)
      : failureWords(error as Error);
  // It is read in the middle of a sentence.
  return reason.replace(/[.।]$/u, "");
}

async function mentionsMail(file: string): Promise<boolean> {
  const text = await readFile(file, "utf8").catch(() => "");
  return /"(?:mail-domain|mail-from|smtp)"/u.test(text);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
