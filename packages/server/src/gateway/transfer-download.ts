import { ChatError, check, PieceBuffers, transferRequests } from "@classchat/core";
import type { BlobReader } from "../chat/ports.ts";
import type { TransferLine } from "./transfer-line.ts";
import type { UploadParts } from "./transfer-upload.ts";

interface DownloadParts extends UploadParts {
  /** How many pieces may be on their way now. */
  window: () => number;
}

/** Gives the bytes of a file, when it is asked to start. */
export function serveDownload(
  line: TransferLine,
  { files, file, seat, pace, window, counts }: DownloadParts,
): void {
  let isStarted = false;
  line.answer("download:start", {
    atOnce: 1,
    handle: async (raw) => {
      const { offset } = check(transferRequests["download:start"].input, raw);
      if (isStarted) throw new ChatError("bad-input");
      isStarted = true;
      const reader = await files.download(seat(), file);
      void sendAll(line, { reader, from: offset, pace, window, counts }).catch((error: unknown) =>
        line.fail(error),
      );
      return {};
    },
  });
}

/** Sends pieces ahead of what is acknowledged, but only so many; ends where the connection does. */
async function sendAll(
  line: TransferLine,
  {
    reader,
    from,
    pace,
    window,
    counts,
  }: { reader: BlobReader; from: number } & Pick<DownloadParts, "pace" | "window" | "counts">,
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  const buffers = new PieceBuffers(reader.size - from);
  try {
    for (let offset = from; offset < reader.size && line.isOpen; ) {
      await pace.turn();
      const buffer = buffers.take();
      const bytes = await reader.read(offset, buffer);
      if (bytes.length === 0) throw new Error("The file is shorter than it was.");
      const taken = line.tell("download:chunk", { offset, bytes }).then(() => {
        counts.add("fileBytes", ["out"], bytes.length);
        underWay.delete(taken);
        buffers.giveBack(buffer);
      });
      taken.catch(() => {});
      underWay.add(taken);
      offset += bytes.length;
      while (underWay.size >= window()) await Promise.race(underWay);
    }
    await Promise.all(underWay);
    await line.tell("download:end", {});
  } finally {
    await reader.close();
  }
}
