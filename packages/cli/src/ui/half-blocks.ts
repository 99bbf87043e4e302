/**
 * Points as text, two rows of them in one row of cells, so that each is about a square. Half blocks are as wide as full
 * ones in every terminal: all of them are of one block of Unicode and of one width class.
 */
export function halfBlocks(points: readonly (readonly boolean[])[]): readonly string[] {
  const pairs = points.filter((_, row) => row % 2 === 0);
  return pairs.map((upper, pair) =>
    upper.map((isUpper, x) => block(isUpper, points[2 * pair + 1]?.[x] === true)).join(""),
  );
}

function block(isUpper: boolean, isLower: boolean): string {
  if (isUpper) return isLower ? "█" : "▀";
  return isLower ? "▄" : " ";
}
