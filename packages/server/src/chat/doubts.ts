import {
  type Clock,
  type DoubtLine,
  type Input,
  limits,
  type Member,
  type Role,
  type RoomId,
} from "@classchat/core";
import type { AccountId, AccountStore, Broadcaster, DoubtStore, KeptDoubt } from "./ports.ts";
import { Throttle } from "./throttle.ts";
import { findAccount } from "./whom.ts";

export interface DoubtsPorts {
  doubts: DoubtStore;
  accounts: AccountStore;
  broadcaster: Broadcaster;
  clock: Clock;
}

/** Someone who asks or answers. */
interface Author extends Member {
  account: AccountId;
}

/** The student whom a line is about. */
interface Student {
  id: AccountId;
  user: string;
  role: Role;
}

/**
 * The line between each student and the mentors of one room: open to those who are muted, and while the room
 * is quiet. A mentor who asks speaks to the other mentors.
 */
export class Doubts {
  readonly #room: RoomId;
  readonly #ports: DoubtsPorts;
  readonly #asked: Throttle;

  constructor(room: RoomId, ports: DoubtsPorts) {
    this.#room = room;
    this.#ports = ports;
    // The room keeps so many lines in all, and nobody's shall push out everybody else's.
    this.#asked = new Throttle({ clock: ports.clock, ...limits.doubtRate });
  }

  async ask(by: Author, draft: Input<"doubt:ask">): Promise<DoubtLine> {
    this.#asked.check(by.account);
    this.#asked.count(by.account);
    return this.#say(by, { id: by.account, user: by.user, role: by.role }, draft);
  }

  async answer(by: Author, { user, ...draft }: Input<"doubt:answer">): Promise<DoubtLine> {
    return this.#say(by, await findAccount(this.#ports.accounts, user), draft);
  }

  /** The newest lines that this member may read: a mentor all, a student the own ones. */
  async readBy({ account, role }: Author): Promise<DoubtLine[]> {
    const limit = limits.historyPage;
    const of = role === "mentor" ? { limit } : { account, limit };
    return (await this.#ports.doubts.list(this.#room, of)).map(toLine);
  }

  /** Takes away, from the disk as well, what was said by then. */
  forget(upToAt: number): Promise<void> {
    return this.#ports.doubts.clear(this.#room, upToAt);
  }

  async #say(by: Author, student: Student, { id, text }: Input<"doubt:ask">): Promise<DoubtLine> {
    const { doubts, clock } = this.#ports;
    const line = { id, student: student.user, from: by.user, role: by.role, at: clock.now(), text };
    const fresh = { ...line, account: student.id, author: by.account };
    const { kept, isNew } = await doubts.add(this.#room, fresh, limits.doubtLines);
    if (isNew) this.#tell(toLine(kept), student);
    return toLine(kept);
  }

  #tell(line: DoubtLine, { id, role }: Student): void {
    this.#ports.broadcaster.toMentors("doubt:said", { line });
    if (role !== "mentor") this.#ports.broadcaster.toAccount(id, "doubt:said", { line });
  }
}

function toLine({ account, author, ...line }: KeptDoubt): DoubtLine {
  return line;
}
