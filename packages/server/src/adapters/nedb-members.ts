import type { RoomId } from "@classchat/core";
import type { AccountId, MemberStore, Membership } from "../chat/ports.ts";
import { type CollectionOptions, DurableCollection } from "./durable-collection.ts";
import type { RowId } from "./nedb-rows.ts";
import { memberKey, newMembership, notAMember } from "./store-rules.ts";

type MemberRow = Membership & RowId;

export class NedbMembers implements MemberStore {
  readonly #rows: DurableCollection<MemberRow>;

  private constructor(rows: DurableCollection<MemberRow>) {
    this.#rows = rows;
  }

  static async open(path: string, options: CollectionOptions): Promise<NedbMembers> {
    return new NedbMembers(await DurableCollection.open(path, options));
  }

  async admit(account: AccountId, room: RoomId, firstSeq: number): Promise<Membership> {
    // Most who come were here before, and need not wait for the disk.
    return (await this.#find(account, room)) ?? (await this.#add(account, room, firstSeq));
  }

  markRead(account: AccountId, room: RoomId, seq: number): Promise<number> {
    return this.#rows.write(async (rows) => {
      const row = await rows.get(memberKey(account, room));
      if (!row) throw notAMember();
      if (row.lastRead >= seq) return row.lastRead;
      await rows.replace({ ...row, lastRead: seq });
      return seq;
    });
  }

  close(): Promise<void> {
    return this.#rows.close();
  }

  #find(account: AccountId, room: RoomId): Promise<Membership | undefined> {
    return this.#rows.read(async (rows) => toMembership(await rows.get(memberKey(account, room))));
  }

  #add(account: AccountId, room: RoomId, firstSeq: number): Promise<Membership> {
    return this.#rows.write(async (rows) => {
      const known = toMembership(await rows.get(memberKey(account, room)));
      if (known) return known;
      const membership = newMembership(account, room, firstSeq);
      await rows.add([{ _id: memberKey(account, room), ...membership }]);
      return membership;
    });
  }
}

function toMembership(row: MemberRow | undefined): Membership | undefined {
  if (!row) return undefined;
  const { _id, ...membership } = row;
  return membership;
}
