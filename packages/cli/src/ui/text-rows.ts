import { codeRows } from "./code-rows.ts";
import { drawableText } from "./drawable.ts";
import { piecesOf } from "./fences.ts";
import type { Span } from "./highlight.ts";
import { directionOf, isolated } from "./isolates.ts";
import { wrap } from "./row.ts";

/** One row of a text; code has its pieces too. */
export interface TextRow {
  text: string;
  spans?: readonly Span[];
}

/**
 * A text in rows of that width, each in the direction of the whole; what stands in fences as code. The empty lines behind
 * a text, which a paste brings along, are no rows.
 */
export function textRows(text: string, width: number): TextRow[] {
  const drawn = drawableText(text).replace(/\n+$/u, "");
  const direction = directionOf(drawn);
  return piecesOf(drawn).flatMap((piece) =>
    piece.kind === "text"
      ? wrap(piece.text, width).map((row) => ({ text: isolated(row, direction) }))
      : codeRows(piece, width).map(asRow),
  );
}

function asRow(spans: readonly Span[]): TextRow {
  return { text: spans.map(({ text }) => text).join(""), spans };
}
