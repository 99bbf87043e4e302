import type { Transfer } from "../client/session-events.ts";
import { durationWords } from "../input/duration-words.ts";
import { fileSize } from "../input/file-size.ts";
import { words } from "../words/words.ts";

/** Of smaller ones only the end is told: nobody has time to read more. */
const largeBytes = 10_000_000;
const steps = 4;

/** What is to be said of transfers in lines: how they end, and of large ones each quarter. */
export class TransferWords {
  readonly #quarters = new Map<string, number>();

  of(transfer: Transfer): string[] {
    const { id, state, size } = transfer;
    if (state === "waiting") return [];
    if (state !== "running") {
      this.#quarters.delete(id);
      return [endWords(transfer)];
    }
    const quarter = Math.floor(shareOf(transfer) * steps);
    const isNew = quarter > (this.#quarters.get(id) ?? 0);
    this.#quarters.set(id, quarter);
    return isNew && size >= largeBytes ? [words.files.part(part(transfer))] : [];
  }
}

/** How far it is, how fast, and how long it will take; `from` is how far it was when it began. */
export function progressWords(transfer: Transfer, from: number, now: number): string {
  const { done, size, startedAt, state } = transfer;
  if (state === "waiting") return words.files.waiting(part(transfer));
  const perMs = (done - from) / Math.max(1, now - startedAt);
  if (perMs <= 0) return words.files.part(part(transfer));
  const left = durationWords((size - done) / perMs);
  const perSecond = fileSize(Math.round(perMs * 1_000));
  return words.files.moving({ ...part(transfer), perSecond, left });
}

export function shareOf({ done, size }: Pick<Transfer, "done" | "size">): number {
  return size === 0 ? 0 : done / size;
}

function part({ name, size, done }: Transfer) {
  const percent = Math.floor(shareOf({ done, size }) * 100);
  return { name, percent, size: fileSize(size) };
}

function endWords({ name, state, way, path = "", reason = "" }: Transfer): string {
  const { files } = words;
  const isSent = way === "send";
  if (state === "done") return isSent ? files.handedIn(name) : files.saved(path);
  if (state === "cancelled") return files.givenUp(name);
  return isSent ? files.notHandedIn(name, reason) : files.notFetched(name, reason);
}
