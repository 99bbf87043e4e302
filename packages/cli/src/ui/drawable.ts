import { addressWithPort, cleanLine, cleanText } from "@classchat/core";
import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";
import { balanced, isolated } from "./isolates.ts";

// What goes to the terminal is cleaned once more here, where it is drawn, and made of a width that all terminals agree
// on: they differ on emoji of several code points, and one wrong guess shifts the rest of the row. Only what is drawn is
// changed; what is stored and sent stays as it was written.

const uneven = /[\u200d\ufe0e\ufe0f\u20e3\u{1f3fb}-\u{1f3ff}\u{e0020}-\u{e007f}]/u;
const joinedEmoji =
  /(\p{Extended_Pictographic})[\ufe0f\u{1f3fb}-\u{1f3ff}]?(?:\u200d\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]?)+/gu;
const modifiers = /[\ufe0e\ufe0f\u20e3\u{1f3fb}-\u{1f3ff}\u{e0020}-\u{e007f}]/gu;
const stackedMarks = /(\p{M}{3})\p{M}+/gu;
// A mark with nothing below it would join the character that we drew before it.
const looseMarks = /(^|\n)\p{M}+/gu;
const lineBreaks = /[\u2028\u2029]/gu;
const tabStop = "    ";

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The characters as a reader counts them. */
export function graphemesOf(line: string): string[] {
  return Array.from(graphemes.segment(line), ({ segment }) => segment);
}

/** A message as it may be drawn; its lines stay lines. */
export function drawableText(text: string): string {
  return even(cleanText(text).replace(lineBreaks, "\n").replaceAll("\t", tabStop));
}

/** A name, a title, an error as it may be drawn: one line, between marks where it might turn what stands beside it. */
export function drawableLine(text: string): string {
  return isolated(even(cleanLine(text)));
}

/** What may be drawn, in rows of at most so many cells. */
export function wrapped(text: string, cells: number): string[] {
  return balanced(broken(text, cells, { trim: true }));
}

/** The lines of a text, each broken into rows of at most so many cells. */
export function broken(text: string, cells: number, { trim }: { trim: boolean }): string[] {
  const rows = wrapAnsi(text, cells, { hard: true, trim }).split("\n");
  return rows.flatMap((row) => narrowed(row, cells));
}

// Where letters join into one character, as in Devanagari, wrap-ansi counts one of them and terminals draw all.
function narrowed(row: string, cells: number): string[] {
  if (stringWidth(row) <= cells) return [row];
  const rows = [""];
  for (const piece of row.split(/(?<= )/u).flatMap((word) => piecesOf(word, cells))) {
    const longer = (rows.at(-1) ?? "") + piece;
    if (stringWidth(longer.trimEnd()) <= cells) rows[rows.length - 1] = longer;
    else rows.push(piece);
  }
  return rows.map((narrow) => narrow.trimEnd());
}

/** A word that fits; of one that does not, its letters with the marks on them. */
function piecesOf(word: string, cells: number): string[] {
  return stringWidth(word.trimEnd()) <= cells ? [word] : (word.match(/\P{M}\p{M}*|\p{M}+/gu) ?? []);
}

/** One line in exactly so many cells: cut with `…` or filled with spaces. */
export function fit(line: string, cells: number): string {
  const width = stringWidth(line);
  return width > cells ? fit(cut(line, cells), cells) : line + " ".repeat(cells - width);
}

/** One line in at most so many cells, cut with `…`. */
export function cut(line: string, cells: number): string {
  if (stringWidth(line) <= cells) return line;
  let kept = "";
  let width = 0;
  for (const { segment } of graphemes.segment(line)) {
    width += stringWidth(segment);
    if (width > cells - 1) break;
    kept += segment;
  }
  return cells > 0 ? balanced([`${kept}…`]).join("") : "";
}

function even(text: string): string {
  const marked = text.replace(stackedMarks, "$1").replace(looseMarks, "$1");
  return uneven.test(marked) ? marked.replace(joinedEmoji, "$1").replace(modifiers, "") : marked;
}

/** Where a room answers, written as `join` reads it. */
export function drawableAddress({ address, port }: { address: string; port: number }): string {
  return addressWithPort({ address: drawableLine(address), port });
}
