/** The one name that may have been meant: it starts so, or differs by at most two letters. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const started = names.find((candidate) => name !== "" && candidate.startsWith(name));
  if (started) return started;
  const [best] = names
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .sort((a, b) => a.distance - b.distance);
  return best && best.distance <= 2 && best.distance < name.length ? best.candidate : undefined;
}

/** Letters to add, drop or change to make one word of the other (Wagner–Fischer). */
function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...from].entries()) {
    previous = nextDistances(previous, { row, letter, to });
  }
  return previous[to.length] ?? 0;
}

function nextDistances(
  previous: readonly number[],
  { row, letter, to }: { row: number; letter: string; to: string },
): number[] {
  const distances = [row + 1];
  for (let column = 0; column < to.length; column++) {
    const changed = (previous[column] ?? 0) + (to[column] === letter ? 0 : 1);
    const dropped = (previous[column + 1] ?? 0) + 1;
    const added = (distances[column] ?? 0) + 1;
    distances.push(Math.min(changed, dropped, added));
  }
  return distances;
}
