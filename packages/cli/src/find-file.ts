import {
  type Attachment,
  ChatError,
  FileId,
  limits,
  type Message,
  safeFileName,
} from "@classchat/core";
import type { RoomSession } from "./client/session.ts";
import { usageFailure } from "./plain/failure.ts";
import { fileLine } from "./plain/message-lines.ts";
import { words } from "./words/words.ts";

type Asker = Pick<RoomSession, "request">;

const shortestIdLength = 4;
const mostListed = 10;

/** A message that announces a file. */
export type FileMessage = Message & { file: Attachment };

/**
 * The file that is meant by a message's number, a file's id or its beginning, or a name; of several that are the same,
 * the newest. Throws `file-not-found`, or lists those that may be meant.
 */
export async function findFile(reference: string, session: Asker): Promise<Attachment> {
  if (FileId.safeParse(reference).success) {
    return (await session.request("file:fetch", { file: reference })).attachment;
  }
  const ofNumber = await fileOfNumber(reference, session);
  if (ofNumber) return ofNumber.file;
  const found = await filesNamed(reference, session);
  const newest = found.at(-1);
  if (!newest) throw new ChatError("file-not-found");
  if (found.every(({ file }) => isSame(file, newest.file))) return newest.file;
  const lines = found.slice(-mostListed).map(fileLine);
  throw usageFailure(words.files.several(lines));
}

/** The newest files that may be fetched, in order of `seq`. */
export async function newestFiles(limit: number, session: Asker): Promise<FileMessage[]> {
  let files: FileMessage[] = [];
  for await (const page of filesBackwards(session)) {
    files = [...page, ...files];
    if (files.length >= limit) break;
  }
  return files.slice(-limit);
}

async function fileOfNumber(reference: string, session: Asker): Promise<FileMessage | undefined> {
  const [, digits] = /^#?(\d{1,15})$/u.exec(reference) ?? [];
  if (digits === undefined) return undefined;
  const before = Number(digits) + 1;
  const { messages } = await session.request("file:list", { before, limit: 1 });
  return messages.filter(hasFile).find(({ seq }) => seq === Number(digits));
}

/** Those that have that name; without any, those whose id begins so. */
async function filesNamed(reference: string, session: Asker): Promise<FileMessage[]> {
  const all = await newestFiles(Number.POSITIVE_INFINITY, session);
  // Whoever handed it in may know it by the name that it had there.
  const names = [reference, safeFileName(reference)];
  const named = all.filter(({ file }) => names.includes(file.name));
  if (named.length > 0 || reference.length < shortestIdLength) return named;
  return all.filter(({ file }) => file.id.startsWith(reference));
}

/** Page by page, the newest first. A host that gives the same page for ever is not followed. */
async function* filesBackwards(session: Asker): AsyncGenerator<FileMessage[]> {
  let before: number | undefined;
  for (;;) {
    const from: { before?: number } = before === undefined ? {} : { before };
    const { messages } = await session.request("file:list", from);
    yield messages.filter(hasFile);
    const first = messages[0]?.seq;
    const isLast = messages.length < limits.historyPage || first === undefined;
    if (isLast || first >= (before ?? Infinity)) return;
    before = first;
  }
}

/** Which of them is fetched makes no difference. */
function isSame(one: Attachment, other: Attachment): boolean {
  return one.sha256 === other.sha256 && one.name === other.name;
}

function hasFile(message: Message): message is FileMessage {
  return message.file !== undefined;
}
