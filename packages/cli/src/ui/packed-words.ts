import stringWidth from "string-width";

/** Words in rows, as many together as fit into the width; a word that is wider has a row of its own. */
export function packed(
  words: readonly string[],
  { width, gap }: { width: number; gap: number },
): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let used = 0;
  for (const word of words) {
    const cells = stringWidth(word);
    const isBeside = rows.length > 0 && used + gap + cells <= width;
    if (isBeside) rows.at(-1)?.push(word);
    else rows.push([word]);
    used = isBeside ? used + gap + cells : cells;
  }
  return rows;
}

export function codeWords(code: string): readonly string[] {
  return code.toUpperCase().split("-");
}
