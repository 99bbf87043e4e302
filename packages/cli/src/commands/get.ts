import { resolve } from "node:path";
import { dataFolder } from "../client/data-folder.ts";
import { downloadsFolder } from "../downloads-folder.ts";
import { atHome } from "../file-commands.ts";
import { findFile } from "../find-file.ts";
import type { CommandOptions } from "../input/command-line.ts";
import { asMember } from "../plain/member-command.ts";
import { printJson } from "../plain/output.ts";
import { Transferring } from "../plain/transferring.ts";

/** Fetches a file, and prints where it lies. */
export function run(options: CommandOptions): Promise<number> {
  const { words, flags } = options;
  const transferring = new Transferring(flags);
  return asMember(
    options,
    async ({ room, session }) => {
      const file = await findFile(words[1] ?? "", session);
      const folder = await folderOf(flags);
      const path = await transferring.done(session.files.fetch(file, folder));
      if (flags.json) printJson({ type: "saved", room: room.name, path, file });
      else process.stdout.write(`${path}\n`);
    },
    (event, room) => transferring.watch(event, room),
  );
}

async function folderOf({ to, data }: CommandOptions["flags"]): Promise<string> {
  return to === undefined ? downloadsFolder(dataFolder(data)) : resolve(atHome(to));
}
