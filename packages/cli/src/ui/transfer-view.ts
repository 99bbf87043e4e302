import stringWidth from "string-width";
import { fileSize } from "../input/file-size.ts";
import type { RoomView } from "../state/room-view.ts";
import { isOpen, type ShownTransfer, seenTransfers, timeLeftOf } from "../state/transfers.ts";
import { words } from "../words/words.ts";
import { cut, drawableLine, wrapped } from "./drawable.ts";
import { roomyRows, type Window } from "./room-lines.ts";

/** One row about a file on its way. */
export interface TransferRow {
  key: string;
  text: string;
  tone: "running" | "waiting" | "over" | "failed";
}

const told = words.screen.transfers;
const mostTransfers = 3;
const barCells = 12;
const rateCells = 9;
/** So much of a name is seen before anything else is. */
const nameCells = 12;

/** The files on their way, what failed first; as many as the window has room for. */
export function transferRows(view: RoomView, window: Window, now: number): readonly TransferRow[] {
  const all = [...seenTransfers(view.files.transfers, now)].sort(byUrgency);
  const [first, ...others] = all;
  if (!first) return [];
  if (window.rows < roomyRows) return [onlyRow(first, others.length, window)];
  if (all.length <= mostTransfers) return all.flatMap((transfer) => rowsOf(transfer, window));
  const shown = all.slice(0, mostTransfers - 1);
  const rest = all.length - shown.length;
  return [...shown.flatMap((transfer) => rowsOf(transfer, window)), restRow(rest)];
}

/** Whether some are over and will be gone after a while. */
export function areTransfersGoing({ files }: RoomView, now: number): boolean {
  const seen = seenTransfers(files.transfers, now);
  return seen.some((transfer) => !isOpen(transfer) && transfer.state !== "failed");
}

/** How many are on their way. */
export function openTransfers({ files }: RoomView): number {
  return files.transfers.filter(isOpen).length;
}

const urgency: readonly ShownTransfer["state"][] = [
  "failed",
  "running",
  "waiting",
  "done",
  "cancelled",
];

function byUrgency(a: ShownTransfer, b: ShownTransfer): number {
  return urgency.indexOf(a.state) - urgency.indexOf(b.state);
}

function rowsOf(transfer: ShownTransfer, { columns }: Window): TransferRow[] {
  const cells = columns - 1;
  if (transfer.state === "failed") return failedRows(transfer, { cells, most: 2 });
  return [{ key: transfer.id, ...lineOf(transfer, cells) }];
}

function lineOf(transfer: ShownTransfer, cells: number): Omit<TransferRow, "key"> {
  switch (transfer.state) {
    case "running":
      return { tone: "running", text: partsThatFit(transfer, runningParts, cells) };
    case "waiting":
      return { tone: "waiting", text: partsThatFit(transfer, waitingParts, cells) };
    default:
      return { tone: "over", text: overWords(transfer, cells) };
  }
}

/** The one row that a low window has, and how many others there are. */
function onlyRow(transfer: ShownTransfer, others: number, { columns }: Window): TransferRow {
  const more = others > 0 ? ` +${others}` : "";
  const cells = columns - 1 - more.length;
  const [failed] = transfer.state === "failed" ? failedRows(transfer, { cells, most: 1 }) : [];
  const row = failed ?? { key: transfer.id, ...lineOf(transfer, cells) };
  return { ...row, text: row.text + more };
}

/** The name, and as many of the other parts as there is room for, the most telling first. */
function partsThatFit(
  transfer: ShownTransfer,
  partsInOrder: readonly Part[],
  cells: number,
): string {
  const name = nameOf(transfer);
  const start = ` ${signOf(transfer)} `;
  const wanted = Math.min(stringWidth(name), nameCells);
  for (let count = partsInOrder.length; ; count--) {
    const rest = partsOf(transfer, partsInOrder.slice(0, count));
    const room = cells - start.length - stringWidth(rest);
    if (room >= wanted || count === 1) return start + cut(name, Math.max(1, room)) + rest;
  }
}

type Part = (transfer: ShownTransfer) => string;

/** The second, the bar, stands before the first, the share. */
function partsOf(transfer: ShownTransfer, [share, drawn, ...others]: readonly Part[]): string {
  const parts = [drawn, share, ...others].flatMap((part) => part?.(transfer) || []);
  return parts.map((part) => `  ${part}`).join("");
}

const cancelHint: Part = () => "(/cancel)";
const runningParts: readonly Part[] = [percent, bar, rateWords, leftWords, cancelHint];
const waitingParts: readonly Part[] = [percent, () => told.waits, cancelHint];

/** The reason in full, or as much of it as there are rows for. */
function failedRows(
  transfer: ShownTransfer,
  { cells, most }: { cells: number; most: number },
): TransferRow[] {
  const name = cut(nameOf(transfer), Math.max(nameCells, Math.floor(cells / 2)));
  const failure = transfer.way === "send" ? told.notSent : told.notFetched;
  const text = `! ${failure(name, reasonOf(transfer))} (Esc)`;
  const all = wrapped(text, cells - 3);
  const isCut = all.length > most;
  return all.slice(0, most).map((line, index) => {
    const isLast = isCut && index === most - 1;
    const text = (index === 0 ? " " : "   ") + (isLast ? `${line} …` : line);
    return { key: `${transfer.id}:${index}`, text: cut(text, cells), tone: "failed" };
  });
}

function restRow(rest: number): TransferRow {
  return { key: "rest", text: `   ${words.screen.more(rest)}`, tone: "waiting" };
}

/** Up to the host, or down from it, in signs that have one width everywhere. */
function signOf({ way }: ShownTransfer): string {
  return way === "send" ? "›" : "↓";
}

function nameOf({ name }: ShownTransfer): string {
  return drawableLine(name);
}

function shareOf({ done, size }: ShownTransfer): number {
  return size === 0 ? 1 : Math.max(0, Math.min(1, done / size));
}

/** Never 100 before it is whole. */
function percent(transfer: ShownTransfer): string {
  return `${Math.floor(100 * shareOf(transfer))} %`.padStart(5);
}

function bar(transfer: ShownTransfer): string {
  const full = Math.floor(barCells * shareOf(transfer));
  return "█".repeat(full) + "░".repeat(barCells - full);
}

function rateWords({ rate }: ShownTransfer): string {
  if (rate === undefined) return "";
  const shown = `${fileSize(Math.round(rate))}/s`;
  return " ".repeat(Math.max(0, rateCells - stringWidth(shown))) + shown;
}

function leftWords(transfer: ShownTransfer): string {
  const ms = timeLeftOf(transfer);
  if (ms === undefined) return "";
  const seconds = Math.ceil(ms / 1_000);
  if (seconds < 60) return told.left.seconds(seconds);
  if (seconds < 3_600) return told.left.minutes(Math.ceil(seconds / 60));
  return told.left.hours(Math.ceil(seconds / 3_600));
}

function overWords(transfer: ShownTransfer, cells: number): string {
  const name = cut(nameOf(transfer), Math.max(nameCells, Math.floor(cells / 2)));
  return cut(` ${signOf(transfer)} ${name}  ${endWords(transfer)}`, cells);
}

function endWords({ state, way }: ShownTransfer): string {
  if (state === "cancelled") return told.cancelled;
  return way === "send" ? told.sent : told.fetched;
}

function reasonOf({ code, reason }: ShownTransfer): string {
  return reason === undefined ? words.errors[code ?? "internal"] : drawableLine(reason);
}
