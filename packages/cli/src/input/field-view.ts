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

export interface FieldSize {
  width: number;
  maxRows: number;
}

/**
 * Wraps what is typed to `width` cells and shows at most `maxRows` rows, the cursor's among them. `draw` gives what
 * stands on the screen for one typed character.
 */
export function viewField(
  { text, cursor }: { text: string; cursor: number },
  { width, maxRows }: FieldSize,
  draw: (character: string) => string,
): FieldView {
  const wrapped = wrap({ text, cursor, width, draw });
  const from = Math.max(0, Math.min(wrapped.y - maxRows + 1, wrapped.rows.length - maxRows));
  const rows = wrapped.rows.slice(from, from + maxRows);
  return { rows, x: wrapped.x, y: wrapped.y - from };
}

function wrap(field: {
  text: string;
  cursor: number;
  width: number;
  draw: (character: string) => string;
}): Wrapped {
  const wrapped: Wrapped = { rows: [""], x: 0, y: 0, width: 0 };
  for (const { segment, index } of graphemes.segment(field.text)) {
    const drawn = segment === "\n" ? "" : field.draw(segment);
    const cells = stringWidth(drawn);
    if (wrapped.width + cells > field.width) breakRow(wrapped);
    if (index === field.cursor) markCursor(wrapped, field.width);
    if (segment === "\n") breakRow(wrapped);
    else append(wrapped, drawn, cells);
  }
  if (field.cursor >= field.text.length) markCursor(wrapped, field.width);
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
