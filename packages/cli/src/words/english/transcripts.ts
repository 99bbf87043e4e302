import { amount } from "./amount.ts";

/** What stands in a transcript beside what was said, and where it was saved. */
export const transcripts = {
  mentor: "★ mentor",
  file: ({ name, size, sha256 }: { name: string; size: number; sha256: string }) =>
    `File: ${name}, ${size} bytes, SHA-256 ${sha256}`,

  saved: (count: number) => `${amount(count, "message")} saved.`,
  at: (path: string) => `The transcript: ${path}`,
  /** A mentor who came later may clear what he may not read. */
  atWithout: (path: string, lack: number) =>
    `The transcript: ${path} (without ${amount(lack, "message")} from before your first visit)`,
  exists: (path: string) => `${path} exists: give another name with --to`,
  tooMany: (folder: string) => `${folder} has too many transcripts: move some elsewhere`,
};
