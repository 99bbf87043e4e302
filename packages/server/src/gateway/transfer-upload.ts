import { ChatError, check, type FileId, limits, transferRequests } from "@classchat/core";
import type { Files } from "../chat/files.ts";
import type { Counts } from "../chat/ports.ts";
import type { Seat } from "../chat/seat.ts";
import type { TransferLine } from "./transfer-line.ts";
import type { TransferPace } from "./transfer-pace.ts";

export interface UploadParts {
  files: Files;
  file: FileId;
  /** Whose it is, with the role of now. */
  seat: () => Seat;
  pace: TransferPace;
  counts: Counts;
}

/** Takes the bytes of a file. */
export function serveUpload(
  line: TransferLine,
  { files, file, seat, pace, counts }: UploadParts,
): void {
  const opening = files.upload(file);
  // Each request waits for it, and tells what went wrong.
  opening.catch(() => {});
  line.onEnd(() => void opening.then((upload) => files.pause(upload), ignore));
  const atOnce = limits.transfer.window;
  line.answer("upload:chunk", {
    atOnce,
    handle: async (raw) => {
      const piece = check(transferRequests["upload:chunk"].input, raw);
      const upload = await opening;
      requireWorthwhile(piece, upload.record);
      const received = await files.add(upload, piece);
      counts.add("fileBytes", ["in"], piece.bytes.length);
      // What is not acknowledged holds the sender back.
      await pace.turn();
      return { received };
    },
  });
  line.answer("upload:finish", {
    atOnce,
    handle: async (raw) => {
      const { sha256 } = check(transferRequests["upload:finish"].input, raw);
      return files.finish(seat(), await opening, sha256);
    },
  });
}

// A file in pieces of one byte would cost the host a write each.
function requireWorthwhile(
  { offset, bytes }: { offset: number; bytes: Uint8Array },
  { size }: { size: number },
): void {
  const isLast = offset + bytes.length >= size;
  if (!isLast && bytes.length < limits.transfer.leastBytes) throw new ChatError("bad-input");
}

function ignore(): void {}
