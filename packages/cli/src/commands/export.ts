import { allMessages } from "../client/all-messages.ts";
import type { CommandOptions, FlagValues } from "../input/command-line.ts";
import { usageFailure } from "../plain/failure.ts";
import { asMember, type Membership } from "../plain/member-command.ts";
import { printPiece } from "../plain/output.ts";
import { writeTranscript } from "../save-transcript.ts";
import { transcript } from "../transcript/transcript.ts";
import {
  isTranscriptFormat,
  type TranscriptFormat,
  transcriptFormats,
} from "../transcript/transcript-format.ts";
import { words } from "../words/words.ts";

/** Writes down all that this account may read, the oldest first. */
export function run(options: CommandOptions): Promise<number> {
  const { to = "-" } = options.flags;
  const format = readFormat(options.flags);
  return asMember(options, (membership) => write(membership, { format, to }));
}

async function write(
  { session, entered }: Membership,
  { format, to }: { format: TranscriptFormat; to: string },
): Promise<void> {
  const { name: room, title } = entered.card;
  const pages = allMessages(session);
  if (to !== "-") return writeTranscript(pages, { room, title, format, path: to });
  for await (const piece of transcript(pages, { room, title, format })) await printPiece(piece);
}

function readFormat({ format = "" }: FlagValues): TranscriptFormat {
  if (isTranscriptFormat(format)) return format;
  throw usageFailure(words.commands.export.noFormat(JSON.stringify(format), transcriptFormats));
}
