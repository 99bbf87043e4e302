import type { FileId, RoomId } from "@classchat/core";
import type { FileRecord, FileStore } from "../chat/ports.ts";
import { type CollectionOptions, DurableCollection } from "./durable-collection.ts";
import type { RowId } from "./nedb-rows.ts";
import { hasRoomFor, inOrderOfOffers } from "./store-rules.ts";

type FileRow = FileRecord & RowId;

const indexes = [{ fieldName: "room", unique: false }];

export class NedbFiles implements FileStore {
  readonly #rows: DurableCollection<FileRow>;

  private constructor(rows: DurableCollection<FileRow>) {
    this.#rows = rows;
  }

  static async open(path: string, options: CollectionOptions): Promise<NedbFiles> {
    return new NedbFiles(await DurableCollection.open(path, { ...options, indexes }));
  }

  offer(record: FileRecord, quotas: { accountBytes: number; roomBytes: number }) {
    return this.#rows.write(async (rows) => {
      const others = await rows.find("room", [record.room]);
      const known = others.find(
        ({ account, draft }) => account === record.account && draft === record.draft,
      );
      if (known) return toRecord(known);
      if (!hasRoomFor(record, others, quotas)) return undefined;
      await rows.add([{ _id: record.id, ...record }]);
      return record;
    });
  }

  find(id: FileId): Promise<FileRecord | undefined> {
    return this.#rows.read(async (rows) => {
      const row = await rows.get(id);
      return row && toRecord(row);
    });
  }

  announce(id: FileId, seq: number): Promise<void> {
    return this.#rows.write(async (rows) => {
      const row = await rows.get(id);
      if (row) await rows.replace({ ...row, seq });
    });
  }

  list(room: RoomId): Promise<FileRecord[]> {
    return this.#rows.read(async (rows) =>
      inOrderOfOffers((await rows.find("room", [room])).map(toRecord)),
    );
  }

  async remove(ids: readonly FileId[]): Promise<void> {
    if (ids.length === 0) return;
    await this.#rows.write((rows) => rows.remove(ids));
    await this.#rows.compact();
  }

  close(): Promise<void> {
    return this.#rows.close();
  }
}

// What is undefined is not in the file, so it is named here.
function toRecord({ _id, ...row }: FileRow): FileRecord {
  return { ...row, seq: row.seq };
}
