import { bestFirst } from "./interfaces.ts";

/** Where a room can be dialled. */
export interface Place {
  address: string;
  port: number;
}

/** What one sender says of where a room is; nothing of it is proved. */
export interface SaidPlaces {
  /** Where the packet came from. */
  sender: string;
  port: number;
  addresses: readonly string[];
}

const sendersKept = 8;
const placesShown = 8;
const placesDialed = 4;

/**
 * Where a room is said to be. Anyone may say anything of any room, so what each sender says is kept apart and none
 * of them pushes away what another said.
 */
export class RoomPlaces {
  /** The newest last. */
  readonly #said = new Map<string, SaidPlaces>();

  /** Whether nothing was heard of that sender before. */
  hear(said: SaidPlaces): boolean {
    const isNew = !this.#said.delete(said.sender);
    this.#said.set(said.sender, said);
    if (this.#said.size > sendersKept) this.#forgetOldest();
    return isNew;
  }

  /** Best first, and none twice. */
  get addresses(): string[] {
    const all = [...this.#said.values()].flatMap(({ addresses }) => addresses);
    return bestFirst(all.toSorted()).slice(0, placesShown);
  }

  /** The best of each sender, newest first; then the second best of each; and so on. */
  toDial(): Place[] {
    const lists = [...this.#said.values()].toReversed().map(placesOf);
    const longest = Math.max(0, ...lists.map(({ length }) => length));
    const rounds = Array.from({ length: longest }, (_, rank) =>
      lists.flatMap((places) => places[rank] ?? []),
    );
    return distinct(rounds.flat());
  }

  /** It answers there: what does not say so was true before, or never. */
  keepOnly({ address, port }: Place): void {
    for (const [sender, said] of this.#said)
      if (said.port !== port || !said.addresses.includes(address)) this.#said.delete(sender);
  }

  #forgetOldest(): void {
    const [oldest] = this.#said.keys();
    if (oldest !== undefined) this.#said.delete(oldest);
  }
}

/** Best first. */
export function placesOf({ port, addresses }: Omit<SaidPlaces, "sender">): Place[] {
  return bestFirst(addresses).map((address) => ({ address, port }));
}

/** So many as are dialled at once, and none twice. */
export function distinct(places: readonly Place[]): Place[] {
  const byText = new Map(places.map((place) => [`${place.address} ${place.port}`, place]));
  return [...byText.values()].slice(0, placesDialed);
}
