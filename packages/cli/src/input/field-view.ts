import stringWidth from "string-width";

/** The rows of a field that are seen, and the cell of the cursor among them. */
export interface FieldView {
  rows: readonly string[];
  x: number;
  y: number;
}

interface Wrapped {
  rows: string[];
  x: number;
  y: number;
  width: number;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Wraps what is typed to `width` cells and shows at most `maxRows` rows, the cursor's among them. */
export function viewField(
  { text, cursor }: { text: string; cursor: number },
  { width, maxRows }: { width: number; maxRows: number },
): FieldView {
  const wrapped = wrap(text, cursor, width);
  const from = Math.max(0, Math.min(wrapped.y - maxRows + 1, wrapped.rows.length - maxRows));
  const rows = wrapped.rows.slice(from, from + maxRows);
  return { rows, x: wrapped.x, y: wrapped.y - from };
}

/** A field of one row: the part around the cursor. */
export function viewLine(
  { text, cursor }: { text: string; cursor: number },
  width: number,
): FieldView {
  const { rows, x } = viewField({ text, cursor }, { width, maxRows: 1 });
  return { rows, x, y: 0 };
}

function wrap(text: string, cursor: number, width: number): Wrapped {
  const wrapped: Wrapped = { rows: [""], x: 0, y: 0, width: 0 };
  for (const { segment, index } of graphemes.segment(text)) {
    const cells = segment === "\n" ? 0 : stringWidth(segment);
    if (wrapped.width + cells > width) breakRow(wrapped);
    if (index === cursor) markCursor(wrapped, width);
    if (segment === "\n") breakRow(wrapped);
    else append(wrapped, segment, cells);
  }
  if (cursor >= text.length) markCursor(wrapped, width);
  return wrapped;
}

function markCursor(wrapped: Wrapped, width: number): void {
  if (wrapped.width >= width) breakRow(wrapped);
  wrapped.x = wrapped.width;
  wrapped.y = wrapped.rows.length - 1;
}

function breakRow(wrapped: Wrapped): void {
  wrapped.rows.push("");
  wrapped.width = 0;
}

function append(wrapped: Wrapped, segment: string, cells: number): void {
  wrapped.rows[wrapped.rows.length - 1] += segment;
  wrapped.width += cells;
}
