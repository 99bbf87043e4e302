import { ChatError, limits, type Message, PieceBuffers } from "@classchat/core";
import type { FileSource } from "./file-source.ts";
import type { TransferDoor } from "./transfer-door.ts";
import type { TransferLine } from "./transfer-line.ts";
import { untilDone } from "./until-done.ts";

export interface Progress {
  /** Bytes that the other side has, of all. */
  done: number;
  size: number;
}

export interface UploadOptions {
  source: FileSource;
  /** The id of the message that will announce it; the same one goes on where an earlier run stopped. */
  draft: string;
  door: TransferDoor;
  onProgress: (progress: Progress) => void;
  /** The connection broke; it goes on by itself. */
  onWaiting?: () => void;
  signal: AbortSignal;
}

/** Hands a file in, over as many connections as it takes; resolves with the message that announces it. */
export function upload(options: UploadOptions): Promise<Message> {
  const { door, signal, onWaiting } = options;
  return untilDone({ timing: door.timing, signal, onWaiting }, () => uploadOnce(options));
}

async function uploadOnce(options: UploadOptions): Promise<Message> {
  const { source, door, onProgress, signal } = options;
  const { size } = source;
  const { ticket, received, done } = await offered(options);
  onProgress({ done: received, size });
  if (done) return done;
  const line = await door.open(ticket, signal);
  try {
    await sendAll(line, source, received, onProgress);
    return await line.request("upload:finish", { sha256: await source.sha256() });
  } finally {
    line.close();
  }
}

/** Offers the file, and looks at what the host has of it already, where an earlier run sent that. */
async function offered({ source, draft: id, door, signal }: UploadOptions) {
  const { name, size } = source;
  for (;;) {
    const answer = await door.offer({ id, name, size });
    if (answer.done || answer.received <= source.seen) return answer;
    // This may take longer than the ticket lasts.
    await readUpTo(answer.received, source, signal);
  }
}

async function readUpTo(offset: number, source: FileSource, signal: AbortSignal): Promise<void> {
  const piece = new Uint8Array(limits.transfer.chunkBytes);
  while (source.seen < offset) {
    signal.throwIfAborted();
    const { length } = await source.read(source.seen, piece.subarray(0, offset - source.seen));
    if (length === 0) throw new ChatError("file-changed");
  }
}

/** Sends pieces ahead of what is acknowledged, but only so many. */
async function sendAll(
  line: TransferLine,
  source: FileSource,
  from: number,
  onProgress: (progress: Progress) => void,
): Promise<void> {
  const { size } = source;
  const underWay = new Set<Promise<void>>();
  const buffers = new PieceBuffers(size - from);
  for (let offset = from; offset < size; ) {
    const buffer = buffers.take();
    const bytes = await source.read(offset, buffer.subarray(0, size - offset));
    if (bytes.length === 0) throw new ChatError("file-changed");
    const sent = line.request("upload:chunk", { offset, bytes }).then(({ received }) => {
      underWay.delete(sent);
      buffers.giveBack(buffer);
      onProgress({ done: received, size });
    });
    sent.catch(() => {});
    underWay.add(sent);
    offset += bytes.length;
    if (underWay.size >= limits.transfer.window) await Promise.race(underWay);
  }
  await Promise.all(underWay);
}
