import { SavedFile } from "./saved-file.ts";
import { type Progress, type TransferDoor, untilDone } from "./upload.ts";

export interface DownloadOptions {
  /** The file's id. */
  file: string;
  /** The folder it is saved in. */
  folder: string;
  door: TransferDoor;
  onProgress: (progress: Progress) => void;
  signal: AbortSignal;
}

/** Fetches a file, over as many connections as it takes; resolves with the path under which it was saved. */
export function download(options: DownloadOptions): Promise<string> {
  return untilDone(options, () => downloadOnce(options));
}

async function downloadOnce({ file, folder, door, onProgress, signal }: DownloadOptions) {
  const { attachment, ticket } = await door.fetch(file);
  const saved = await SavedFile.open(folder, attachment);
  const { size } = attachment;
  onProgress({ done: saved.size, size });
  try {
    if (saved.size < size) {
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
  } catch (error) {
    await saved.close();
    throw error;
  }
  return saved.keep();
}
