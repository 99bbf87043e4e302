import { allMessages } from "./client/all-messages.ts";
import { failureWords } from "./client/failure-words.ts";
import type { RoomSession } from "./client/session.ts";
import type { RoomCommand } from "./input/slash-command.ts";
import { CommandFailure } from "./plain/failure.ts";
import { type SavedTranscript, saveTranscript } from "./save-transcript.ts";
import type { TranscriptFormat } from "./transcript/transcript-format.ts";
import { words } from "./words/words.ts";

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
  if (count === 0) return words.order.nothingToClear;
  if (isAsked && !(await confirm(words.order.mayClear(count, upTo)))) return words.order.notCleared;
  const saved = isSaved ? await saveFirst(parts, upTo) : undefined;
  const { count: gone } = await session.request("room:clear", { upTo });
  const outcome = gone === 0 ? words.order.clearedByOther : words.order.cleared(gone);
  return saved ? `${outcome} ${placeOf(saved, gone)}` : outcome;
}

/** Saves all that this account may read. */
export async function exportRoom(
  format: TranscriptFormat,
  parts: TranscriptParts,
): Promise<string> {
  const saved = await save(parts, format);
  return `${words.transcripts.saved(saved.count)} ${words.transcripts.at(saved.path)}`;
}

async function saveFirst(parts: TranscriptParts, upTo: number): Promise<SavedTranscript> {
  try {
    return await save(parts, "md", upTo);
  } catch (cause) {
    const reason = failureWords(cause as Error);
    throw new CommandFailure(words.order.notSaved(reason), 1, { cause });
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

/** A mentor who came later may clear what he may not read. */
function placeOf({ path, count }: SavedTranscript, gone: number): string {
  const { at, atWithout } = words.transcripts;
  return gone > count ? atWithout(path, gone - count) : at(path);
}
