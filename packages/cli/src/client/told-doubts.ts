import { type DoubtLine, limits } from "@classchat/core";

/** Several times as many as a host keeps; one that tells of new ones without end shall not fill this computer. */
const mostTold = limits.doubtLines * 4;

/** Which lines between students and mentors were told, so that each is told once over any number of connections. */
export class ToldDoubts {
  readonly #told = new Set<string>();

  /** Those that were not told before; from now on they were. */
  fresh(lines: readonly DoubtLine[]): DoubtLine[] {
    const fresh = lines.filter((line) => !this.#told.has(keyOf(line)));
    for (const line of fresh) this.#remember(keyOf(line));
    return fresh;
  }

  #remember(key: string): void {
    this.#told.add(key);
    const [first] = this.#told;
    if (this.#told.size > mostTold && first !== undefined) this.#told.delete(first);
  }

  forget(): void {
    this.#told.clear();
  }
}

/** The id is made by the author: only together they are one of their kind. */
function keyOf({ from, id }: DoubtLine): string {
  return `${id} ${from}`;
}
