import type { RoomId } from "@classchat/core";
import type { Standing, StandingStore } from "../chat/ports.ts";
import { type CollectionOptions, DurableCollection } from "./durable-collection.ts";
import type { RowId } from "./nedb-rows.ts";
import { memberKey } from "./store-rules.ts";

type StandingRow = Standing & RowId;

const indexes = [{ fieldName: "room", unique: false }];

export class NedbStandings implements StandingStore {
  readonly #rows: DurableCollection<StandingRow>;

  private constructor(rows: DurableCollection<StandingRow>) {
    this.#rows = rows;
  }

  static async open(path: string, options: CollectionOptions): Promise<NedbStandings> {
    return new NedbStandings(await DurableCollection.open(path, { ...options, indexes }));
  }

  list(room: RoomId): Promise<Standing[]> {
    return this.#rows.read(async (rows) => (await rows.find("room", [room])).map(toStanding));
  }

  set(standing: Standing): Promise<void> {
    const _id = memberKey(standing.account, standing.room);
    return this.#rows.write(async (rows) => {
      if (!standing.muted && !standing.banned) await rows.remove([_id]);
      else if (await rows.get(_id)) await rows.replace({ _id, ...standing });
      else await rows.add([{ _id, ...standing }]);
    });
  }

  close(): Promise<void> {
    return this.#rows.close();
  }
}

// What is undefined is not in the file, so it is named here.
function toStanding({ account, room, user, muted, banned }: StandingRow): Standing {
  return { account, room, user, muted, banned };
}
