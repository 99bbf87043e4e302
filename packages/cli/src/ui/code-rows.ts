import stringWidth from "string-width";
import { graphemesOf } from "./drawable.ts";
import { highlighted, type Span } from "./highlight.ts";
import { languageOf } from "./languages.ts";

/** Rows that are narrower than this have no room for numbers. */
const numbered = 24;
const rule = "│ ";
const isNarrow = /^[\x20-\x7e]$/u;

interface Code {
  language: string;
  code: string;
}

/** The rows of a code: its lines with their numbers and a rule, broken where they are too long. */
export function codeRows({ language, code }: Code, width: number): Span[][] {
  const lines = highlighted(code, language);
  const digits = width < numbered ? 0 : String(lines.length).length;
  const cells = width - rule.length - (digits > 0 ? digits + 1 : 0);
  const rows = lines.flatMap((line, index) =>
    broken(line, cells).map((spans, part) => {
      const number = digits > 0 ? `${part === 0 ? index + 1 : ""} `.padStart(digits + 1) : "";
      return [gutter(number), ...spans];
    }),
  );
  return isShown(language)
    ? [[gutter("".padStart(digits && digits + 1), language)], ...rows]
    : rows;
}

/** What somebody wrote is not hidden: a word behind the fence that we do not know stands above the code. */
function isShown(language: string): boolean {
  return language !== "" && languageOf(language) === undefined;
}

function gutter(number: string, words = ""): Span {
  return { text: number + rule + words, tone: "quiet" };
}

/** A line in rows of at most so many cells. */
function broken(line: readonly Span[], cells: number): Span[][] {
  const rows: Span[][] = [[]];
  let used = 0;
  for (const span of line) {
    for (const grapheme of graphemesOf(span.text)) {
      const width = isNarrow.test(grapheme) ? 1 : stringWidth(grapheme);
      const isFull = used > 0 && used + width > cells;
      if (isFull) rows.push([]);
      used = isFull ? width : used + width;
      append(rows.at(-1) ?? [], { ...span, text: grapheme });
    }
  }
  return rows;
}

/** What is of one tone stays one piece. */
function append(row: Span[], span: Span): void {
  const last = row.at(-1);
  if (last && last.tone === span.tone)
    row[row.length - 1] = { ...last, text: last.text + span.text };
  else row.push(span);
}
