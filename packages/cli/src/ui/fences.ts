/** A piece of a message: text as it is, or code between fences. */
export type Piece =
  | { kind: "text"; text: string }
  /** The language as it was written behind the fence, maybe nothing. */
  | { kind: "code"; language: string; code: string };

const opening = /^ {0,3}(\x60{3,})[ ]*([\w+#.-]{0,20})[ ]*$/u;

/** What stands between lines of three backquotes is code; a fence that is not closed reaches to the end. */
export function piecesOf(text: string): Piece[] {
  if (!text.includes("```")) return [{ kind: "text", text }];
  const pieces: Piece[] = [];
  const lines = text.split("\n");
  let from = 0;
  while (from < lines.length) {
    const start = lines.findIndex((line, row) => row >= from && opening.test(line));
    const end = start < 0 ? -1 : endOf(lines, start);
    pieces.push(...textPiece(lines.slice(from, start < 0 ? lines.length : start)));
    if (start >= 0) pieces.push(...codePiece(lines.slice(start, end)));
    from = start < 0 ? lines.length : end + 1;
  }
  return pieces.length > 0 ? pieces : [{ kind: "text", text }];
}

/** The line that closes what that line opened, or the one after the last. */
function endOf(lines: readonly string[], start: number): number {
  const [, fence = ""] = opening.exec(lines[start] ?? "") ?? [];
  const end = lines.findIndex((line, row) => row > start && line.trim() === fence);
  return end < 0 ? lines.length : end;
}

function textPiece(lines: readonly string[]): Piece[] {
  return lines.length > 0 ? [{ kind: "text", text: lines.join("\n") }] : [];
}

/** Nothing between fences is nothing to number: the fences are shown as they are. */
function codePiece([first = "", ...lines]: readonly string[]): Piece[] {
  if (lines.length === 0) return [{ kind: "text", text: first }];
  const [, , language = ""] = opening.exec(first) ?? [];
  return [{ kind: "code", language, code: lines.join("\n") }];
}
