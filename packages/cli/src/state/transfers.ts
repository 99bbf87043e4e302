import type { Transfer } from "../client/session-events.ts";

/** A file on its way, as the screen shows it. */
export interface ShownTransfer extends Transfer {
  /** Bytes a second, smoothed; nothing as long as it is not known. */
  rate: number | undefined;
  /** What was there when the rate was counted last. */
  measured: { done: number; at: number };
  toldAt: number;
}

/** What went well, or was cancelled, is seen for so long. */
const lingerMs = 4_000;
/** Reports that are closer together say little about the rate. */
const measuredMs = 200;
/** A rate forgets about two thirds of what it was in this time. */
const smoothMs = 3_000;

/** The transfers after a report about one of them; those that are over for a while go. */
export function withTransfer(
  transfers: readonly ShownTransfer[],
  transfer: Transfer,
  now: number,
): readonly ShownTransfer[] {
  const before = transfers.find(({ id }) => id === transfer.id);
  const shown = { ...transfer, ...rateOf(before, transfer, now), toldAt: now };
  const all = before
    ? transfers.map((other) => (other === before ? shown : other))
    : [...transfers, shown];
  return seenTransfers(all, now);
}

/** Those that are still to be seen at that time. */
export function seenTransfers(
  transfers: readonly ShownTransfer[],
  now: number,
): readonly ShownTransfer[] {
  return transfers.filter((transfer) => isKept(transfer) || now - transfer.toldAt < lingerMs);
}

export function withoutFailed(transfers: readonly ShownTransfer[]): readonly ShownTransfer[] {
  return transfers.filter(({ state }) => state !== "failed");
}

export function isOpen({ state }: Transfer): boolean {
  return state === "running" || state === "waiting";
}

/** How long it takes yet at its rate, in ms; nothing where that is not known. */
export function timeLeftOf({ size, done, rate }: ShownTransfer): number | undefined {
  return rate ? ((size - done) / rate) * 1_000 : undefined;
}

function isKept(transfer: Transfer): boolean {
  return isOpen(transfer) || transfer.state === "failed";
}

function rateOf(
  before: ShownTransfer | undefined,
  { state, done }: Transfer,
  now: number,
): Pick<ShownTransfer, "rate" | "measured"> {
  if (before?.state !== "running" || state !== "running") {
    return { rate: undefined, measured: { done, at: now } };
  }
  const { rate, measured } = before;
  const ms = now - measured.at;
  if (ms < measuredMs) return { rate, measured };
  const latest = (Math.max(0, done - measured.done) / ms) * 1_000;
  return { rate: smoothed(rate, latest, ms), measured: { done, at: now } };
}

function smoothed(rate: number | undefined, latest: number, ms: number): number {
  return rate === undefined ? latest : latest + (rate - latest) * Math.exp(-ms / smoothMs);
}
