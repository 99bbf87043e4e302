import type { DoubtLine } from "@classchat/core";

/** Which lines between students and mentors were told, so that each is told once over any number of connections. */
export class ToldDoubts {
  readonly #told = new Set<string>();

  /** Those that were not told before; from now on they were. */
  fresh(lines: readonly DoubtLine[]): DoubtLine[] {
    const fresh = lines.filter((line) => !this.#told.has(keyOf(line)));
    for (const line of fresh) this.#told.add(keyOf(line));
    return fresh;
  }

  forget(): void {
    this.#told.clear();
  }
}

/** The id is made by the author: only together they are one of their kind. */
function keyOf({ from, id }: DoubtLine): string {
  return `${id} ${from}`;
}
