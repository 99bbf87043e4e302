import { ChatError, limits, type Message, type Output, type RawInput } from "@classchat/core";
import type { FileSource } from "./file-source.ts";
import type { Timing } from "./timing.ts";
import type { TransferLine } from "./transfer-line.ts";
import { untilDone } from "./until-done.ts";

export interface Progress {
  /** Bytes that the other side has, of all. */
  done: number;
  size: number;
}

/** How a transfer reaches the host: through the session, and over a connection of its own. */
export interface TransferDoor {
  offer(offer: RawInput<"file:offer">): Promise<Output<"file:offer">>;
  fetch(file: string): Promise<Output<"file:fetch">>;
  /** Gives up handing it in. */
  cancel(file: string): Promise<unknown>;
  open(ticket: string, signal: AbortSignal): Promise<TransferLine>;
  timing: Timing;
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

async function uploadOnce({ source, draft, door, onProgress, signal }: UploadOptions) {
  const { name, size, sha256 } = source;
  const { ticket, received, done } = await door.offer({ id: draft, name, size, sha256 });
  onProgress({ done: received, size });
  if (done) return done;
  const line = await door.open(ticket, signal);
  try {
    await sendAll(line, source, received, onProgress);
    return await line.request("upload:finish", {});
  } finally {
    line.close();
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
  for (let offset = from; offset < size; ) {
    const bytes = await source.read(offset, Math.min(limits.transfer.chunkBytes, size - offset));
    if (bytes.length === 0) throw new ChatError("file-changed");
    const sent = line.request("upload:chunk", { offset, bytes }).then(({ received }) => {
      underWay.delete(sent);
      onProgress({ done: received, size });
    });
    sent.catch(() => {});
    underWay.add(sent);
    offset += bytes.length;
    if (underWay.size >= limits.transfer.window) await Promise.race(underWay);
  }
  await Promise.all(underWay);
}
