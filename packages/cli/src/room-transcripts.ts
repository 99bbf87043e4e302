import { allMessages } from "./client/all-messages.ts";
import type { RoomSession } from "./client/session.ts";
import type { RoomCommand } from "./input/slash-command.ts";
import { CommandFailure } from "./plain/failure.ts";
import { type SavedTranscript, saveTranscript } from "./save-transcript.ts";
import type { TranscriptFormat } from "./transcript/transcript-format.ts";

export interface TranscriptParts {
  session: RoomSession;
  room: { name: string; title: string };
  /** Asks the user; anything but a yes is a no. */
  confirm: (question: string) => Promise<boolean>;
  /** Where transcripts are saved; rejects where there is no good place. */
  folder: () => Promise<string>;
}

/** Takes messages away for everyone: after a question with the count, and after they lie in a transcript. */
export async function clearRoom(
  { scope, isSaved, isAsked }: Extract<RoomCommand, { type: "clear" }>,
  parts: TranscriptParts,
): Promise<string> {
  const { session, confirm } = parts;
  const { upTo, count } = await session.request("room:measureClear", scope);
  if (count === 0) return "There is nothing to clear.";
  const question = `Clear ${messages(count)}, up to number ${upTo}? Everyone loses them.`;
  if (isAsked && !(await confirm(question))) return "Nothing was cleared.";
  const saved = isSaved ? await saveFirst(parts, upTo) : undefined;
  const { count: gone } = await session.request("room:clear", { upTo });
  const words = gone === 0 ? "Somebody else has cleared it." : `Cleared ${messages(gone)}.`;
  return saved ? `${words} ${placeOf(saved)}${lackOf(saved, gone)}` : words;
}

/** Saves all that this account may read. */
export async function exportRoom(
  format: TranscriptFormat,
  parts: TranscriptParts,
): Promise<string> {
  const saved = await save(parts, format);
  return `${messages(saved.count)} saved. ${placeOf(saved)}`;
}

async function saveFirst(parts: TranscriptParts, upTo: number): Promise<SavedTranscript> {
  try {
    return await save(parts, "md", upTo);
  } catch (cause) {
    const { message } = cause as Error;
    const what = `Nothing was cleared: the transcript could not be saved (${message})`;
    throw new CommandFailure(`${what}. /clear --no-backup does without it.`, 1, { cause });
  }
}

async function save(
  { session, room, folder }: TranscriptParts,
  format: TranscriptFormat,
  upTo?: number,
): Promise<SavedTranscript> {
  const options = { room: room.name, title: room.title, format, folder: await folder() };
  return saveTranscript(allMessages(session, upTo), options);
}

function placeOf({ path }: SavedTranscript): string {
  return `The transcript: ${path}`;
}

/** A mentor who came later may clear what he may not read. */
function lackOf(saved: SavedTranscript, count: number): string {
  const lack = count - saved.count;
  return lack > 0 ? ` (without ${messages(lack)} from before your first visit)` : "";
}

function messages(count: number): string {
  return count === 1 ? "1 message" : `${count} messages`;
}
