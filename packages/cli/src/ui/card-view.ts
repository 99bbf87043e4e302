import { addressWithPort } from "@classchat/core";
import stringWidth from "string-width";
import type { Hosting } from "../state/events.ts";
import { words } from "../words/words.ts";
import { bigHeight, bigWord } from "./big-letters.ts";
import { cut, drawableAddress, drawableLine } from "./drawable.ts";
import { codeWords, packed } from "./packed-words.ts";
import { qrPoints, qrRows } from "./qr.ts";
import type { Window } from "./room-lines.ts";

export interface CardRow {
  key: string;
  text: string;
  tone: "plain" | "code";
}

/** What the projector shows. */
export interface CardView {
  rows: readonly CardRow[];
  /** Empty where there is no room for it. */
  qr: readonly string[];
  /** Whether the QR code stands beside the words, or below them. */
  isBeside: boolean;
}

export interface Shown extends Hosting {
  name: string;
}

/** Points of large letters are so many cells wide, the best first; 0: letters as they are. */
const sizes = [2, 1, 0] as const;
/** The standard wants four light points around; cameras are content with less. */
const borders = [4, 2, 1] as const;
const gap = 3;

/** Words large enough for the last row first; then the QR code, as far as there is room for it beside or below. */
export function cardView(shown: Shown, window: Window): CardView {
  const cards = sizes.map((size) => ({ size, rows: wordRows(shown, size, window.columns) }));
  const large = cards.filter(({ size, rows }) => size > 0 && isFitting(rows, window));
  const codes = large.length > 0 ? qrCodes(shown) : [];
  for (const { size, rows } of large) {
    const withQr = besideQr(shown, { size, codes }, window) ?? belowQr(rows, codes, window);
    if (withQr) return withQr;
  }
  const rows = large[0]?.rows ?? wordRows(shown, 0, window.columns);
  return { rows: rows.slice(0, window.rows), qr: [], isBeside: false };
}

type QrCode = readonly string[];

function besideQr(
  shown: Shown,
  { size, codes }: { size: number; codes: readonly QrCode[] },
  window: Window,
): CardView | undefined {
  for (const qr of codes) {
    const columns = window.columns - widthOf(qr) - gap;
    const rows = wordRows(shown, size, columns);
    const isFit = qr.length <= window.rows && isFitting(rows, { ...window, columns });
    if (isFit) return { rows, qr, isBeside: true };
  }
  return undefined;
}

function belowQr(
  rows: readonly CardRow[],
  codes: readonly QrCode[],
  window: Window,
): CardView | undefined {
  const qr = codes.find(
    (qr) => widthOf(qr) <= window.columns && rows.length + 1 + qr.length <= window.rows,
  );
  return qr && { rows: [...rows, blank("qr")], qr, isBeside: false };
}

/** With as much light around as there may be room for, the most first. The code holds what stands behind `classchat join`; without an address there is none. */
function qrCodes({ addresses: [address], port }: Shown): readonly QrCode[] {
  if (address === undefined) return [];
  const points = qrPoints(addressWithPort({ address, port }));
  return borders.map((border) => qrRows(points, border));
}

function wordRows(shown: Shown, size: number, columns: number): readonly CardRow[] {
  const name = plain("name", cut(drawableLine(shown.name), columns));
  const places = placesOf(shown).map((place) => plain(place, cut(place, columns)));
  const code = codeRows(shown.code, size, columns);
  return size === 0
    ? [name, ...code, ...places]
    : [name, blank("code"), ...code, blank("places"), ...places];
}

function placesOf({ addresses, port }: Shown): readonly string[] {
  if (addresses.length === 0) return [words.screen.hosted.noNetwork];
  return addresses.slice(0, 3).map((address) => drawableAddress({ address, port }));
}

function codeRows(code: string, size: number, width: number): readonly CardRow[] {
  const words = codeWords(code);
  const texts =
    size === 0
      ? packed(words, { width, gap: 1 }).map((row) => row.join(" "))
      : largeRows(words, size, width);
  return texts.map((text, row) => ({ key: `code:${row}`, text, tone: "code" }));
}

function largeRows(words: readonly string[], size: number, width: number): readonly string[] {
  const shapes = new Map(words.map((word) => [word, bigWord(word, size) ?? [word]]));
  const first = (word: string) => shapes.get(word)?.[0] ?? "";
  const lines = packed(words.map(first), { width, gap: 2 * gap });
  let next = 0;
  return lines.flatMap((line, index) => {
    const together = words.slice(next, next + line.length).map((word) => shapes.get(word) ?? []);
    next += line.length;
    const rows = Array.from({ length: bigHeight }, (_, row) =>
      together.map((shape) => shape[row] ?? "").join(" ".repeat(2 * gap)),
    );
    return index === 0 ? rows : [" ", ...rows];
  });
}

function isFitting(rows: readonly CardRow[], window: Window): boolean {
  return rows.length <= window.rows && widthOf(rows.map(({ text }) => text)) <= window.columns;
}

function widthOf(rows: readonly string[]): number {
  return Math.max(...rows.map((row) => stringWidth(row)));
}

function plain(key: string, text: string): CardRow {
  return { key, text, tone: "plain" };
}

function blank(key: string): CardRow {
  return plain(`above:${key}`, "");
}
