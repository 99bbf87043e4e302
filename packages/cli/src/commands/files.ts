import { limits } from "@classchat/core";
import { newestFiles } from "../find-file.ts";
import type { CommandOptions } from "../input/command-line.ts";
import { asMember } from "../plain/member-command.ts";
import { fileLine } from "../plain/message-lines.ts";
import { printJson, printLine } from "../plain/output.ts";
import { messageObject } from "../transcript/message-object.ts";

/** Lists the newest files that may be fetched, in their order. */
export function run(options: CommandOptions): Promise<number> {
  const { limit = limits.historyPage, json } = options.flags;
  return asMember(options, async ({ room, session }) => {
    for (const message of await newestFiles(limit, session)) {
      if (json) printJson(messageObject(room.name, message));
      else printLine(fileLine(message));
    }
  });
}
