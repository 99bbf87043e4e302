import type { RoomId } from "@classchat/core";
import type { DoubtStore, KeptDoubt } from "../chat/ports.ts";
import { type CollectionOptions, DurableCollection } from "./durable-collection.ts";
import type { RowId, Rows } from "./nedb-rows.ts";

interface DoubtRow extends KeptDoubt, RowId {
  room: RoomId;
  /** Room, author and id in one string: none of them contains a space. */
  key: string;
  /** In which order they were kept. */
  number: number;
}

const indexes = [
  { fieldName: "room", unique: false },
  { fieldName: "key", unique: true },
];

export class NedbDoubts implements DoubtStore {
  readonly #rows: DurableCollection<DoubtRow>;

  private constructor(rows: DurableCollection<DoubtRow>) {
    this.#rows = rows;
  }

  static async open(path: string, options: CollectionOptions): Promise<NedbDoubts> {
    return new NedbDoubts(await DurableCollection.open(path, { ...options, indexes }));
  }

  add(room: RoomId, line: KeptDoubt, keep: number): Promise<{ kept: KeptDoubt; isNew: boolean }> {
    const key = `${room} ${line.author} ${line.id}`;
    return this.#rows.write(async (rows) => {
      const [known] = await rows.find("key", [key]);
      if (known) return { kept: toLine(known), isNew: false };
      const others = await inOrder(rows, room);
      const number = (others.at(-1)?.number ?? 0) + 1;
      await rows.add([{ _id: `${room} ${number}`, room, key, number, ...line }]);
      await rows.remove(idsOf(others.slice(0, Math.max(0, others.length + 1 - keep))));
      return { kept: line, isNew: true };
    });
  }

  list(room: RoomId, of: { account?: string; limit: number }): Promise<KeptDoubt[]> {
    const { account, limit } = of;
    return this.#rows.read(async (rows) => {
      const lines = await inOrder(rows, room);
      const meant = lines.filter((line) => account === undefined || line.account === account);
      return meant.slice(-limit).map(toLine);
    });
  }

  async clear(room: RoomId, upToAt: number): Promise<void> {
    await this.#rows.write(async (rows) => {
      const lines = await inOrder(rows, room);
      await rows.remove(idsOf(lines.filter(({ at }) => at <= upToAt)));
    });
    await this.#rows.compact();
  }

  close(): Promise<void> {
    return this.#rows.close();
  }
}

/** A room keeps few enough of them to sort them each time. */
async function inOrder(rows: Rows<DoubtRow>, room: RoomId): Promise<DoubtRow[]> {
  return (await rows.find("room", [room])).toSorted((a, b) => a.number - b.number);
}

function idsOf(rows: readonly DoubtRow[]): string[] {
  return rows.map(({ _id }) => _id);
}

function toLine({ _id, room, key, number, ...line }: DoubtRow): KeptDoubt {
  return line;
}
