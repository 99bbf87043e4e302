import type { Session, SessionStore } from "../chat/ports.ts";
import { type CollectionOptions, DurableCollection } from "./durable-collection.ts";
import type { RowId } from "./nedb-rows.ts";
import { endedBeyond, isOpen } from "./store-rules.ts";

type SessionRow = Session & RowId;

const indexes = [{ fieldName: "account", unique: false }];

export class NedbSessions implements SessionStore {
  readonly #rows: DurableCollection<SessionRow>;

  private constructor(rows: DurableCollection<SessionRow>) {
    this.#rows = rows;
  }

  static async open(path: string, options: CollectionOptions): Promise<NedbSessions> {
    return new NedbSessions(await DurableCollection.open(path, { ...options, indexes }));
  }

  open(session: Session, keep: number): Promise<void> {
    return this.#rows.write(async (rows) => {
      const others = await rows.find("account", [session.account]);
      await rows.add([{ _id: session.digest, ...session }]);
      await rows.remove(endedBeyond(keep - 1, others));
    });
  }

  find(digest: string, since: { openedAfter: number; usedAfter: number }) {
    return this.#rows.read(async (rows) => {
      const row = await rows.get(digest);
      return row && isOpen(row, since) ? toSession(row) : undefined;
    });
  }

  touch(digest: string, usedAt: number): Promise<void> {
    return this.#rows.write(async (rows) => {
      const row = await rows.get(digest);
      if (row) await rows.replace({ ...row, usedAt });
    });
  }

  end(digest: string): Promise<void> {
    return this.#rows.write((rows) => rows.remove([digest]));
  }

  endAll(account: string): Promise<string[]> {
    return this.#rows.write(async (rows) => {
      const digests = (await rows.find("account", [account])).map(({ digest }) => digest);
      await rows.remove(digests);
      return digests;
    });
  }

  close(): Promise<void> {
    return this.#rows.close();
  }
}

function toSession({ _id, ...session }: SessionRow): Session {
  return session;
}
