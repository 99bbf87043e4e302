import { randomUUID } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ensureFolder } from "./client/data-folder.ts";
import { TransferFailure } from "./client/transfer-failure.ts";
import { words } from "./words/words.ts";

interface PastedParts {
  /** The client's folder. */
  folder: string;
  /** Hands the file in; rejects with why it is not. */
  send: (path: string) => Promise<unknown>;
}

/**
 * Hands a pasted text in as a file. It lies in the client's folder until it is stored, or given up; where it is
 * not sent it stays, and the error says where, so that nothing is lost.
 */
export async function sendPasted(text: string, { folder, send }: PastedParts): Promise<void> {
  const place = join(folder, "pasted", randomUUID());
  const path = join(place, `pasted-${clockWords(new Date())}.txt`);
  await ensureFolder(place);
  await writeFile(path, `${text.trimEnd()}\n`, { mode: 0o600, flag: "wx" });
  try {
    await send(path);
  } catch (cause) {
    if (!isGivenUp(cause)) throw new TransferFailure(words.files.pastedKept(path), { cause });
  }
  await rm(place, { recursive: true, force: true });
}

function isGivenUp(cause: unknown): boolean {
  return cause instanceof Error && cause.message === words.errors["transfer-cancelled"];
}

/** `142305`, which every file system takes. */
function clockWords(at: Date): string {
  const parts = [at.getHours(), at.getMinutes(), at.getSeconds()];
  return parts.map((part) => String(part).padStart(2, "0")).join("");
}
