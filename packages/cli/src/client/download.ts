import { ChatError } from "@classchat/core";
import { isDiskFull } from "./local-words.ts";
import { SavedFile } from "./saved-file.ts";
import type { TransferDoor } from "./transfer-door.ts";
import { untilDone } from "./until-done.ts";
import type { Progress } from "./upload.ts";

export interface DownloadOptions {
  /** The file's id. */
  file: string;
  /** The folder it is saved in; made if there is none. */
  folder: string;
  door: TransferDoor;
  onProgress: (progress: Progress) => void;
  /** The connection broke; it goes on by itself. */
  onWaiting?: () => void;
  /** Aborted for `giveUp`, nothing stays; for anything else the part does, to be gone on with. */
  signal: AbortSignal;
}

export const giveUp = "given-up";

/** Fetches a file, over as many connections as it takes; resolves with the path under which it was saved. */
export async function download(options: DownloadOptions): Promise<string> {
  const saved = await openPart(options);
  const wasThere = saved.size > 0;
  try {
    await receive(saved, options);
    return await saved.keep();
  } catch (error) {
    await (isWorthKeeping(error, options.signal) ? saved.close() : saved.discard());
    // A part that an earlier run left may be damaged; one that was just received is not.
    if (wasThere && isCode(error, "file-changed")) return download(options);
    throw error;
  }
}

/** Makes sure that it may be fetched, before there is anything on this computer's disk. */
async function openPart(options: DownloadOptions): Promise<SavedFile> {
  const { file, folder, door } = options;
  const ask = () => door.fetch(file);
  const { attachment } = await untilDone({ timing: door.timing, ...options }, ask);
  return SavedFile.open(folder, attachment);
}

function receive(saved: SavedFile, options: DownloadOptions): Promise<void> {
  const { door } = options;
  return untilDone({ timing: door.timing, ...options }, () => receiveOnce(saved, options));
}

async function receiveOnce(
  saved: SavedFile,
  { file, door, onProgress, signal }: DownloadOptions,
): Promise<void> {
  const { size } = saved.attachment;
  await saved.settled();
  onProgress({ done: saved.size, size });
  if (saved.size === size) return;
  const { ticket } = await door.fetch(file);
  const line = await door.open(ticket, signal);
  try {
    await line.receive(saved.size, {
      take: async (offset, bytes) => {
        await saved.add(offset, bytes);
        onProgress({ done: saved.size, size });
      },
    });
  } finally {
    line.close();
  }
}

/** Not on a full disk, and not what nobody wants or nobody may have any more. */
function isWorthKeeping(error: unknown, signal: AbortSignal): boolean {
  const isLost = isDiskFull(error) || isCode(error, "file-not-found");
  return !isLost && !isCode(error, "file-changed") && signal.reason !== giveUp;
}

function isCode(error: unknown, code: ChatError["code"]): boolean {
  return error instanceof ChatError && error.code === code;
}
