import type { MentorCodeStore } from "../chat/ports.ts";
import { type CollectionOptions, DurableCollection } from "./durable-collection.ts";
import type { RowId } from "./nedb-rows.ts";

interface CodeRow extends RowId {
  digest: string;
}

// At most one code is open, so there is one row.
const _id = "open";

export class NedbMentorCodes implements MentorCodeStore {
  readonly #rows: DurableCollection<CodeRow>;

  private constructor(rows: DurableCollection<CodeRow>) {
    this.#rows = rows;
  }

  static async open(path: string, options: CollectionOptions): Promise<NedbMentorCodes> {
    return new NedbMentorCodes(await DurableCollection.open(path, options));
  }

  replace(digest: string): Promise<void> {
    return this.#rows.write(async (rows) => {
      if (await rows.get(_id)) await rows.replace({ _id, digest });
      else await rows.add([{ _id, digest }]);
    });
  }

  spend(digest: string): Promise<boolean> {
    return this.#rows.write(async (rows) => {
      const open = await rows.get(_id);
      if (open?.digest !== digest) return false;
      await rows.remove([_id]);
      return true;
    });
  }

  close(): Promise<void> {
    return this.#rows.close();
  }
}
