import { foldName, type RoomId, type RoomName } from "@classchat/core";
import type { RoomRecord, RoomStore } from "../chat/ports.ts";
import { type CollectionOptions, DurableCollection } from "./durable-collection.ts";
import type { RowId } from "./nedb-rows.ts";
import { newRoom } from "./store-rules.ts";

type RoomRow = RoomRecord & RowId & { nameKey: string };

const indexes = [{ fieldName: "nameKey", unique: true }];

export class NedbRooms implements RoomStore {
  readonly #rows: DurableCollection<RoomRow>;

  private constructor(rows: DurableCollection<RoomRow>) {
    this.#rows = rows;
  }

  static async open(path: string, options: CollectionOptions): Promise<NedbRooms> {
    return new NedbRooms(await DurableCollection.open(path, { ...options, indexes }));
  }

  open(name: RoomName, newId: RoomId): Promise<RoomRecord> {
    return this.#rows.write(async (rows) => {
      const [known] = await rows.find("nameKey", [foldName(name)]);
      if (known) return toRecord(known);
      const record = newRoom(name, newId);
      await rows.add([{ _id: newId, nameKey: foldName(name), ...record }]);
      return record;
    });
  }

  update(id: RoomId, change: Partial<RoomRecord>): Promise<void> {
    return this.#rows.write(async (rows) => {
      const row = await rows.get(id);
      if (row) await rows.replace({ ...row, ...change });
    });
  }

  async forgetAnnouncement(id: RoomId, upToAt: number): Promise<boolean> {
    const isForgotten = await this.#rows.write(async (rows) => {
      const row = await rows.get(id);
      if (!row?.announcement || row.announcement.at > upToAt) return false;
      await rows.replace({ ...row, announcement: undefined });
      return true;
    });
    // In any case, for one that was replaced or taken down before still stands in the file.
    await this.#rows.compact();
    return isForgotten;
  }

  close(): Promise<void> {
    return this.#rows.close();
  }
}

// What is undefined is not in the file, so it is named here.
function toRecord(row: RoomRow): RoomRecord {
  const { id, name, title, port, openedBy, quiet, announcement } = row;
  return { id, name, title, port, openedBy, quiet, announcement };
}
