import {
  ChatError,
  type ErrorCode,
  type FileId,
  type FileRules,
  type Message,
  type RoomId,
} from "@classchat/core";
import { giveUp } from "./download.ts";
import { type FileSource, openSource } from "./file-source.ts";
import type { TransferDoor } from "./transfer-door.ts";
import type { UnfinishedUploads } from "./unfinished-uploads.ts";
import { type UploadOptions, upload } from "./upload.ts";

/** Who hands in here, and what the room takes. */
export interface FileSeat {
  user: string;
  rules: FileRules;
}

interface HandIn extends Omit<UploadOptions, "source" | "draft"> {
  path: string;
  room: RoomId;
  seat: FileSeat;
  uploads: UnfinishedUploads;
  /** It is known which upload this is; may throw where it is under way already. */
  onDraft: (draft: string) => void;
}

/**
 * Looks at a file and hands it in, going on with an upload of it that an earlier run began. Whoever gives it
 * up, or has a file that the room will never take, leaves nothing on the host.
 */
export async function handIn(options: HandIn): Promise<Message> {
  const { path, room, seat, uploads, onDraft, signal } = options;
  const source = await openSource(path, seat.rules, signal);
  try {
    const { path, size, changedAt } = source;
    const file = { room, user: seat.user, path, size, changedAt };
    const draft = await uploads.begin(file, Date.now());
    onDraft(draft);
    return await uploadOrForget(source, draft, options);
  } finally {
    await source.close();
  }
}

async function uploadOrForget(
  source: FileSource,
  draft: string,
  options: HandIn,
): Promise<Message> {
  const { door, uploads, signal } = options;
  const offered: { file?: FileId } = {};
  try {
    const message = await upload({ ...options, source, draft, door: noting(offered, door) });
    await uploads.end(draft);
    return message;
  } catch (error) {
    if (signal.reason === giveUp || isOver(error)) {
      await uploads.end(draft);
      if (offered.file) await door.cancel(offered.file).catch(ignore);
    }
    throw error;
  }
}

/** The host's name for the file is needed to give it up. */
function noting(offered: { file?: FileId }, door: TransferDoor): TransferDoor {
  const offer: TransferDoor["offer"] = async (given) => {
    const answer = await door.offer(given);
    offered.file = answer.file;
    return answer;
  };
  return { ...door, offer };
}

/** With these it is of no use to go on later. */
const overCodes: readonly ErrorCode[] = [
  "file-changed",
  "file-not-text",
  "file-too-large",
  "message-removed",
];

function isOver(error: unknown): boolean {
  return error instanceof ChatError && overCodes.includes(error.code);
}

/** The host sweeps it away tomorrow. */
function ignore(): void {}
