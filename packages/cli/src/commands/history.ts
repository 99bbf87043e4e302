import { limits, type Message } from "@classchat/core";
import type { RoomSession } from "../client/session.ts";
import type { CommandOptions } from "../input/command-line.ts";
import { asMember } from "../plain/member-command.ts";
import { historyLine } from "../plain/message-lines.ts";
import { printJson, printLine } from "../plain/output.ts";
import { messageObject } from "../transcript/message-object.ts";

/** Prints the newest messages, or those before a number, in their order. */
export function run(options: CommandOptions): Promise<number> {
  const { limit = limits.historyPage, before, json } = options.flags;
  return asMember(options, async ({ room, session }) => {
    for (const message of await readBack(session, before, limit)) {
      if (json) printJson(messageObject(room.name, message));
      else printLine(historyLine(message));
    }
  });
}

/** Page by page, for the host gives no more at once. */
async function readBack(
  session: RoomSession,
  before: number | undefined,
  limit: number,
): Promise<Message[]> {
  const size = Math.min(limit, limits.historyPage);
  const page = await session.before(before, size);
  const first = page.messages[0]?.seq;
  const left = limit - page.messages.length;
  // A host that gives the same page for ever is not followed.
  if (page.complete || left <= 0 || first === undefined || first >= (before ?? Infinity)) {
    return page.messages.slice(-limit);
  }
  return [...(await readBack(session, first, left)), ...page.messages];
}
