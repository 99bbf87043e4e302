import { setTimeout as delay } from "node:timers/promises";
import type { RoomId } from "@classchat/core";
import type { AccountId, MemberStore, Membership } from "../chat/ports.ts";
import { type CollectionOptions, DurableCollection } from "./durable-collection.ts";
import type { ChangingRows, RowId } from "./nedb-rows.ts";
import { memberKey, newMembership, notAMember } from "./store-rules.ts";

type MemberRow = Membership & RowId;
/** How far members have read, by `memberKey`. */
type Marks = Map<string, number>;

/** Of no weight, and nobody waits for one: what a class has read within that time shares one write. */
const marksApartMs = 100;

export class NedbMembers implements MemberStore {
  readonly #rows: DurableCollection<MemberRow>;
  #marks: Marks = new Map();
  #marking: Promise<ReadonlyMap<string, number>> | undefined;
  #markedAt = Number.NEGATIVE_INFINITY;
  readonly #closing = new AbortController();

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

  async markRead(account: AccountId, room: RoomId, seq: number): Promise<number> {
    const known = await this.#find(account, room);
    if (!known) throw notAMember();
    // Most who come in only ask.
    return seq <= known.lastRead ? known.lastRead : this.#mark(memberKey(account, room), seq);
  }

  /** The last `seq` that anyone has read in the room, as far as is known. */
  furthest(room: RoomId): Promise<number> {
    return this.#rows.read(async (rows) => {
      const all = await rows.between("lastRead", { above: 0, below: Number.MAX_SAFE_INTEGER });
      return all.findLast((member) => member.room === room)?.lastRead ?? 0;
    });
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#marking?.catch(() => {});
    await this.#rows.close();
  }

  // A class reads a message in the same moment.
  async #mark(key: string, seq: number): Promise<number> {
    this.#marks.set(key, Math.max(seq, this.#marks.get(key) ?? 0));
    this.#marking ??= this.#writeMarks();
    return (await this.#marking).get(key) ?? seq;
  }

  /** Writes what is marked when its turn comes, and gives how far each of those members has read. */
  async #writeMarks(): Promise<ReadonlyMap<string, number>> {
    const restMs = this.#markedAt + marksApartMs - performance.now();
    if (restMs > 0) await delay(restMs, undefined, this.#closing).catch(() => {});
    this.#markedAt = performance.now();
    // A step may be run again, and then it is about the same marks.
    let marks: Marks | undefined;
    return this.#rows.write((rows) => {
      marks ??= this.#takeMarks();
      return moveForward(rows, marks);
    });
  }

  #takeMarks(): Marks {
    const marks = this.#marks;
    this.#marks = new Map();
    this.#marking = undefined;
    return marks;
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

async function moveForward(rows: ChangingRows<MemberRow>, marks: Marks): Promise<Marks> {
  const members = await rows.find("_id", [...marks.keys()]);
  const lastReads = members.map((row) => ({ ...row, mark: marks.get(row._id) ?? 0 }));
  const ahead = lastReads.filter(({ lastRead, mark }) => mark > lastRead);
  for (const [lastRead, those] of groupedByMark(ahead)) await rows.set(those, { lastRead });
  return new Map(lastReads.map(({ _id, lastRead, mark }) => [_id, Math.max(lastRead, mark)]));
}

function groupedByMark(members: readonly { _id: string; mark: number }[]): Map<number, string[]> {
  const groups = new Map<number, string[]>();
  for (const { _id, mark } of members) {
    const group = groups.get(mark) ?? [];
    groups.set(mark, group);
    group.push(_id);
  }
  return groups;
}

function toMembership(row: MemberRow | undefined): Membership | undefined {
  if (!row) return undefined;
  const { _id, ...membership } = row;
  return membership;
}
