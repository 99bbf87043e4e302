// Text from others stands in a row between marks (UAX #9, 2.4.2), so that its direction moves nothing else in the row.
// The marks are made here, and taken out in `display-order.ts` before anything is drawn: no text brings its own, for
// cleaning takes them out.

const leftToRight = "\u2066";
const rightToLeft = "\u2067";
const end = "\u2069";
const marks = /[\u2066-\u2069]/gu;

// The blocks that Unicode keeps for scripts that are written from right to left, their digits among them, and the mark.
const turning =
  /[\u2067\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const firstLetter = /\p{L}/u;

export type Direction = "left-to-right" | "right-to-left";

/** Whether something in the text is written from right to left. */
export function isTurning(text: string): boolean {
  return turning.test(text);
}

/** The direction of the first letter; nothing where all is written from left to right anyway. */
export function directionOf(text: string): Direction | undefined {
  if (!isTurning(text)) return undefined;
  const [letter = ""] = firstLetter.exec(text) ?? [];
  return isTurning(letter) ? "right-to-left" : "left-to-right";
}

/** A text in its own direction, or in that one, among other text. */
export function isolated(text: string, direction = directionOf(text)): string {
  if (direction === undefined || text === "") return text;
  return (direction === "right-to-left" ? rightToLeft : leftToRight) + text + end;
}

/** Rows that were one text: what is open at the end of one is closed there and opened again in the next. */
export function balanced(rows: readonly string[]): string[] {
  let open: readonly string[] = [];
  return rows.map((row) => {
    const before = open;
    open = openAfter(row, before);
    return before.join("") + row + end.repeat(open.length);
  });
}

/** A row without the marks. */
export function unmarked(row: string): string {
  return row.replace(marks, "");
}

function openAfter(row: string, before: readonly string[]): readonly string[] {
  const open = [...before];
  for (const mark of row.match(marks) ?? []) {
    if (mark === end) open.pop();
    else open.push(mark);
  }
  return open;
}
